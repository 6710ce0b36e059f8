"""The figures of a roll, kept apart and shown together: 党员总数, 有选举权, 可不计入, 应到会, 实到会."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from elections.rules.exclusions import ExclusionCategory
from elections.rules.issues import Issue, refuse_if


@dataclass(frozen=True, slots=True)
class RollMember:
    """A Party member of this roll. `exclusion` is set only once consented to and adopted."""

    full: bool
    has_vote: bool
    exclusion: ExclusionCategory | None = None


@dataclass(frozen=True, slots=True)
class RollFigures:
    total: int
    full: int
    probationary: int
    with_vote: int
    excluded: Mapping[ExclusionCategory, int]

    @property
    def excluded_total(self) -> int:
        return sum(self.excluded.values())

    @property
    def due(self) -> int:
        return self.with_vote - self.excluded_total


@dataclass(frozen=True, slots=True)
class Attendance:
    due: int
    present: int


def roll_figures(members: Iterable[RollMember]) -> RollFigures:
    """Who has no vote is not due anyway and needs no exclusion: such a one is not counted among the excluded."""
    listed = list(members)
    full = sum(member.full for member in listed)
    voting = [member for member in listed if member.has_vote]
    excluded = Counter(member.exclusion for member in voting if member.exclusion is not None)
    return RollFigures(len(listed), full, len(listed) - full, len(voting), dict(excluded))


def attendance(figures: RollFigures, present_of_due: int, present_of_excluded: int = 0) -> Attendance:
    """An excluded member who comes is counted back in both figures. RuleViolation where more come than there are."""
    refuse_if(attendance_issues(figures, present_of_due, present_of_excluded))
    return Attendance(figures.due + present_of_excluded, present_of_due + present_of_excluded)


def attendance_issues(figures: RollFigures, present_of_due: int, present_of_excluded: int) -> Iterator[Issue]:
    if present_of_due > figures.due:
        yield Issue("roll_present_above_due", {"present": present_of_due, "due": figures.due})
    if present_of_excluded > figures.excluded_total:
        yield Issue("roll_excluded_present_above", {"present": present_of_excluded, "excluded": figures.excluded_total})


@dataclass(frozen=True, slots=True)
class TypedFigures:
    """The same figures as somebody typed them from paper."""

    total: int
    full: int
    probationary: int
    with_vote: int
    excluded: int
    due: int
    present: int


def typed_figures_issues(typed: TypedFigures) -> Iterator[Issue]:
    if typed.total != typed.full + typed.probationary:
        yield Issue("roll_total_differs", {"total": typed.total, "full": typed.full, "probationary": typed.probationary})
    if typed.with_vote > typed.full:
        yield Issue("roll_votes_above_full", {"with_vote": typed.with_vote, "full": typed.full})
    if typed.due != typed.with_vote - typed.excluded:
        yield Issue("roll_due_differs", {"due": typed.due, "with_vote": typed.with_vote, "excluded": typed.excluded})
    if typed.present > typed.due:
        yield Issue("roll_present_above_due", {"present": typed.present, "due": typed.due})
    for figure in ("total", "full", "probationary", "with_vote", "excluded", "due", "present"):
        if getattr(typed, figure) < 0:
            yield Issue("roll_figure_negative", {"figure": getattr(typed, figure)})
