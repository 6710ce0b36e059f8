import pytest

from elections.rules.ballots import VOID, BallotKind, Contest, Mark
from elections.rules.calling import lines_of, read_batch, read_called

SECRETARY = Contest("secretary", 1, ("甲", "乙"))
COMMITTEE = Contest("committee", 2, ("丙", "丁", "戊"))
CONTESTS = (SECRETARY, COMMITTEE)
NUMBERS = {
    1: ("secretary", "甲"),
    2: ("secretary", "乙"),
    3: ("committee", "丙"),
    4: ("committee", "丁"),
    5: ("committee", "戊"),
}


def read(line: str) -> dict[str, Mark]:
    found = read_called(CONTESTS, NUMBERS, line, 1)
    assert found.issues == ()
    return dict(found.marks)


def faults(line: str) -> list[str]:
    return [issue.code for issue in read_called(CONTESTS, NUMBERS, line, 7).issues]


def test_numbers_are_in_favour_and_a_minus_is_against() -> None:
    assert read("1 3 5 -4") == {"secretary": Mark(("甲",)), "committee": Mark(("丙", "戊"), ("丁",))}
    assert read("１，３、－４") == {"secretary": Mark(("甲",)), "committee": Mark(("丙",), ("丁",))}


def test_a_ballot_without_any_mark_is_a_zero() -> None:
    assert read("0") == {}


def test_a_name_is_written_in_behind_the_letter_of_its_post() -> None:
    assert read("-1 A张三 b李四") == {"secretary": Mark((), ("甲",), ("张三",)), "committee": Mark(write_ins=("李四",))}


def test_a_star_makes_a_post_or_the_whole_ballot_void() -> None:
    assert read("1 B*") == {"secretary": Mark(("甲",)), "committee": VOID}
    assert read("*") == {"secretary": VOID, "committee": VOID}


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("9", ["called_number_unknown"]),
        ("-0", ["called_number_unknown"]),
        ("C张三", ["called_word_unknown"]),
        ("A", ["called_word_unknown"]),
        ("张三", ["called_word_unknown"]),
        ("1 1", ["ballot_name_twice"]),
        ("1 -1", ["ballot_name_twice"]),
        ("A甲", ["ballot_candidate_written_in"]),
    ],
)
def test_what_cannot_be_read_is_named_with_its_ballot(line: str, codes: list[str]) -> None:
    assert faults(line) == codes
    assert read_called(CONTESTS, NUMBERS, line, 7).issues[0].params["ballot"] == 7


def test_nobody_is_written_in_at_a_run_off() -> None:
    runoff = Contest("committee", 1, ("丙", "丁"), kind=BallotKind.RUNOFF)
    found = read_called((runoff,), NUMBERS, "A张三", 1)
    assert [issue.code for issue in found.issues] == ["ballot_write_in_runoff"]


def test_a_batch_is_a_ballot_a_line() -> None:
    assert lines_of(" 1 3\n\n0 \r\n*") == ["1 3", "0", "*"]
    marks, issues = read_batch(CONTESTS, NUMBERS, "1 3\n9\n*")
    assert len(marks) == 3 and [issue.params["ballot"] for issue in issues] == [2]


def test_spaces_around_what_was_called_say_nothing() -> None:
    assert read("  ") == read("0")
    assert read(" 1  3 ") == read("1 3")
