"""职数 and 职位: the contests that a plan makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rules.contests import Posts, committee_seats, committee_size, has_committee, planned_contests, posts_issues
from elections.rules.issues import Issue
from elections.rules.rule_set import CompositionTarget, preset

STREET, REGULATION, VILLAGE = preset("street-community"), preset("regulation-2020"), preset("village")


def planned(posts, rules):
    return [(contest.post, contest.stage, contest.seats, contest.names_at_least) for contest in planned_contests(posts, rules)]


def test_the_second_summarys_five_are_one_and_one_and_three():
    posts = Posts(size=5, includes_leaders=True, deputies=1, names={"deputy": 2})
    assert planned(posts, VILLAGE) == [
        ("secretary", "meeting", 1, 1),
        ("deputy", "meeting", 1, 2),
        ("committee", "meeting", 3, 4),
    ]
    assert committee_size(posts) == 5


def test_a_size_without_the_leaders_adds_them():
    posts = Posts(size=5, includes_leaders=False, deputies=1)
    assert (committee_size(posts), committee_seats(posts, STREET)) == (7, 5)
    assert committee_seats(posts, REGULATION) == 7


def test_by_the_regulation_the_committee_comes_first_and_the_leaders_out_of_it():
    posts = Posts(size=7, deputies=2, discipline=3)
    assert planned(posts, REGULATION) == [
        ("committee", "meeting", 7, 9),
        ("discipline", "meeting", 3, 4),
        ("secretary", "plenary", 1, 1),
        ("deputy", "plenary", 2, 2),
        ("discipline_secretary", "discipline_plenary", 1, 1),
    ]


def test_the_members_may_elect_the_committee_first_where_ballots_come_one_after_another():
    posts = Posts(size=5, leaders_from_committee=True)
    assert [contest.post for contest in planned_contests(posts, VILLAGE)] == ["committee", "secretary", "deputy"]
    assert not list(posts_issues(posts, VILLAGE))
    assert list(posts_issues(posts, STREET)) == [Issue("leaders_from_committee_on_one_paper", {"ballot": "number"})]


def test_a_branch_without_a_committee_elects_its_secretary_directly():
    posts = Posts(size=1, deputies=0)
    assert not has_committee(posts)
    assert planned(posts, REGULATION) == [("secretary", "meeting", 1, 1)]


@pytest.mark.parametrize(
    ("posts", "issue"),
    [
        (Posts(size=0), Issue("posts_not_a_number", {"size": 0, "deputies": 1, "discipline": 0})),
        (Posts(size=5, deputies=-1), Issue("posts_not_a_number", {"size": 5, "deputies": -1, "discipline": 0})),
        (Posts(size=5, discipline=-2), Issue("posts_not_a_number", {"size": 5, "deputies": 1, "discipline": -2})),
        (Posts(size=2, deputies=2), Issue("posts_fewer_than_leaders", {"size": 2, "leaders": 3})),
        (
            Posts(size=3, composition=(CompositionTarget("college", 3), CompositionTarget("women", 4))),
            Issue("posts_target_beyond_size", {"target": "women", "at_least": 4, "whole": 3}),
        ),
        (Posts(size=5, names={"discipline": 4}), Issue("posts_contest_unknown", {"post": "discipline"})),
        (
            Posts(size=7, deputies=1, names={"committee": 5}),
            Issue("posts_names_too_few", {"post": "committee", "seats": 5, "names": 5, "needed": 6, "margin": "20%"}),
        ),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_its_figures(posts, issue):
    assert list(posts_issues(posts, STREET)) == [issue]


def test_more_names_than_the_law_asks_are_the_plans_to_set():
    assert not list(posts_issues(Posts(size=7, names={"secretary": 2, "committee": 8}), STREET))


@given(st.integers(1, 11), st.integers(0, 2), st.integers(0, 5), st.sampled_from([STREET, REGULATION, VILLAGE]))
def test_seats_always_add_up_to_the_size(size, deputies, discipline, rules):
    posts = Posts(size=size, deputies=deputies, discipline=discipline)
    if list(posts_issues(posts, rules)):
        return
    seats = {contest.post: contest.seats for contest in planned_contests(posts, rules)}
    leaders = seats["secretary"] + seats.get("deputy", 0)
    together = seats.get("committee", 0) if rules is REGULATION and has_committee(posts) else leaders + seats.get("committee", 0)
    assert together == size
    assert [contest.order for contest in planned_contests(posts, rules)] == list(range(1, len(seats) + 1))
