"""选票: what a contest asks, what one ballot says in it, and how the marks are read.

投赞成票, 不赞成票 or 弃权 for each name; 投不赞成票者可以另选他人. More names chosen than seats is 该项无效.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from elections.rules import sources
from elections.rules.issues import Issue

SOURCE = sources.MARKS


class BallotStyle(StrEnum):
    LIST = "list"  # names in a list, a mark beside each
    NUMBER = "number"  # the candidate's number written into the post
    BLANK = "blank"  # no candidates: names written in


class BallotKind(StrEnum):
    FIRST = "first"
    FURTHER = "further"  # 另行选举: for seats that nobody has filled
    RUNOFF = "runoff"  # 再次投票: among the tied only, most votes win


@dataclass(frozen=True, slots=True)
class Contest:
    """A name stands for one person in the whole election: two people of one name carry a note in brackets."""

    code: str
    seats: int
    candidates: tuple[str, ...] = ()
    style: BallotStyle = BallotStyle.LIST
    kind: BallotKind = BallotKind.FIRST


@dataclass(frozen=True, slots=True)
class Mark:
    """What one ballot says in one contest. A candidate who stands nowhere in it is abstained on."""

    in_favour: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    write_ins: tuple[str, ...] = ()
    void: bool = False


ABSTENTION = Mark()
VOID = Mark(void=True)


def mark_issues(contest: Contest, mark: Mark, ballot: int) -> Iterator[Issue]:
    """What cannot stand on any ballot of this contest, so somebody typed it wrongly. `ballot` is its number in the pile, from 1."""
    written = mark.in_favour + mark.against + mark.write_ins
    place = {"ballot": ballot, "contest": contest.code}
    if len(set(written)) < len(written):
        for name in (name for name, times in Counter(written).items() if times > 1):
            yield Issue("ballot_name_twice", {**place, "name": name})
    for name in mark.in_favour + mark.against:
        if name not in contest.candidates:
            yield Issue("ballot_not_a_candidate", {**place, "name": name})
    for name in mark.write_ins:
        if name in contest.candidates:
            yield Issue("ballot_candidate_written_in", {**place, "name": name})
    if mark.write_ins and contest.kind is BallotKind.RUNOFF:
        yield Issue("ballot_write_in_runoff", {**place, "name": mark.write_ins[0]})


def is_void(contest: Contest, mark: Mark) -> bool:
    """所选人数 are the names in favour, write-ins among them; names not favoured do not count."""
    return mark.void or len(mark.in_favour) + len(mark.write_ins) > contest.seats


def write_ins_stand(contest: Contest, mark: Mark, *, need_against: bool) -> bool:
    """Who abstains may not choose another person; who does not favour a candidate may. A list without candidates has nobody to refuse."""
    if contest.style is not BallotStyle.LIST or not contest.candidates:
        return True
    return bool(mark.against) or not need_against


LONGEST_NUMBER = 4  # digits; candidates are numbered from 1


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A post of a number ballot as read. `remarks` go to the scrutineer, who has the paper in hand."""

    mark: Mark
    remarks: tuple[Issue, ...] = ()


def read_numbers(contest: Contest, numbers: Mapping[int, tuple[str, str]], cells: Sequence[str]) -> NumberReading:
    """The cells of one post. `numbers` are those printed on the ballot: number -> (contest code, name).

    A number counts once and for the post that it was printed for; any other leaves its cell empty.
    A name in a cell is a write-in, a candidate's own name is as good as the number.
    """
    chosen: list[str] = []
    remarks: list[Issue] = []
    for cell in filter(None, map(str.strip, cells)):
        name = _name_in_cell(contest, numbers, cell)
        if isinstance(name, Issue):
            remarks.append(name)
        elif name in chosen:
            remarks.append(Issue("ballot_number_twice", {"contest": contest.code, "cell": cell, "name": name}))
        else:
            chosen.append(name)
    listed = tuple(name for name in chosen if name in contest.candidates)
    others = tuple(name for name in chosen if name not in contest.candidates)
    return NumberReading(Mark(in_favour=listed, write_ins=others), tuple(remarks))


def _name_in_cell(contest: Contest, numbers: Mapping[int, tuple[str, str]], cell: str) -> str | Issue:
    digits = unicodedata.normalize("NFKC", cell)
    if not (digits.isascii() and digits.isdigit()):
        return cell
    number = int(digits) if len(digits) <= LONGEST_NUMBER else 0
    post, name = numbers.get(number, ("", ""))
    if not post:
        return Issue("ballot_number_unknown", {"contest": contest.code, "cell": cell})
    if post != contest.code:
        return Issue("ballot_number_of_other_post", {"contest": contest.code, "cell": cell, "name": name})
    return name
