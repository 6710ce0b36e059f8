from dataclasses import replace

import pytest

from elections.rules.ballots import Contest
from elections.rules.issues import Issue
from elections.rules.reconciliation import (
    Difference,
    PaperCount,
    differences,
    is_ballot_valid,
    mixed_issues,
    paper_issues,
    part_issues,
    totals_issues,
)
from elections.rules.tally import ContestTotals, NameTotals

PAPER = PaperCount(due=100, present=90, printed=105, issued=89, spoiled=1, left_over=15, voters=88)
COMMITTEE = Contest("committee", 2, ("甲", "丁"))
TOTALS = ContestTotals(COMMITTEE, valid=80, void=4, names={"甲": NameTotals(50, 10, 20), "丁": NameTotals(40, 30, 10)}, write_ins={"戊": 3})


def codes(issues):
    return [issue.code for issue in issues]


def test_papers_that_agree():
    assert paper_issues(PAPER) == ()


def test_both_figures_are_named_when_papers_do_not_add_up():
    figures = {"printed": 106, "accounted": 105, "issued": 89, "spoiled": 1, "left_over": 15}
    assert paper_issues(replace(PAPER, printed=106)) == (Issue("papers_do_not_add_up", figures),)


@pytest.mark.parametrize(
    ("change", "issue"),
    [
        ({"present": 101}, Issue("present_more_than_due", {"present": 101, "due": 100})),
        ({"present": 88}, Issue("issued_over_present", {"issued": 89, "present": 88})),
        ({"voters": 90}, Issue("voters_over_issued", {"voters": 90, "issued": 89})),
        ({"voters": -1}, Issue("figure_negative", {"figure": "voters", "value": -1})),
    ],
)
def test_attendance_and_issue_must_agree(change, issue):
    assert paper_issues(replace(PAPER, **change)) == (issue,)


@pytest.mark.parametrize(
    ("returned", "issued", "voters", "valid"),
    [(84, 84, 84, True), (83, 84, 84, True), (85, 84, 84, False), (85, 90, 84, False), (85, 84, 90, False), (0, 0, 0, True)],
)
def test_more_ballots_than_voters_or_than_issued_void_the_ballot(returned, issued, voters, valid):
    assert is_ballot_valid(returned=returned, issued=issued, voters=voters) is valid


def test_totals_that_agree():
    assert totals_issues(TOTALS, 84) == ()


@pytest.mark.parametrize(
    ("change", "returned", "expected"),
    [
        ({}, 85, ["returned_not_valid_and_void"]),
        ({"names": {"甲": NameTotals(50, 10, 20), "丁": NameTotals(40, 30, 11)}}, 84, ["marks_not_valid"]),
        ({"names": {"甲": NameTotals(50, 10, 20)}}, 84, ["totals_name_missing"]),
        ({"names": {**TOTALS.names, "庚": NameTotals(0, 0, 80)}}, 84, ["totals_not_a_candidate"]),
        ({"write_ins": {"甲": 3}}, 84, ["totals_candidate_written_in"]),
        ({"write_ins": {"戊": 81}}, 84, ["write_ins_over_valid", "choices_over_seats"]),
        ({"write_ins_refused": 68}, 84, ["choices_over_seats"]),
        ({"valid": -1}, 84, ["total_negative"]),
        ({"write_ins": {"戊": -3}}, 84, ["votes_negative"]),
        ({"names": {"甲": NameTotals(50, 10, 20), "丁": NameTotals(81, -1, 0)}}, 84, ["votes_negative"]),
        ({"names": {"甲": NameTotals(50, 10, 20), "丁": NameTotals(40, 30, -1)}}, 84, ["votes_negative"]),
        ({"names": {"甲": NameTotals(50, 10, 20), "丁": NameTotals(40, 41, -1)}}, 84, ["marks_over_valid"]),
    ],
)
def test_totals_that_cannot_be(change, returned, expected):
    assert codes(totals_issues(replace(TOTALS, **change), returned)) == expected


def test_refusals_name_both_figures():
    (returned,) = totals_issues(TOTALS, 85)
    assert returned.params == {"contest": "committee", "returned": 85, "valid": 80, "void": 4, "sum": 84}
    (marks,) = totals_issues(replace(TOTALS, names={**TOTALS.names, "甲": NameTotals(50, 10, 19)}), 84)
    assert marks.params == {
        "contest": "committee",
        "name": "甲",
        "valid": 80,
        "sum": 79,
        "in_favour": 50,
        "against": 10,
        "abstain": 19,
    }
    (choices,) = totals_issues(replace(TOTALS, write_ins_refused=68), 84)
    assert choices.params == {"contest": "committee", "chosen": 161, "valid": 80, "seats": 2, "possible": 160}


def test_more_votes_than_valid_ballots_are_told_once_with_everybody_whom_it_touches():
    names = {"甲": NameTotals(51, 0, -1), "丁": NameTotals(30, 25, -5)}
    void, over = totals_issues(replace(TOTALS, valid=50, names=names), 84)
    assert void.code == "returned_not_valid_and_void"
    assert over == Issue("marks_over_valid", {"contest": "committee", "valid": 50, "names": "甲 51、丁 55", "most": 55})


def test_a_figure_below_zero_is_named_with_its_person():
    (found,) = totals_issues(replace(TOTALS, names={**TOTALS.names, "甲": NameTotals(-5, 65, 20)}), 84)
    assert found == Issue("votes_negative", {"contest": "committee", "name": "甲", "figure": "in_favour", "value": -5})


def test_as_many_choices_as_seats_allow():
    assert totals_issues(replace(TOTALS, write_ins_refused=67), 84) == ()


def test_two_entries_that_agree():
    assert differences(TOTALS, replace(TOTALS)) == ()


def test_two_entries_that_differ():
    other = replace(TOTALS, void=5, names={**TOTALS.names, "丁": NameTotals(41, 29, 10)}, write_ins={"庚": 3})
    assert differences(TOTALS, other) == (
        Difference("void", "", 4, 5),
        Difference("in_favour", "丁", 40, 41),
        Difference("against", "丁", 30, 29),
        Difference("write_in", "戊", 3, 0),
        Difference("write_in", "庚", 0, 3),
    )


def test_a_name_that_one_entry_lacks():
    other = replace(TOTALS, names={"甲": TOTALS.names["甲"]})
    assert [found.figure for found in differences(TOTALS, other)] == ["in_favour", "against", "abstain"]
    assert differences(other, TOTALS)[0] == Difference("in_favour", "丁", 0, 40)


@pytest.mark.parametrize(
    ("papers", "electronic", "codes"),
    [(0, 3, []), (3, 0, []), (10, 10, []), (9, 10, ["ballot_part_too_small"]), (40, 9, ["ballot_part_too_small"])],
)
def test_a_part_of_a_round_is_large_enough_or_empty(papers, electronic, codes):
    assert [issue.code for issue in part_issues(papers=papers, electronic=electronic)] == codes


def test_a_mixed_round_needs_enough_people_for_both_parts():
    assert list(mixed_issues(20)) == []
    assert list(mixed_issues(19)) == [Issue("mixed_round_too_small", {"present": 19, "needed": 20, "least": 10})]
