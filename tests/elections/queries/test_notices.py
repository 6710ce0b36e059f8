from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elections.models import Notice
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.notices import (
    ObjectionCounts,
    closed_rounds,
    due_notices,
    notice_states,
    notices_in_force,
    objection_counts,
    objections_to_rule_on,
)
from elections.rules.phases import Phase
from elections.services.notices import record_notice_closed, send_reminder
from elections.services.objections import Handling, Report, receive_objection, rule_on_objection
from elections.services.sweep import sweep
from tests.factories.notices import first_notice
from tests.factories.office import Office, office_with_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return office_with_election(phase=Phase.OPEN_NOMINATION)


@pytest.fixture
def notice(office: Office) -> Notice:
    return first_notice(office)


def test_the_end_is_exclusive(office: Office, notice: Notice) -> None:
    assert closed_rounds(office.election, notice.closes_at - timedelta(microseconds=1)) == frozenset()
    assert closed_rounds(office.election, notice.closes_at) == frozenset({1})
    [state] = notice_states(office.election, notice.closes_at)
    assert (state.condition, state.days_left) == ("closed", 0)


def test_days_left_count_down(office: Office, notice: Notice) -> None:
    left = [notice_states(office.election, notice.posted_at + timedelta(days=day))[0].days_left for day in range(6)]
    assert left == [5, 5, 4, 3, 2, 1]


def test_what_is_due_is_due_until_it_is_recorded(office: Office, notice: Notice) -> None:
    election = office.election
    assert due_notices(election, notice.posted_at).to_remind == ()
    assert due_notices(election, notice.closes_at - timedelta(days=1)).to_remind == (notice,)
    send_reminder(notice)
    assert due_notices(election, notice.closes_at - timedelta(hours=1)).to_remind == ()
    assert due_notices(election, notice.closes_at).closed == (notice,)
    office.pass_time(days=6)
    record_notice_closed(notice)
    assert due_notices(election, notice.closes_at).closed == ()


def test_a_sweep_after_a_day_off_records_each_once(office: Office, notice: Notice) -> None:
    office.pass_time(days=5)
    assert (sweep().reminded, sweep().reminded) == (1, 0)
    office.pass_time(days=3)
    assert (sweep().closed, sweep().closed) == (1, 0)


def test_a_notice_in_force_is_public_while_it_is_open(office: Office, notice: Notice) -> None:
    assert list(notices_in_force(office.street, notice.posted_at)) == [notice]
    assert list(notices_in_force(office.street, notice.closes_at)) == []


def test_figures_of_objections_name_nobody(office: Office, notice: Notice) -> None:
    handler = office[Role.OBJECTION_HANDLER]
    first = receive_objection(notice, Report(channel="letter", matter="一"), actor=handler)
    second = receive_objection(notice, Report(channel="letter", matter="二"), actor=handler)
    rule_on_objection(first, Handling(finding="true", affects=True, text="重新公示"), actor=handler)

    assert objection_counts(office.election) == [ObjectionCounts(round=1, received=2, open=1, upheld=1)]
    assert list(objections_to_rule_on(office.election)) == [second]


def test_queries_do_not_grow_with_the_notices(office: Office, notice: Notice) -> None:
    now = election_now(office.election)
    with CaptureQueriesContext(connection) as one:
        notice_states(office.election, now + timedelta(days=30))
    for _copy in range(3):
        Notice.objects.filter(pk=notice.pk).update(superseded_at=now)
        Notice.objects.create(
            **{field.attname: getattr(notice, field.attname) for field in Notice._meta.fields if field.attname not in {"id", "document_id"}}
        )
        Notice.objects.update(superseded_at=now)
    with CaptureQueriesContext(connection) as four:
        assert len(notice_states(office.election, now + timedelta(days=30))) == 4
    assert len(four) == len(one)
