import json
from datetime import date, timedelta
from typing import Any

import holidays
import pytest

from elections.rules.calendar import Calendar, YearTable, read_year, shipped_calendar, year_table
from elections.rules.issues import RuleViolation

COMPLETE = {"year": 2027, "holidays": ["2027-01-01/2027-01-03", "2027-05-01", "2027-10-01/2027-10-07"], "workdays": ["2027-05-08"]}


def issues_of(plain: object) -> list[tuple[str, dict[str, object]]]:
    with pytest.raises(RuleViolation) as refused:
        year_table(plain)
    return [(issue.code, dict(issue.params)) for issue in refused.value.issues]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_of_the_shipped_years_agrees_with_an_independent_table(year: int) -> None:
    independent, calendar = holidays.China(years=year), shipped_calendar()
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365 + (year == 2024))]

    assert [day for day in days if calendar.is_working_day(day) != independent.is_working_day(day)] == []


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-01-02", False),
        ("2026-01-04", True),
        ("2026-02-14", True),
        ("2026-02-15", False),
        ("2026-02-23", False),
        ("2026-02-28", True),
        ("2026-05-05", False),
        ("2026-05-09", True),
        ("2026-05-10", False),
        ("2026-09-20", True),
        ("2026-10-07", False),
        ("2026-10-08", True),
    ],
)
def test_days_of_2026(day: str, works: bool) -> None:
    assert shipped_calendar().is_working_day(date.fromisoformat(day)) is works


def test_working_days_are_counted_with_both_ends() -> None:
    assert shipped_calendar().working_days_between(date(2026, 5, 6), date(2026, 5, 10)) == 4
    assert shipped_calendar().working_days_between(date(2026, 5, 10), date(2026, 5, 10)) == 0


def test_a_year_that_is_not_known_is_refused_when_it_is_met() -> None:
    days = shipped_calendar().working_days_from(date(2026, 12, 31))

    assert next(days) == date(2026, 12, 31)
    with pytest.raises(RuleViolation) as refused:
        next(days)

    assert [(issue.code, issue.params) for issue in refused.value.issues] == [("calendar_year_missing", {"year": 2027})]


def test_a_later_year_is_added_and_leaves_the_shipped_calendar_alone() -> None:
    table = read_year(b"\xef\xbb\xbf" + json.dumps(COMPLETE).encode())

    later = shipped_calendar().with_year(table)

    assert [later.is_working_day(date(2027, 5, day)) for day in (1, 3, 8, 9)] == [False, True, True, False]
    assert 2027 not in shipped_calendar().years


def test_a_year_can_be_changed_afterwards() -> None:
    moved = Calendar({}).with_year(year_table(COMPLETE)).with_year(year_table(COMPLETE | {"workdays": []}))

    assert not moved.is_working_day(date(2027, 5, 8))


def test_a_table_survives_being_stored() -> None:
    table = year_table(COMPLETE)

    assert year_table(json.loads(json.dumps(table.to_plain()))) == table
    assert YearTable(2027, table.holidays, table.workdays) == table


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x00\xff\xfe", id="binary"),
        pytest.param("日期,休".encode("gb18030"), id="a spreadsheet"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"[" * 100_000, id="nested without end"),
        pytest.param(json.dumps(COMPLETE | {"names": []}).encode(), id="a key too many"),
        pytest.param(json.dumps({"year": 2027}).encode(), id="a key too few"),
        pytest.param(json.dumps(COMPLETE | {"holidays": "2027-01-01"}).encode(), id="no list of holidays"),
    ],
)
def test_a_file_of_another_kind_is_refused(content: bytes) -> None:
    with pytest.raises(RuleViolation) as refused:
        read_year(content)

    assert [issue.code for issue in refused.value.issues] == ["calendar_file_unreadable"]


@pytest.mark.parametrize("year", ["2027", 27, 2101, True, None, 2027.0])
def test_a_year_is_a_whole_number_of_this_century(year: Any) -> None:
    assert issues_of(COMPLETE | {"year": year}) == [("calendar_year_invalid", {"value": str(year), "first": 2000, "last": 2100})]


@pytest.mark.parametrize(
    "value",
    [
        "2027-02-30",
        "五一",
        "2027-05-03/2027-05-01",
        "2027-05-01/",
        "20270501",
        "2027-05-01/x",
        "2027-01-01/2027-02-30",
        "0001-01-01/9999-12-31",
        1,
        None,
    ],
)
def test_a_date_is_a_date_or_a_short_span(value: Any) -> None:
    assert issues_of(COMPLETE | {"workdays": [value]}) == [("calendar_date_invalid", {"value": str(value)})]


def test_every_fault_of_a_list_is_named_at_once() -> None:
    faulty = {"year": 2027, "holidays": ["2027-01-01", "2026-12-31", "2027-05-01", "2027-05-01"], "workdays": ["2027-05-10", "2027-01-01"]}

    assert issues_of(faulty) == [
        ("calendar_date_other_year", {"date": "2026-12-31", "year": 2027}),
        ("calendar_date_twice", {"date": "2027-01-01"}),
        ("calendar_date_twice", {"date": "2027-05-01"}),
        ("calendar_workday_no_weekend", {"date": "2027-01-01"}),
        ("calendar_workday_no_weekend", {"date": "2027-05-10"}),
        ("calendar_holiday_missing", {"date": "2027-10-01"}),
    ]
