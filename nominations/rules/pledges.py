"""承诺: concerns that visits collected become numbered points, signed by the candidate and public before the meeting."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from elections.rules import sources
from elections.rules.issues import Issue

SOURCE = sources.PLAN


class ConcernKind(StrEnum):
    LIVELIHOOD = "livelihood"
    PARTY_BUILDING = "party_building"
    ABILITY = "ability"


@dataclass(frozen=True, slots=True)
class Point:
    """One promise; `concern` is the concern it answers, None for one of the candidate's own."""

    text: str
    concern: int | None = None


def pledge_issues(points: Sequence[Point], *, chosen: Collection[int], signed_sheet: bool) -> Iterator[Issue]:
    if not points:
        yield Issue("pledge_without_points", {})
    for number, point in enumerate(points, 1):
        if not point.text.strip():
            yield Issue("pledge_point_empty", {"number": number})
        if point.concern is not None and point.concern not in chosen:
            yield Issue("pledge_concern_not_chosen", {"number": number})
    missing = len(set(chosen) - {point.concern for point in points})
    if missing:
        yield Issue("pledge_concerns_unanswered", {"missing": missing, "chosen": len(set(chosen))})
    if not signed_sheet:
        yield Issue("pledge_not_signed", {})


def publication_issues(finalists: Iterable[str], signed: Collection[str]) -> Iterator[Issue]:
    """Every one on the list has signed."""
    for name in finalists:
        if name not in signed:
            yield Issue("pledge_missing", {"name": name})
