"""The street's timetable as a picture: one line for each community, a bar for each notice, a mark for each meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from elections.models import Election, Notice

ROW, TOP, NAMES = 34, 40, 132  # heights of a row and of the scale, width of the names: units of the picture
WIDEST = 980
MARGIN = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Bar:
    """`ends_on` is the last whole day."""

    notice: Notice
    begins_on: date
    ends_on: date
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    election: Election
    y: int
    bars: Sequence[Bar]
    meeting_x: float | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A month on the scale."""

    on: date
    x: float


@dataclass(frozen=True, slots=True)
class Timetable:
    lines: Sequence[Line]
    months: Sequence[Mark]
    today_x: float | None
    width: int
    height: int


def timetable(elections: Sequence[Election], today: date) -> Timetable | None:
    """None where nothing has a date yet. Two queries at most, however many elections."""
    notices = _notices(elections)
    days = [day for found in notices.values() for notice in found for day in _days(notice)]
    days += [election.meeting_on for election in elections if election.meeting_on]
    if not days:
        return None
    first, last = min(days) - MARGIN, max(days) + MARGIN
    scale = WIDEST / max(1, (last - first).days)

    def x(day: date) -> float:
        return round(NAMES + (day - first).days * scale, 1)

    lines = [
        Line(
            election,
            TOP + place * ROW,
            [Bar(notice, *_days(notice), x(_days(notice)[0]), _width(notice, scale)) for notice in notices.get(election.pk, [])],
            x(election.meeting_on) if election.meeting_on else None,
        )
        for place, election in enumerate(elections)
    ]
    months = [Mark(day, x(day)) for day in _months(first, last)]
    height = TOP + len(lines) * ROW + 8
    return Timetable(lines, months, x(today) if first <= today <= last else None, NAMES + WIDEST + 8, height)


def _notices(elections: Sequence[Election]) -> dict[int, list[Notice]]:
    found: dict[int, list[Notice]] = {}
    for notice in Notice.objects.standing().filter(election__in=elections, round__gte=1).order_by("opens_at"):
        found.setdefault(notice.election_id, []).append(notice)
    return found


def _days(notice: Notice) -> tuple[date, date]:
    return timezone.localdate(notice.opens_at), timezone.localdate(notice.closes_at - timedelta(minutes=1))


def _width(notice: Notice, scale: float) -> float:
    begins, ends = _days(notice)
    return round(max(4.0, ((ends - begins).days + 1) * scale), 1)


def _months(first: date, last: date) -> list[date]:
    found, day = [], date(first.year, first.month, 1)
    while day <= last:
        if day >= first:
            found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found
