from dataclasses import replace
from datetime import date, timedelta

import pytest

from elections.models import CalendarYear, Notice
from elections.permissions import Role
from elections.queries.calendar import office_calendar
from elections.queries.clock import election_now
from elections.queries.meeting_dates import date_issues
from elections.queries.notices import condition
from elections.queries.roll import first_capacities, on_two_rolls, person_of, roll_day, search
from elections.rules.phases import Phase
from elections.services.notices import interrupt_notice
from elections.services.roll import add_roll_entry
from tests.factories.notices import first_notice
from tests.factories.office import Office, add_members, another_community, office_with_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return office_with_election()


def test_without_an_id_number_a_person_on_two_rolls_is_only_suspected(office: Office) -> None:
    other = another_community(office)
    [entry] = add_members(office.election, 1, name="王毅", born_on=date(1975, 3, 1))
    [alike] = add_members(other, 1, name="王毅", born_on=date(1975, 3, 1))
    add_members(other, 1, name="王毅", born_on=date(1976, 3, 1))

    [double] = on_two_rolls(office.election)
    assert (double.entry, double.other, double.certain) == (entry, alike, False)

    type(entry).objects.filter(pk=entry.pk).update(identity_key="a")
    type(alike).objects.filter(pk=alike.pk).update(identity_key="b")
    assert on_two_rolls(office.election) == []


def test_a_part_time_member_stands_on_two_rolls_without_being_double(office: Office) -> None:
    other = another_community(office)
    add_members(office.election, 1, identity_key="same")
    add_members(other, 1, identity_key="same", part_time=True, may_vote=False)
    assert on_two_rolls(office.election) == []


def test_several_capacities_are_one_slip_by_the_first(office: Office) -> None:
    add_members(office.election, 2, capacities=["resident_representative", "social_worker"])
    add_members(office.election, 1, capacities=["meeting_delegate"])
    assert first_capacities(office.election) == {"social_worker": 2}


def test_the_roll_is_drawn_up_for_the_day_of_the_meeting(office: Office) -> None:
    now = election_now(office.election)
    assert roll_day(office.election, now) == date(2026, 3, 2)
    office.election.meeting_on = date(2026, 4, 18)
    assert roll_day(office.election, now) == date(2026, 4, 18)


def test_a_notice_is_in_one_condition_at_a_time() -> None:
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    notice = first_notice(office)
    assert condition(notice, notice.posted_at) == "open"
    taken_down = interrupt_notice(notice, actor=office[Role.COMMUNITY_CLERK], reason="撕毁")
    assert condition(taken_down, notice.posted_at) == "interrupted"
    assert condition(Notice(superseded_at=notice.posted_at, closes_at=notice.closes_at), notice.posted_at) == "superseded"


def test_the_days_of_a_year_without_calendar_are_said_not_guessed() -> None:
    office = office_with_election(preset="regulation-2020", phase=Phase.MOBILISATION)
    late = election_now(office.election) + timedelta(days=300)
    [issue] = date_issues(office.election, date(2027, 1, 30), late)
    assert (issue.code, issue.params) == ("calendar_year_missing", {"year": 2027})


def test_a_year_that_the_office_loaded_is_known(office: Office) -> None:
    admin, now = office[Role.SYSTEM_ADMINISTRATOR], election_now(office.election)
    holidays, workdays = ["2027-01-01", "2027-05-01", "2027-10-01"], ["2027-02-20"]
    CalendarYear.objects.create(office=office.street, year=2027, holidays=holidays, workdays=workdays, loaded_at=now, loaded_by=admin)

    calendar = office_calendar(office.street)
    assert [calendar.is_working_day(date(2027, month, day)) for month, day in ((1, 1), (2, 20), (2, 21))] == [False, True, False]


def test_an_elector_is_found_by_name_and_number(office: Office) -> None:
    [entry] = add_members(office.election, 1)
    again = add_roll_entry(office.election, replace(person_of(entry), name="查良镛"), actor=office[Role.COMMUNITY_CLERK])
    assert search(office.election, "ZLY") == [again]
