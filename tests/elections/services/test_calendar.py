import json
from datetime import date

import pytest

from elections.models import AuditEvent, CalendarYear
from elections.permissions import Role
from elections.queries.calendar import office_calendar
from elections.rules.calendar import shipped_calendar
from elections.services.calendar import load_calendar_year
from tests.factories.office import office_with_election
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db

HOLIDAYS = ["2027-01-01/2027-01-03", "2027-02-05/2027-02-11", "2027-05-01/2027-05-05", "2027-10-01/2027-10-07"]


def listed(**changes: object) -> bytes:
    return json.dumps({"year": 2027, "holidays": HOLIDAYS, "workdays": ["2027-02-20"]} | changes).encode()


@pytest.fixture
def office():
    return office_with_election()


def test_a_year_is_known_to_the_office_that_loaded_it_and_to_no_other(office):
    other = office_with_election(code="chaohui")
    with refused(("calendar_year_missing", {"year": 2027})):
        office_calendar(office.street).is_working_day(date(2027, 2, 20))
    load_calendar_year(office.street, listed(), actor=office[Role.SYSTEM_ADMINISTRATOR])
    calendar = office_calendar(office.street)
    assert calendar.is_working_day(date(2027, 2, 20))
    assert not calendar.is_working_day(date(2027, 2, 5))
    assert 2027 not in office_calendar(other.street).years
    figures = json.loads(AuditEvent.objects.get(verb="load_calendar_year").raw)["figures"]
    assert figures == {"holidays": 22, "workdays": 1, "year": 2027}


def test_the_same_list_again_is_nothing_and_a_changed_one_takes_its_place(office):
    actor = office[Role.SYSTEM_ADMINISTRATOR]
    first = load_calendar_year(office.street, listed(), actor=actor)
    assert load_calendar_year(office.street, b"\xef\xbb\xbf" + listed(), actor=actor) == first
    assert AuditEvent.objects.filter(verb="load_calendar_year").count() == 1
    load_calendar_year(office.street, listed(workdays=["2027-02-13", "2027-02-20"]), actor=actor)
    assert CalendarYear.objects.count() == 1
    assert office_calendar(office.street).is_working_day(date(2027, 2, 13))


def test_the_offices_own_list_of_a_shipped_year_wins(office):
    assert not shipped_calendar().is_working_day(date(2026, 5, 1))
    holidays = ["2026-01-01", "2026-05-01", "2026-10-01/2026-10-02"]
    load_calendar_year(office.street, listed(year=2026, holidays=holidays, workdays=[]), actor=office[Role.SYSTEM_ADMINISTRATOR])
    assert office_calendar(office.street).is_working_day(date(2026, 10, 5))
    assert not shipped_calendar().is_working_day(date(2026, 10, 5))


@pytest.mark.parametrize(
    ("content", "issues"),
    [
        (b"", [("calendar_file_unreadable", {})]),
        (b"PK\x03\x04", [("calendar_file_unreadable", {})]),
        (listed(year="2027"), [("calendar_year_invalid", {"value": "2027", "first": 2000, "last": 2100})]),
        (listed(holidays=[*HOLIDAYS, "2027-13-01"]), [("calendar_date_invalid", {"value": "2027-13-01"})]),
        (listed(workdays=["2027-02-19"]), [("calendar_workday_no_weekend", {"date": "2027-02-19"})]),
    ],
)
def test_a_file_that_is_no_list_is_refused_and_nothing_is_loaded(office, content, issues):
    with refused(*issues):
        load_calendar_year(office.street, content, actor=office[Role.SYSTEM_ADMINISTRATOR])
    assert not CalendarYear.objects.exists()


def test_only_the_system_administrator_loads(office):
    with refused(("role_missing", {"act": "load_calendar_year"})):
        load_calendar_year(office.street, listed(), actor=office[Role.STREET_OFFICER])
