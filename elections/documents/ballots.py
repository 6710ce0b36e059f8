"""Ballot papers. They carry no serial, no QR, no 校验码: nothing that tells one paper from another. Control is by numbers.

《中国共产党基层组织选举工作条例》: secret ballot; committee candidates in surname-stroke order, secretary and deputies in the order
that the superior approved; who votes against a candidate may write in another name; more names than seats make a contest's mark void.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .kind import Kind
from .snapshot import Snapshot

COLUMNS = ((12, 1), (30, 2), (10_000, 3))


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotContest:
    """`candidates` in the order of the paper. `write_ins` is how many free lines follow (0 in a run-off)."""

    post: str
    seats: int
    candidates: tuple[str, ...] = ()
    write_ins: int = 0

    @property
    def margin(self) -> int:
        return max(len(self.candidates) - self.seats, 0)


@dataclass(frozen=True, kw_only=True)
class Ballot(Snapshot):
    """`colour` is a label for a whole kind of paper (粉红色), so that the hall knows which paper is being voted."""

    title: str
    organisation: str
    held_on: date
    contests: tuple[BallotContest, ...]
    kind: Literal["first", "further", "runoff"] = "first"
    write_in_needs_against: bool = True
    colour: str = ""

    @property
    def together(self) -> bool:
        return len(self.contests) > 1

    @property
    def with_write_ins(self) -> bool:
        return any(contest.write_ins for contest in self.contests)


@dataclass(frozen=True, kw_only=True)
class ListBallot(Ballot):
    """Names with a cell for ○ or × each."""

    @property
    def cells(self) -> int:
        return sum(len(contest.candidates) + contest.write_ins for contest in self.contests)

    @property
    def columns(self) -> int:
        """Names beside one another: up to forty with their free lines stay on one page."""
        return next(columns for limit, columns in COLUMNS if self.cells <= limit)

    @property
    def lines(self) -> tuple["BallotLines", ...]:
        return tuple(_lines(contest, self.columns) for contest in self.contests)

    @property
    def row_mm(self) -> str:
        """The height of a line in millimetres: what headings and explanation leave of the page, within what a pen needs."""
        rows = sum(len(lines.candidates) + len(lines.write_ins) for lines in self.lines)
        left = 158 - sum(28 if contest.write_ins else 20 for contest in self.contests)
        return f"{min(14.0, max(7.0, left / rows)):.1f}"


@dataclass(frozen=True, slots=True)
class BallotLines:
    """A contest's names in lines of equal length; an empty text is a cell that is not there."""

    contest: BallotContest
    candidates: tuple[tuple[str, ...], ...]
    write_ins: tuple[tuple[bool, ...], ...]


def _lines(contest: BallotContest, columns: int) -> BallotLines:
    padded = contest.candidates + ("",) * (-len(contest.candidates) % columns)
    names = tuple(padded[start : start + columns] for start in range(0, len(padded), columns))
    free = (True,) * contest.write_ins + (False,) * (-contest.write_ins % columns)
    return BallotLines(contest, names, tuple(free[start : start + columns] for start in range(0, len(free), columns)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedCandidate:
    """The number belongs to the candidate and stands on every paper alike; it never numbers a paper."""

    number: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedPost:
    post: str
    seats: int
    candidates: tuple[NumberedCandidate, ...]


@dataclass(frozen=True, kw_only=True)
class NumberBallot(Snapshot):
    """One paper for all posts: the candidates' numbers are written into the cells of the posts (京都苑)."""

    title: str
    organisation: str
    held_on: date
    posts: tuple[NumberedPost, ...]
    colour: str = ""
    write_ins: bool = True

    @property
    def examples(self) -> int:
        return sum(len(post.candidates) for post in self.posts)


@dataclass(frozen=True, kw_only=True)
class BlankBallot(Ballot):
    """No candidates: names are written on the lines."""


KINDS = (
    Kind("list_ballot", "选票", "ballots/list_ballot.html", ListBallot, "community", "observers", in_numbers=True),
    Kind("number_ballot", "编号填岗选票", "ballots/number_ballot.html", NumberBallot, "community", "observers", in_numbers=True),
    Kind("blank_ballot", "无候选人选票", "ballots/blank_ballot.html", BlankBallot, "community", "observers", in_numbers=True),
)
