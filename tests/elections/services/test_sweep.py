"""What falls due is recorded once, by whoever comes; and every decision is right without any sweep."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from elections.models import AuditEvent, Election, Job, Notice
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.notices import closed_rounds
from elections.rules.acts import Act
from elections.rules.phases import Phase
from elections.services.acting import election_act
from elections.services.elections import annul_election
from elections.services.jobs import queue
from elections.services.sweep import Swept, sweep
from tests.factories.notices import first_notice
from tests.factories.office import office_with_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return office_with_election(phase=Phase.OPEN_NOMINATION)


def count(verb: str) -> int:
    return AuditEvent.objects.filter(verb=verb).count()


def pass_to(office, notice: Notice, **before_the_end: float) -> None:
    wanted = notice.closes_at - timedelta(**before_the_end)
    office.pass_time(seconds=(wanted - election_now(office.election)).total_seconds() + 1)


def test_a_notice_is_reminded_of_and_closed_once_each(office):
    notice = first_notice(office)
    Job.objects.all().delete()
    assert sweep() == Swept(closed=0, reminded=0, hinted=0)
    pass_to(office, notice, hours=20)
    assert sweep() == Swept(closed=0, reminded=1, hinted=0)
    assert sweep() == Swept(closed=0, reminded=0, hinted=0)
    pass_to(office, notice)
    assert sweep() == Swept(closed=1, reminded=0, hinted=0)
    assert sweep() == Swept(closed=0, reminded=0, hinted=0)
    assert (count("send_reminder"), count("record_notice_closed")) == (1, 1)


def test_with_every_worker_off_the_decision_is_right_and_only_the_note_is_late(office):
    notice = first_notice(office)
    pass_to(office, notice)
    assert closed_rounds(office.election, election_now(office.election)) == {1}
    assert count("record_notice_closed") == 0
    office.pass_time(days=1)
    sweep()
    event = AuditEvent.objects.get(verb="record_notice_closed")
    assert event.at - notice.closes_at >= timedelta(days=1)
    assert count("send_reminder") == 0


def test_an_annulled_election_is_left_alone(office):
    notice = first_notice(office)
    pass_to(office, notice)
    annul_election(office.election, actor=office[Role.STREET_APPROVER], number="文委〔2026〕40号", reason="查实贿选")
    assert sweep().closed == 0


def test_jobs_that_nobody_finished_are_hinted_at_again(office):
    with election_act(Act.STORE_FILE, office.election, office[Role.COMMUNITY_CLERK]) as act:
        jobs = [queue(act, "render_document", document=0) for _ in range(4)]
        act.record(office.election)
    now = timezone.now()
    Job.objects.filter(pk=jobs[1].pk).update(state="running", lease_until=now + timedelta(minutes=1))
    Job.objects.filter(pk=jobs[2].pk).update(state="running", lease_until=now - timedelta(seconds=1))
    Job.objects.filter(pk=jobs[3].pk).update(state="done")
    assert sweep().hinted == 2


def test_what_goes_wrong_in_one_election_keeps_no_other_waiting_and_is_not_swallowed(office):
    other = office_with_election(phase=Phase.OPEN_NOMINATION, code="chaohui")
    ours, theirs = first_notice(office), first_notice(other)
    pass_to(office, ours)
    pass_to(other, theirs)
    Election.objects.filter(pk=office.election.pk).update(phase="no_such_phase")
    with pytest.raises(ExceptionGroup) as raised:
        sweep()
    assert [type(fault) for fault in raised.value.exceptions] == [ValueError]
    theirs.refresh_from_db()
    assert theirs.closed_recorded_at is not None
    assert count("record_notice_closed") == 1


def test_the_command_sweeps_once_and_says_what_it_did(office, capsys):
    notice = first_notice(office)
    pass_to(office, notice)
    call_command("sweep")
    assert count("record_notice_closed") == 1
    assert capsys.readouterr().out.strip()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_record_everything_once(office):
    notice = first_notice(office)
    pass_to(office, notice)
    together = threading.Barrier(2)
    faults: list[BaseException] = []

    def one() -> None:
        try:
            together.wait(timeout=20)
            sweep()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
    assert count("record_notice_closed") == 1
