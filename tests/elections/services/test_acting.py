"""The frame of every act: permission, phase, time, one event, late entries."""

from datetime import timedelta

import pytest

from elections.models import AuditEvent, ConflictOfInterest, Decision, LateEntry, MilestoneRecord
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.acts import Act, Milestone
from elections.rules.audit_chain import verify
from elections.rules.issues import Issue, RuleViolation
from elections.rules.phases import Phase
from elections.services.acting import election_act
from elections.services.decisions import Minutes, record_decision
from elections.services.milestones import confirm_late_entry, record_milestone
from elections.services.records import erase_detail, export_record
from tests.factories.office import office_with_election

pytestmark = pytest.mark.django_db

MINUTES = Minutes(
    body="community_committee",
    matter="posts_and_seats",
    place="社区会议室",
    chair="丁玥",
    due=7,
    present=6,
    votes_for=6,
    resolution="同意设委员7名。",
)


def issues_of(raised: pytest.ExceptionInfo[RuleViolation]) -> list[tuple[str, dict[str, object]]]:
    return [(issue.code, dict(issue.params)) for issue in raised.value.issues]


def test_an_act_leaves_one_event_in_the_chain_of_its_election():
    office = office_with_election()
    decision = record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_SECRETARY])
    events = list(AuditEvent.objects.filter(chain__election=office.election))
    assert [event.verb for event in events] == ["open_election", "record_decision"]
    assert events[-1].actor == office[Role.COMMUNITY_SECRETARY]
    assert f'"subject":"elections.decision:{decision.pk}"' in events[-1].raw


def test_an_event_holds_no_name_and_no_text():
    office = office_with_election()
    record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_SECRETARY])
    for event in AuditEvent.objects.all():
        assert event.raw.isascii(), event.raw


def test_a_figure_that_is_a_text_is_refused_by_the_record_itself():
    office = office_with_election()
    with (
        pytest.raises(ValueError, match="belongs into the detail"),
        election_act(Act.RECORD_DECISION, office.election, office[Role.COMMUNITY_SECRETARY]) as act,
    ):
        act.record(office.election, name="丁玥")


def test_an_act_that_records_nothing_or_twice_is_a_fault():
    office = office_with_election()
    with (
        pytest.raises(RuntimeError, match="left no event"),
        election_act(Act.RECORD_DECISION, office.election, office[Role.STREET_OFFICER]),
    ):
        pass
    with (
        pytest.raises(RuntimeError, match="records itself once"),
        election_act(Act.RECORD_DECISION, office.election, office[Role.STREET_OFFICER]) as act,
    ):
        act.record(office.election)
        act.record(office.election)
    assert AuditEvent.objects.filter(verb="record_decision").count() == 0


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.TELLER, Role.VETTING_DEPARTMENT, Role.SYSTEM_ADMINISTRATOR])
def test_a_role_that_may_not_is_refused_and_nothing_is_written(role):
    office = office_with_election()
    before = AuditEvent.objects.count()
    with pytest.raises(RuleViolation) as raised:
        record_decision(office.election, MINUTES, actor=office[role])
    assert issues_of(raised) == [("role_missing", {"act": "record_decision"})]
    assert AuditEvent.objects.count() == before
    assert not Decision.objects.exists()


def test_an_account_of_another_street_is_refused():
    office, foreign = office_with_election(), office_with_election(code="chaohui")
    with pytest.raises(RuleViolation) as raised:
        record_decision(office.election, MINUTES, actor=foreign[Role.STREET_OFFICER])
    assert issues_of(raised) == [("account_not_of_office", {})]


def test_a_role_of_another_community_does_not_count():
    office = office_with_election()
    from tests.factories.office import another_community

    other = another_community(office)
    with pytest.raises(RuleViolation) as raised:
        record_decision(other, MINUTES, actor=office[Role.COMMUNITY_SECRETARY])
    assert issues_of(raised) == [("role_missing", {"act": "record_decision"})]


def test_an_act_out_of_its_phase_is_refused():
    office = office_with_election(phase=Phase.MEETING)
    with pytest.raises(RuleViolation) as raised, election_act(Act.SET_POSTS, office.election, office[Role.STREET_OFFICER]):
        pass
    assert issues_of(raised) == [("act_out_of_phase", {"act": "set_posts", "phase": "meeting"})]


def test_a_nominee_loses_what_touches_the_own_candidacy_and_only_that():
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    secretary = office[Role.COMMUNITY_SECRETARY]
    ConflictOfInterest.objects.create(account=secretary, election=office.election, since=office.election.opened_at)
    with pytest.raises(RuleViolation) as raised, election_act(Act.ISSUE_NOTICE, office.election, secretary):
        pass
    assert issues_of(raised) == [("conflict_of_interest", {"act": "issue_notice"})]
    assert record_decision(office.election, MINUTES, actor=secretary).pk


def test_an_ended_appointment_grants_nothing():
    office = office_with_election()
    secretary = office[Role.COMMUNITY_SECRETARY]
    secretary.appointments.update(ends_at=election_now(office.election))
    with pytest.raises(RuleViolation) as raised:
        record_decision(office.election, MINUTES, actor=secretary)
    assert issues_of(raised) == [("role_missing", {"act": "record_decision"})]


def test_a_fact_of_an_earlier_day_needs_a_reason_and_waits_for_the_street():
    office = office_with_election()
    office.pass_time(days=3)
    now = election_now(office.election)
    secretary = office[Role.COMMUNITY_SECRETARY]
    with pytest.raises(RuleViolation) as raised:
        record_decision(office.election, MINUTES, actor=secretary, held_at=now - timedelta(days=2))
    assert [issue.code for issue in raised.value.issues] == ["late_reason_missing"]
    decision = record_decision(office.election, MINUTES, actor=secretary, held_at=now - timedelta(days=2), late_reason="会后停电")
    entry = LateEntry.objects.get()
    assert decision.held_at == now - timedelta(days=2)
    assert (entry.act, entry.confirmed_at) == ("record_decision", None)
    confirm_late_entry(entry, actor=office[Role.STREET_OFFICER])
    entry.refresh_from_db()
    assert entry.confirmed_by == office[Role.STREET_OFFICER]


def test_who_entered_late_cannot_confirm_it():
    office = office_with_election()
    office.pass_time(days=3)
    officer = office[Role.STREET_OFFICER]
    held_at = election_now(office.election) - timedelta(days=2)
    record_decision(office.election, MINUTES, actor=officer, held_at=held_at, late_reason="会后停电")
    with pytest.raises(RuleViolation) as raised:
        confirm_late_entry(LateEntry.objects.get(), actor=officer)
    assert raised.value.issues == (Issue("late_entry_own", {}),)


def test_a_fact_in_the_future_is_refused():
    office = office_with_election()
    tomorrow = election_now(office.election) + timedelta(days=1)
    with pytest.raises(RuleViolation) as raised:
        record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_SECRETARY], held_at=tomorrow)
    assert [issue.code for issue in raised.value.issues] == ["fact_in_future"]


def test_a_clock_set_back_reopens_nothing():
    office = office_with_election()
    office.pass_time(days=10)
    record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_SECRETARY])
    newest = AuditEvent.objects.latest("pk").at
    office.pass_time(days=-10)
    office.election.refresh_from_db()
    assert election_now(office.election) == newest


def test_a_repeated_act_returns_the_recorded_fact_and_leaves_no_second_event():
    office = office_with_election(phase=Phase.MOBILISATION)
    decision = record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_SECRETARY])
    first = record_milestone(office.election, Milestone.MOBILISATION_MEETING_HELD, actor=office[Role.STREET_OFFICER], decision=decision)
    count = AuditEvent.objects.count()
    again = record_milestone(office.election, Milestone.MOBILISATION_MEETING_HELD, actor=office[Role.STREET_OFFICER], decision=decision)
    held = MilestoneRecord.objects.filter(kind=Milestone.MOBILISATION_MEETING_HELD)
    assert (again, AuditEvent.objects.count(), held.count()) == (first, count, 1)


def test_the_export_verifies_also_after_a_detail_was_erased():
    office = office_with_election(phase=Phase.MOBILISATION)
    record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_SECRETARY])
    from elections.services.milestones import correct_milestone

    decision = Decision.objects.get()
    record = record_milestone(office.election, Milestone.MOBILISATION_MEETING_HELD, actor=office[Role.STREET_OFFICER], decision=decision)
    correct_milestone(record, actor=office[Role.STREET_OFFICER], fact_at=record.fact_at, reason="日期抄错")
    event = AuditEvent.objects.get(verb="correct_milestone")
    assert "日期抄错" in event.detail.text
    erase_detail(event, actor=office[Role.AUDIT_ADMINISTRATOR], reason="保存期满")
    event.detail.refresh_from_db()
    assert event.detail.text == ""
    content = export_record(office.election, actor=office[Role.OBSERVER])
    assert verify(content).exit_code == 0
    assert "日期抄错".encode() not in content


def test_an_earlier_export_is_the_beginning_of_a_later_one():
    office = office_with_election()
    first = export_record(office.election, actor=office[Role.OBSERVER])
    second = export_record(office.election, actor=office[Role.OBSERVER])
    assert second.splitlines()[1 : len(first.splitlines())] == first.splitlines()[1:]
