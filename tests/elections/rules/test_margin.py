import pytest

from elections.rules.issues import Issue
from elections.rules.majority import has_majority, majority_base, majority_needed
from elections.rules.margin import candidates_needed, margin_in_percent, margin_issues, names_needed_for_post, post_issues
from elections.rules.rule_set import preset


@pytest.mark.parametrize(("seats", "needed"), [(1, 2), (3, 4), (4, 5), (5, 6), (6, 8), (7, 9), (9, 11), (10, 12), (11, 14)])
def test_a_fifth_more_names_than_seats(seats, needed):
    assert candidates_needed(seats, "1/5") == needed
    assert margin_issues(seats, needed, "1/5") == ()
    figures = {"post": "committee", "seats": seats, "candidates": needed - 1, "needed": needed, "missing": 1, "margin": "20%"}
    assert margin_issues(seats, needed - 1, "1/5") == (Issue("margin_too_small", figures),)


@pytest.mark.parametrize(("margin", "said"), [("1/5", "20%"), ("2/5", "40%"), ("1/3", "33.3%"), ("1/1", "100%")])
def test_margin_is_said_in_per_cent(margin, said):
    assert margin_in_percent(margin) == said


def test_names_for_a_post():
    assert names_needed_for_post(1, "plan") == 1
    assert names_needed_for_post(2, "one_more") == 3
    assert post_issues("secretary", 1, 1, "plan") == ()
    assert post_issues("deputy", 1, 2, "one_more") == ()
    expected = Issue("too_few_names_for_post", {"post": "deputy", "seats": 1, "names": 1, "needed": 2})
    assert post_issues("deputy", 1, 1, "one_more") == (expected,)
    assert [issue.params["needed"] for issue in post_issues("deputy", 2, 1, "plan")] == [2]


@pytest.mark.parametrize(("present", "needed"), [(84, 43), (85, 43), (90, 46), (1, 1), (0, 1)])
def test_majority_is_more_than_half(present, needed):
    assert majority_needed(present) == needed
    assert has_majority(needed, present)
    assert not has_majority(needed - 1, present)


def test_majority_of_those_present_or_due():
    rules = preset("regulation-2020")
    assert majority_base(rules, present=90, due=100) == 90
    assert majority_base(rules.override(majority_of="due"), present=90, due=100) == 100
