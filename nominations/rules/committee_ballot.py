"""党工委差额票决: the street committee decides by secret ballot between more names than places.

Valid with two thirds of the committee present and no more papers back than handed out; a name passes with more than half of those due.
得票多的列入; equal votes at the last place are voted on again among those names, places that stay empty among the names that are left.
Never a pick by the program.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal

from elections.rules import sources
from elections.rules.issues import Issue
from elections.rules.stroke_order import sorted_by_strokes
from elections.rules.tally import in_order_of_votes

SOURCE = sources.PLAN
QUORUM = Fraction(2, 3)
Kind = Literal["first", "further", "runoff"]


def attendance_needed(due: int) -> int:
    return ceil(due * QUORUM)


def attendance_issues(*, due: int, present: int, issued: int) -> Iterator[Issue]:
    needed = attendance_needed(due)
    if due < 1:
        yield Issue("committee_without_members", {"due": due})
    if present > due:
        yield Issue("present_over_due", {"present": present, "due": due})
    if present < needed:
        yield Issue("committee_not_enough_present", {"present": present, "due": due, "needed": needed, "missing": needed - present})
    if issued > present:
        yield Issue("issued_over_present", {"issued": issued, "present": present})


def votes_needed(due: int) -> int:
    """More than half of the committee's members, present or not."""
    return due // 2 + 1


@dataclass(frozen=True, slots=True)
class PostOutcome:
    """`chosen` by votes, equal votes in stroke order; `tied` for the last places; `left` places are still to be filled. `void`: the same
    ballot is held again."""

    chosen: tuple[str, ...]
    tied: tuple[str, ...]
    left: int
    void: bool = False

    @property
    def next(self) -> Literal["none", "runoff", "further", "repeat"]:
        if self.void:
            return "repeat"
        if self.tied:
            return "runoff"
        return "further" if self.left else "none"


def is_valid(*, issued: int, returned: int) -> bool:
    """收回的票数等于或者少于发出的票数."""
    return returned <= issued


def decide(votes: Mapping[str, int], *, places: int, due: int, kind: Kind) -> PostOutcome:
    """One post. A run-off is among names that had passed before: most votes are enough there, but not none."""
    least = 1 if kind == "runoff" else votes_needed(due)
    passed = {name: count for name, count in in_order_of_votes(votes).items() if count >= least}
    if len(passed) <= places:
        return PostOutcome(tuple(passed), (), places - len(passed))
    at_the_line = list(passed.values())[places - 1]
    above = tuple(name for name, count in passed.items() if count > at_the_line)
    on_it = tuple(name for name, count in passed.items() if count == at_the_line)
    if len(above) + len(on_it) == places:
        return PostOutcome(above + on_it, (), 0)
    return PostOutcome(above, tuple(sorted_by_strokes(on_it)), places - len(above))
