from dataclasses import replace

from elections.rules.issues import Issue
from elections.rules.rule_set import preset
from elections.rules.slate import ListedContest
from nominations.rules.lists import before_ballot_issues, differential_issues, list_issues, names_wanted, places

STREET, VILLAGE, REGULATION = preset("street-community"), preset("village"), preset("regulation-2020")


def contest(post, seats, names, *, names_at_least=None, stage="meeting"):
    return ListedContest(post, post, stage, seats, names_at_least or seats, tuple(names))


def people(count, prefix="委员"):
    return [f"{prefix}{number}" for number in range(count)]


def codes(issues):
    return [issue.code for issue in issues]


def test_places_are_the_meetings_margin_or_what_the_plan_asks_for():
    assert places(contest("committee", 5, []), STREET) == 6
    assert places(contest("committee", 5, [], names_at_least=8), STREET) == 8
    assert places(contest("secretary", 1, []), STREET) == 1
    assert places(contest("deputy", 1, [], names_at_least=2), STREET) == 2


def test_before_the_ballot_a_leaders_post_needs_one_more_afterwards_not():
    listed = [contest("secretary", 1, ["丁玥"]), contest("committee", 3, people(5))]
    expected = Issue("too_few_names_for_post", {"post": "secretary", "seats": 1, "names": 1, "needed": 2})
    assert list_issues(listed, STREET, "preliminary", leaders_from_committee=False) == (expected,)
    assert list_issues(listed, STREET, "reserve", leaders_from_committee=False) == ()


def test_the_committees_margin_comes_first():
    listed = [contest("secretary", 1, ["丁玥", "马堃"]), contest("committee", 5, people(5))]
    found = list_issues(listed, STREET, "preliminary", leaders_from_committee=False)
    assert "margin" in found[0].code
    assert len(found) == 1


def test_every_post_that_falls_short_is_said_each_once():
    listed = [contest("secretary", 1, []), contest("deputy", 1, ["丁玥"], names_at_least=3), contest("committee", 5, people(5))]
    found = list_issues(listed, STREET, "preliminary", leaders_from_committee=False)
    assert [(issue.code, issue.params["post"]) for issue in found] == [
        ("post_without_names", "secretary"),
        ("too_few_names_for_post", "deputy"),
        ("margin_too_small", "committee"),
    ]
    assert found[1].params["needed"] == 3
    reserve = list_issues(listed, STREET, "reserve", leaders_from_committee=False)
    assert codes(reserve) == codes(found)
    both = [contest("secretary", 1, ["委员0"]), contest("deputy", 1, ["丁玥"]), contest("committee", 3, people(4))]
    assert codes(list_issues(both, STREET, "preliminary", leaders_from_committee=False)) == [
        "too_few_names_for_post",
        "too_few_names_for_post",
        "margin_too_small_for_two_lists",
    ]


def test_the_ballot_as_a_whole_needs_more_names_than_places():
    listed = [contest("committee", 5, people(6))]
    expected = Issue("ballot_not_differential", {"names": 6, "places": 6})
    assert list_issues(listed, STREET, "preliminary", leaders_from_committee=False) == (expected,)
    assert list_issues([contest("committee", 5, people(7))], STREET, "preliminary", leaders_from_committee=False) == ()
    assert list_issues(listed, replace(STREET, committee_ballot=False), "preliminary", leaders_from_committee=False) == ()


def test_a_post_without_names_is_named_and_a_plenary_may_wait():
    listed = [contest("committee", 3, []), contest("secretary", 1, [], stage="plenary")]
    assert list_issues(listed, REGULATION, "preliminary", leaders_from_committee=True) == (
        Issue("post_without_names", {"post": "committee"}),
    )


def test_leaders_of_the_plenary_stand_for_the_committee_too():
    listed = [contest("committee", 5, people(7)), contest("secretary", 1, ["外人"], stage="plenary")]
    found = list_issues(listed, REGULATION, "preliminary", leaders_from_committee=True)
    assert codes(found) == ["leader_not_on_committee_list"]


def test_the_village_is_judged_after_the_cascade():
    def listed(deputies):
        return [contest("secretary", 1, ["丁玥"]), contest("deputy", 1, deputies), contest("committee", 3, people(3))]

    assert list_issues(listed(["马堃", "王喆"]), VILLAGE, "preliminary", leaders_from_committee=False) == ()
    assert codes(list_issues(listed(["马堃"]), VILLAGE, "preliminary", leaders_from_committee=False)) == ["margin_too_small_after_cascade"]


def test_fewer_names_than_places_is_said_post_by_post():
    assert list(differential_issues({"committee": 6, "deputy": 1}, {"committee": 5, "deputy": 3})) == [
        Issue("fewer_names_than_places", {"post": "committee", "names": 5, "places": 6})
    ]
    assert codes(before_ballot_issues([contest("committee", 5, people(5))], STREET)) == ["fewer_names_than_places"]


def test_a_leaders_post_wants_one_more_name_before_the_committees_ballot():
    secretary, committee = contest("secretary", 1, []), contest("committee", 5, [])
    assert names_wanted(secretary, STREET) == 2
    assert names_wanted(secretary, VILLAGE) == 1
    assert names_wanted(committee, STREET) == places(committee, STREET) == 6
