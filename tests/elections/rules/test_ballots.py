import pytest

from elections.rules.ballots import (
    ABSTENTION,
    VOID,
    BallotKind,
    BallotStyle,
    Contest,
    Mark,
    NumberReading,
    is_void,
    mark_issues,
    read_numbers,
    write_ins_stand,
)
from elections.rules.issues import Issue

COMMITTEE = Contest("committee", 2, ("丁", "甲", "庚"))
BLANK = Contest("open", 2, (), BallotStyle.BLANK)
NUMBERED = Contest("committee", 2, ("丁", "甲", "庚"), BallotStyle.NUMBER)
NUMBERS = {
    1: ("secretary", "乙"),
    2: ("deputy", "丙"),
    3: ("deputy", "丁"),
    4: ("committee", "丁"),
    5: ("committee", "甲"),
    6: ("committee", "庚"),
}


@pytest.mark.parametrize("mark", [ABSTENTION, VOID, Mark(("丁", "甲", "庚")), Mark(("丁",), ("甲",), ("戊",))])
def test_marks_that_a_paper_may_carry(mark):
    assert list(mark_issues(COMMITTEE, mark, 1)) == []


@pytest.mark.parametrize(
    ("mark", "code", "name"),
    [
        (Mark(("丁", "丁")), "ballot_name_twice", "丁"),
        (Mark(("丁",), ("丁",)), "ballot_name_twice", "丁"),
        (Mark((), (), ("戊", "戊")), "ballot_name_twice", "戊"),
        (Mark(("戊",)), "ballot_not_a_candidate", "戊"),
        (Mark((), ("戊",)), "ballot_not_a_candidate", "戊"),
        (Mark((), ("丁",), ("甲",)), "ballot_candidate_written_in", "甲"),
    ],
)
def test_marks_that_somebody_typed_wrongly(mark, code, name):
    assert list(mark_issues(COMMITTEE, mark, 7)) == [Issue(code, {"ballot": 7, "contest": "committee", "name": name})]


def test_nobody_is_written_in_at_a_runoff():
    runoff = Contest("committee", 1, ("丁", "甲"), kind=BallotKind.RUNOFF)
    expected = Issue("ballot_write_in_runoff", {"ballot": 2, "contest": "committee", "name": "戊"})
    assert list(mark_issues(runoff, Mark((), ("丁",), ("戊",)), 2)) == [expected]


@pytest.mark.parametrize(
    ("mark", "void"),
    [
        (ABSTENTION, False),
        (VOID, True),
        (Mark(("丁", "甲")), False),
        (Mark(("丁", "甲", "庚")), True),
        (Mark(("丁", "甲"), (), ("戊",)), True),
        (Mark(("丁",), ("甲", "庚"), ("戊",)), False),
        (Mark((), ("丁", "甲", "庚")), False),
    ],
)
def test_more_names_than_seats_is_void(mark, void):
    assert is_void(COMMITTEE, mark) is void


def test_who_abstains_may_not_choose_another():
    assert not write_ins_stand(COMMITTEE, Mark(("丁",), (), ("戊",)), need_against=True)
    assert write_ins_stand(COMMITTEE, Mark((), ("丁",), ("戊",)), need_against=True)
    assert write_ins_stand(COMMITTEE, Mark(("丁",), (), ("戊",)), need_against=False)


@pytest.mark.parametrize("contest", [BLANK, NUMBERED, Contest("committee", 2)])
def test_where_there_is_no_mark_against_nothing_is_asked_of_a_write_in(contest):
    assert write_ins_stand(contest, Mark((), (), ("戊",)), need_against=True)


def test_numbers_become_marks_for_the_post():
    assert read_numbers(NUMBERED, NUMBERS, ["5", " ６ ", ""]) == NumberReading(Mark(("甲", "庚")))
    assert read_numbers(NUMBERED, NUMBERS, []) == NumberReading(ABSTENTION)


def test_a_name_in_a_cell():
    assert read_numbers(NUMBERED, NUMBERS, ["甲", "戊"]) == NumberReading(Mark(("甲",), (), ("戊",)))


@pytest.mark.parametrize(("again", "name"), [("5", "甲"), ("05", "甲"), ("甲", "甲")])
def test_a_number_twice_counts_once(again, name):
    expected = Issue("ballot_number_twice", {"contest": "committee", "cell": again, "name": name})
    assert read_numbers(NUMBERED, NUMBERS, ["5", again]) == NumberReading(Mark(("甲",)), (expected,))


def test_a_number_of_another_post_leaves_the_cell_empty():
    expected = Issue("ballot_number_of_other_post", {"contest": "committee", "cell": "3", "name": "丁"})
    assert read_numbers(NUMBERED, NUMBERS, ["3", "4"]) == NumberReading(Mark(("丁",)), (expected,))


@pytest.mark.parametrize("cell", ["9", "0", "9" * 5000])
def test_an_unknown_number_leaves_the_cell_empty(cell):
    expected = Issue("ballot_number_unknown", {"contest": "committee", "cell": cell})
    assert read_numbers(NUMBERED, NUMBERS, [cell, "6"]) == NumberReading(Mark(("庚",)), (expected,))
