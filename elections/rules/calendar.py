"""Working days on the Chinese calendar with 调休: holidays, and weekends that are worked in their place.

Source: the yearly notice 国务院办公厅关于部分节假日安排的通知. The years 2024 to 2026 are shipped in `data/calendar/`; a later year comes
from a file of the same form. A year that is not known is never guessed: the calculation that meets it is refused.

The file of a year: `{"year": 2026, "holidays": [...], "workdays": [...]}`. A holiday is a date or a span of dates
("2026-10-01/2026-10-07", both ends included, weekends in it may stand or not); a workday is a Saturday or Sunday that is worked.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise, takewhile
from pathlib import Path
from types import MappingProxyType
from typing import Self

from elections.rules.issues import Issue, RuleViolation, refuse_if

SHIPPED = Path(__file__).parent / "data" / "calendar"
KEYS = {"year", "holidays", "workdays"}
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_SPAN = timedelta(days=31)
SPAN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(/[0-9]{4}-[0-9]{2}-[0-9]{2})?")
SATURDAY = 5
ONE_DAY = timedelta(days=1)
# 元旦, 劳动节, 国庆节: days off by 全国年节及纪念日放假办法 in every year. A list without them is half a list.
ALWAYS_OFF = ((1, 1), (5, 1), (10, 1))


@dataclass(frozen=True, slots=True)
class YearTable:
    year: int
    holidays: frozenset[date]
    workdays: frozenset[date]

    def to_plain(self) -> dict[str, object]:
        """Plain values, as stored; `year_table` takes them back."""
        return {"year": self.year, "holidays": iso_dates(self.holidays), "workdays": iso_dates(self.workdays)}


@dataclass(frozen=True, slots=True)
class Calendar:
    years: Mapping[int, YearTable]

    def with_year(self, table: YearTable) -> Self:
        """The same calendar with this year added, or changed where the State Council has moved a holiday afterwards."""
        return type(self)(MappingProxyType({**self.years, table.year: table}))

    def is_working_day(self, day: date) -> bool:
        """RuleViolation where the year of `day` is not known."""
        table = self.years.get(day.year)
        if table is None:
            raise RuleViolation([Issue("calendar_year_missing", {"year": day.year})])
        return day in table.workdays or (day.weekday() < SATURDAY and day not in table.holidays)

    def working_days_from(self, first: date) -> Iterator[date]:
        """Working days without end, `first` among them if it is one."""
        return filter(self.is_working_day, days_from(first))

    def working_days_between(self, first: date, last: date) -> int:
        """Both ends counted."""
        return sum(map(self.is_working_day, takewhile(lambda day: day <= last, days_from(first))))


def days_from(first: date) -> Iterator[date]:
    day = first
    while True:
        yield day
        day += ONE_DAY


@cache
def shipped_calendar() -> Calendar:
    tables = (read_year(file.read_bytes()) for file in sorted(SHIPPED.glob("*.json")))
    return Calendar(MappingProxyType({table.year: table for table in tables}))


def read_year(content: bytes) -> YearTable:
    """The file of one year. RuleViolation names every fault at once."""
    try:
        plain = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise RuleViolation([Issue("calendar_file_unreadable")]) from error
    return year_table(plain)


def year_table(plain: object) -> YearTable:
    if not isinstance(plain, dict) or plain.keys() != KEYS:
        raise RuleViolation([Issue("calendar_file_unreadable")])
    year = plain["year"]
    if type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleViolation([Issue("calendar_year_invalid", {"value": str(year), "first": FIRST_YEAR, "last": LAST_YEAR})])
    holidays, workdays = read_days(plain["holidays"]), read_days(plain["workdays"])
    refuse_if(table_issues(year, holidays, workdays))
    return YearTable(year, frozenset(holidays), frozenset(workdays))


def read_days(values: object) -> list[date]:
    if not isinstance(values, list):
        raise RuleViolation([Issue("calendar_file_unreadable")])
    spans = [read_span(value) for value in values]
    refuse_if(Issue("calendar_date_invalid", {"value": str(value)}) for value, span in zip(values, spans, strict=True) if not span)
    return [day for span in spans for day in span]


def read_span(value: object) -> list[date]:
    """One date, or all dates of a span; empty where it is neither."""
    if not SPAN.fullmatch(str(value)):
        return []
    first, *rest = str(value).split("/")
    try:
        starts, ends = date.fromisoformat(first), date.fromisoformat(*rest or [first])
    except ValueError:
        return []
    return [starts + timedelta(days=number) for number in range((ends - starts).days + 1)] if ends - starts < LONGEST_SPAN else []


def table_issues(year: int, holidays: list[date], workdays: list[date]) -> Iterator[Issue]:
    every = sorted([*holidays, *workdays])
    for day in every:
        if day.year != year:
            yield Issue("calendar_date_other_year", {"date": day.isoformat(), "year": year})
    for day in sorted({day for day, after in pairwise(every) if day == after}):
        yield Issue("calendar_date_twice", {"date": day.isoformat()})
    for day in sorted(workdays):
        if day.weekday() < SATURDAY:
            yield Issue("calendar_workday_no_weekend", {"date": day.isoformat()})
    for month, number in ALWAYS_OFF:
        if date(year, month, number) not in holidays:
            yield Issue("calendar_holiday_missing", {"date": date(year, month, number).isoformat()})


def iso_dates(days: Iterable[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days)]
