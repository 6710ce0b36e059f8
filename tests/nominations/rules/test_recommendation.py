import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rules.issues import Issue
from elections.rules.rule_set import preset
from nominations.rules.recommendation import (
    MERGED,
    category_of,
    departures,
    electorate,
    issue_issues,
    merge_small_cells,
    next_in_votes,
    ranking,
)

ORDER = preset("street-community").capacity_order


def test_one_slip_in_the_first_category_of_the_order():
    assert category_of(["delegate", "building_head", "member"], ORDER) == "member"
    assert category_of(["delegate", "building_head"], ORDER) == "building_head"
    assert category_of(["visitor"], ORDER) is None
    people = [["member"], ["member", "social_worker"], ["delegate"], []]
    assert electorate(people, ORDER) == {"member": 2, "delegate": 1}


@given(st.lists(st.lists(st.sampled_from(ORDER), min_size=1, max_size=3)))
def test_nobody_receives_two_slips(people):
    assert sum(electorate(people, ORDER).values()) == len(people)


def test_slips_against_people():
    people = {"member": 20, "resident": None}
    assert list(issue_issues("member", people, issued_before=12, issued=8)) == []
    assert list(issue_issues("resident", people, issued_before=900, issued=100)) == []
    assert list(issue_issues("member", people, issued_before=12, issued=9)) == [
        Issue("slips_over_people_in_batches", {"category": "member", "people": 20, "issued": 9, "before": 12, "sum": 21})
    ]
    assert list(issue_issues("member", people, issued_before=0, issued=21)) == [
        Issue("slips_over_people", {"category": "member", "people": 20, "issued": 21})
    ]
    assert list(issue_issues("delegate", people, issued_before=0, issued=1)) == [Issue("category_without_people", {"category": "delegate"})]


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({"member": 40, "delegate": 12}, {"member": ("member",), "delegate": ("delegate",)}),
        ({"member": 40, "a": 4, "b": 6}, {"member": ("member",), MERGED: ("a", "b")}),
        ({"member": 40, "a": 4, "b": 15}, {"member": ("member",), MERGED: ("a", "b")}),
        ({"member": 40, "a": 4}, {MERGED: ("member", "a")}),
        ({"a": 4}, {MERGED: ("a",)}),
        ({}, {}),
    ],
)
def test_small_cells_are_shown_together(cells, shown):
    assert merge_small_cells(cells) == shown


@given(st.dictionaries(st.sampled_from(ORDER), st.integers(0, 40)))
def test_no_cell_shows_few_people_and_nobody_is_lost(cells):
    shown = merge_small_cells(cells)
    assert sorted(category for categories in shown.values() for category in categories) == sorted(cells)
    sizes = [sum(cells[category] for category in categories) for categories in shown.values()]
    assert all(size >= 10 for size in sizes) or len(shown) == 1


def test_ranking_by_votes_then_strokes():
    assert ranking({"王喆": 3, "丁玥": 3, "马堃": 9}) == ("马堃", "丁玥", "王喆")


def test_leaving_out_somebody_with_more_votes_is_said():
    votes = {"马堃": 9, "丁玥": 5, "王喆": 3}
    assert departures(votes, ["马堃", "丁玥"], {"马堃", "丁玥", "王喆"}) == ()
    assert departures(votes, ["马堃", "丁玥", "王喆"], set(votes)) == ()
    assert departures(votes, ["王喆", "马堃"], set(votes)) == (
        Issue("more_recommended_left_out", {"name": "王喆", "votes": 3, "left_out": "丁玥", "more": 5}),
    )
    assert departures(votes, ["王喆"], {"王喆"}) == ()


def test_the_next_in_votes_follows():
    votes = {"马堃": 9, "丁玥": 5, "王喆": 3}
    assert next_in_votes(votes, {"马堃"}, {"马堃", "丁玥", "王喆"}) == "丁玥"
    assert next_in_votes(votes, {"马堃"}, {"王喆"}) == "王喆"
    assert next_in_votes(votes, set(votes), set(votes)) is None
