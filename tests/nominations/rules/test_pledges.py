from elections.rules.issues import Issue
from nominations.rules.pledges import Point, pledge_issues, publication_issues


def test_every_chosen_concern_is_answered():
    points = [Point("加装电梯", 1), Point("办好食堂", 2), Point("自己的一条")]
    assert list(pledge_issues(points, chosen={1, 2}, signed_sheet=True)) == []
    assert list(pledge_issues(points[:1], chosen={1, 2}, signed_sheet=True)) == [
        Issue("pledge_concerns_unanswered", {"missing": 1, "chosen": 2})
    ]


def test_what_is_no_pledge():
    assert list(pledge_issues([], chosen=set(), signed_sheet=False)) == [Issue("pledge_without_points", {}), Issue("pledge_not_signed", {})]
    assert list(pledge_issues([Point(" "), Point("好", 7)], chosen=set(), signed_sheet=True)) == [
        Issue("pledge_point_empty", {"number": 1}),
        Issue("pledge_concern_not_chosen", {"number": 2}),
    ]


def test_everybody_on_the_list_has_signed():
    assert list(publication_issues(["丁玥", "马堃"], {"丁玥"})) == [Issue("pledge_missing", {"name": "马堃"})]
    assert list(publication_issues(["丁玥"], {"丁玥"})) == []
