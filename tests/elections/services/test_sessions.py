from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from elections.models import AuditEvent, CheckIn, Decision, Exclusion, MeetingSession, Official, PreparatoryMeeting, RollEntry, Speech
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.meetings import blocks, consented_exclusions, due_now, hall_figures, missing_electors, present_entries
from elections.rules.issues import RuleViolation
from elections.rules.method import ElectionMethod
from elections.services.check_in import check_in, check_out, undo_check_in
from elections.services.count_papers import attendance_report
from elections.services.elections import postpone_election
from elections.services.hall_papers import host_script
from elections.services.meetings import MeetingCall, change_meeting_date, convene_meeting, record_preparatory_meeting
from elections.services.officials import approve_officials, official_by_pin, propose_officials
from elections.services.results import certify_result
from elections.services.sessions import (
    HandVote,
    adjourn_session,
    adopt_method,
    close_session,
    declare_quorum,
    open_session,
    record_speech,
    vote_on_exclusions,
)
from tests.factories.hall import Hall, approve, codes, figures, hall
from tests.factories.office import add_members
from tests.factories.refusals import refused as refused_as

pytestmark = pytest.mark.django_db


def opened(at: Hall, present: int = 20) -> MeetingSession:
    session = open_session(at.meeting, actor=at[Role.HOST])
    if present:
        check_in(session, at.members[:present], actor=at[Role.CHECK_IN_CLERK])
    return at.session


def test_a_session_opens_on_the_meetings_day_only() -> None:
    at = hall()
    tomorrow = at.meeting.starts_at + timedelta(days=1)
    at.meeting = change_meeting_date(at.meeting, actor=at.secretary, starts_at=tomorrow, reason="会场调整")
    assert at.election.meeting_on == tomorrow.date()
    with pytest.raises(RuleViolation) as refused:
        open_session(at.meeting, actor=at[Role.HOST])
    assert codes(refused) == ["not_the_meeting_day"]
    at.office.pass_time(days=1)
    session = open_session(at.meeting, actor=at[Role.HOST])
    before = at.events()
    assert open_session(at.meeting, actor=at[Role.HOST]) == session
    assert at.events() == before


def test_what_is_typed_of_yesterdays_meeting_carries_its_day() -> None:
    """补录: the hall had no power; on the next day everything is typed from the sheets."""
    at = hall()
    held = election_now(at.election)
    at.office.pass_time(days=1)
    session = open_session(at.meeting, actor=at[Role.HOST], fact_at=held, late_reason="停电")
    check_in(session, at.members, actor=at[Role.CHECK_IN_CLERK])
    declare_quorum(session, actor=at[Role.HOST])
    adopt_method(session, ElectionMethod(ballot=at.election.rules.ballot), HandVote(20), actor=at[Role.HOST])
    at.take_officials(session, 20)
    record_speech(session, "speech", actor=at[Role.HOST], speaker=at.members[0].name, seconds=60)
    votes = {code: dict.fromkeys(at.names(code)[:seats], 20) for code, seats in (("secretary", 1), ("deputy", 1), ("committee", 3))}
    at.vote("secretary", "deputy", "committee", votes=votes)
    close_session(session, actor=at[Role.HOST])
    days = {localdate(row.held_at) for row in Decision.objects.all()} | {localdate(row.began_at) for row in Speech.objects.all()}
    assert days == {held.date()}
    assert all(localdate(row.entered_at) == held.date() + timedelta(days=1) for row in Decision.objects.all())
    facts = certify_result(at.election, actor=at[Role.HOST]).facts
    assert [round["on"][:10] for round in facts["meetings"][0]["rounds"]] == [held.date().isoformat()]


def test_a_date_is_changed_with_a_reason_and_not_into_the_past() -> None:
    at = hall()
    with pytest.raises(RuleViolation) as refused:
        change_meeting_date(at.meeting, actor=at.secretary, starts_at=at.meeting.starts_at - timedelta(days=2), reason=" ")
    assert codes(refused) == ["reason_missing", "meeting_in_the_past"]
    assert at.meeting.date_changes.count() == 0


def test_delegates_meet_where_members_are_many_or_dispersed_with_the_superiors_reply() -> None:
    at = hall()
    call = MeetingCall(kind="delegates", title="党员代表大会", starts_at=election_now(at.election), place="礼堂", chair="张三")
    few, unapproved = ("delegates_not_allowed", {"members": 20, "bound": 500}), ("delegates_not_approved", {})
    with refused_as(few, unapproved, ("meeting_of_the_other_kind", {"kind": "members"})):
        convene_meeting(at.election, call, actor=at.secretary)
    at.meeting.delete()
    approve(at.office, "delegates_meeting")
    with refused_as(few):
        convene_meeting(at.election, call, actor=at.secretary)
    add_members(at.election, 301, capacities=["member", "meeting_delegate"])
    with refused_as(("delegates_too_many", {"delegates": 301, "bound": 300})):
        convene_meeting(at.election, replace(call, dispersed=True), actor=at.secretary)
    RollEntry.objects.filter(number=321).update(capacities=["member"])
    meeting = convene_meeting(at.election, replace(call, dispersed=True), actor=at.secretary)
    assert (meeting.kind, at.election.form) == ("delegates", "delegates")


def test_preparatory_meetings_are_kept_with_their_attendance() -> None:
    at = hall()
    record_preparatory_meeting(at.election, "ballot_training", actor=at.secretary, place="一支部", attended=18, matters="选票填写")
    assert PreparatoryMeeting.objects.get().attended == 18


def test_a_block_is_checked_in_with_one_event_and_repeated_without() -> None:
    at = hall()
    session = opened(at, 0)
    before = at.events()
    assert check_in(session, at.members[:8], actor=at[Role.CHECK_IN_CLERK]) == 8
    assert check_in(session, at.members[:8], actor=at[Role.CHECK_IN_CLERK]) == 0
    assert check_in(session, at.members[6:10], actor=at[Role.CHECK_IN_CLERK]) == 2
    assert at.events() == before + 2
    assert len(present_entries(session)) == 10
    assert blocks(session) == {"": (10, 20)}
    assert len(missing_electors(session)) == 10


def test_somebody_who_is_checked_in_a_second_time_is_on_record() -> None:
    at = hall()
    session = opened(at, 3)
    before = at.events()
    assert check_in(session, at.members[:1], actor=at[Role.CHECK_IN_CLERK]) == 0
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, at.events()) == ("check_in", before + 1)
    assert f'"again":[{at.members[0].pk}]' in event.raw.replace(" ", "") and '"count":0' in event.raw.replace(" ", "")
    assert CheckIn.objects.filter(session=session).count() == 3


def test_a_probationary_member_is_a_guest() -> None:
    at = hall()
    guest = add_members(at.election, 1, membership="probationary")
    session = opened(at, 0)
    with pytest.raises(RuleViolation) as refused:
        check_in(session, [at.members[0], *guest], actor=at[Role.CHECK_IN_CLERK])
    assert codes(refused) == ["not_an_elector"]
    assert not CheckIn.objects.exists()


def test_undo_and_leaving_take_somebody_out_and_coming_back_is_a_second_row() -> None:
    at = hall()
    session = opened(at, 3)
    clerk = at[Role.CHECK_IN_CLERK]
    undo_check_in(session, at.members[0], actor=clerk)
    check_out(session, at.members[1], actor=clerk)
    assert present_entries(session) == {at.members[2].pk}
    before = at.events()
    undo_check_in(session, at.members[0], actor=clerk)
    assert at.events() == before
    check_in(session, at.members[:2], actor=clerk)
    assert CheckIn.objects.filter(session=session, entry=at.members[1]).count() == 2
    assert len(present_entries(session)) == 3


@pytest.mark.parametrize(("present", "valid"), [(16, True), (15, False)])
def test_four_fifths_of_those_due_make_the_meeting_valid(present: int, valid: bool) -> None:
    at = hall()
    session = opened(at, present)
    if valid:
        declared = declare_quorum(session, actor=at[Role.HOST])
        assert (declared.quorum_present, declared.quorum_due) == (16, 20)
        before = at.events()
        declare_quorum(session, actor=at[Role.HOST])
        assert at.events() == before
        return
    with pytest.raises(RuleViolation) as refused:
        declare_quorum(session, actor=at[Role.HOST])
    assert codes(refused) == ["quorum_not_met"]
    assert figures(refused)["missing"] == 1


def test_a_meeting_past_the_end_of_the_term_waits_for_the_superiors_reply() -> None:
    at = hall()
    late = at.meeting.starts_at + timedelta(days=100)
    past_term = [("term_postponed_unapproved", {"ends": "2026-05-31", "meeting": "2026-06-10"})]
    with refused_as(*past_term):
        change_meeting_date(at.meeting, actor=at.secretary, starts_at=late, reason="台风")
    session = opened(at, 10)
    with refused_as(*past_term):
        adjourn_session(session, actor=at[Role.HOST], reason="未达到五分之四", resumes_at=late)
    elsewhere = hall(code="other")
    elsewhere.meeting.delete()
    call = MeetingCall(title="换届选举党员大会", starts_at=late, place="社区礼堂", chair="张三")
    with refused_as(*past_term):
        convene_meeting(elsewhere.election, call, actor=elsewhere.secretary)
    approve(at.office, "postponement")
    adjourn_session(session, actor=at[Role.HOST], reason="未达到五分之四", resumes_at=late)
    assert at.election.meeting_on == date(2026, 6, 10)


def test_the_plenary_of_the_new_committee_has_no_term_to_keep() -> None:
    at = hall(preset="regulation-2020")
    call = MeetingCall(
        kind="plenary", title="第一次全体会议", starts_at=at.meeting.starts_at + timedelta(days=100), place="会议室", chair="张三"
    )
    plenary = convene_meeting(at.election, call, actor=at.secretary)
    change_meeting_date(plenary, actor=at.secretary, starts_at=call.starts_at + timedelta(days=1), reason="会场调整")
    assert at.election.meeting_on == date(2026, 3, 2)


def test_a_postponed_election_takes_its_meeting_along() -> None:
    at = hall()
    until = date(2026, 4, 11)
    session = opened(at, 10)
    with refused_as(("session_sits", {})):
        postpone_election(at.election, actor=at[Role.STREET_APPROVER], until=until, reason="台风")
    adjourn_session(session, actor=at[Role.HOST], reason="台风")
    hour = timezone.localtime(at.meeting.starts_at).time()
    postpone_election(at.election, actor=at[Role.STREET_APPROVER], until=until, reason="台风")
    at.meeting.refresh_from_db()
    moved = timezone.localtime(at.meeting.starts_at)
    assert (moved.date(), moved.time()) == (until, hour)
    assert at.meeting.date_changes.get().reason == "台风"
    at.office.pass_time(days=40)
    assert open_session(at.meeting, actor=at[Role.HOST]).number == 2


def test_a_failed_quorum_is_adjourned_to_another_day() -> None:
    at = hall()
    session = opened(at, 10)
    later = at.meeting.starts_at + timedelta(days=7)
    adjourn_session(session, actor=at[Role.HOST], reason="到会人数不足", resumes_at=later)
    before = at.events()
    adjourn_session(session, actor=at[Role.HOST], reason="到会人数不足", resumes_at=later)
    assert at.events() == before
    at.meeting.refresh_from_db()
    assert at.meeting.starts_at == later
    at.office.pass_time(days=7)
    again = open_session(at.meeting, actor=at[Role.HOST])
    assert (again.number, len(present_entries(again))) == (2, 0)


def test_those_left_out_by_vote_are_not_due_and_who_comes_is_counted_back_in_both_figures() -> None:
    at = hall()
    approve(at.office, "exclusions")
    proposed = [
        Exclusion.objects.create(entry=entry, category="bedridden", proposed_at=at.election.opened_at, proposed_by=at.secretary)
        for entry in at.members[-3:]
    ]
    session = open_session(at.meeting, actor=at[Role.HOST])
    check_in(session, at.members[:14], actor=at[Role.CHECK_IN_CLERK])
    with pytest.raises(RuleViolation) as refused:
        declare_quorum(session, actor=at[Role.HOST])
    assert codes(refused) == ["exclusions_not_voted"]
    with pytest.raises(RuleViolation) as refused:
        vote_on_exclusions(session, proposed[:2], HandVote(7), actor=at[Role.HOST])
    assert codes(refused) == ["not_carried"]
    assert len(consented_exclusions(at.election)) == 3
    session = vote_on_exclusions(session, proposed[:2], HandVote(14), actor=at[Role.HOST])
    assert session.due_fixed == 18
    assert [Exclusion.objects.get(pk=exclusion.pk).state for exclusion in proposed] == ["approved", "approved", "withdrawn"]
    assert Decision.objects.get().due == 20
    check_in(session, [proposed[0].entry], actor=at[Role.CHECK_IN_CLERK])
    found = hall_figures(session)
    assert (found.due, found.present, found.excluded, found.needed) == (19, 15, 1, 16)
    check_in(session, at.members[14:16], actor=at[Role.CHECK_IN_CLERK])
    declare_quorum(session, actor=at[Role.HOST])
    undo_check_in(session, proposed[0].entry, actor=at[Role.CHECK_IN_CLERK])
    assert due_now(session) == 18


def test_who_sits_in_the_hall_during_the_vote_is_counted_back_in_both_figures_and_on_every_paper() -> None:
    at = hall()
    approve(at.office, "exclusions")
    proposed = [
        Exclusion.objects.create(entry=entry, category="bedridden", proposed_at=at.election.opened_at, proposed_by=at.secretary)
        for entry in at.members[-2:]
    ]
    session = open_session(at.meeting, actor=at[Role.HOST])
    here, gone = proposed
    check_in(session, [*at.members[:15], here.entry, gone.entry], actor=at[Role.CHECK_IN_CLERK])
    check_out(session, gone.entry, actor=at[Role.CHECK_IN_CLERK])
    vote_on_exclusions(session, proposed, HandVote(16), actor=at[Role.HOST])
    assert '"due":19' in AuditEvent.objects.latest("pk").raw.replace(" ", "")
    found = hall_figures(at.session)
    assert (found.due, found.present, found.excluded, found.needed) == (19, 16, 1, 16), "who left before the vote is left out"
    assert blocks(at.session) == {"": (16, 19)}
    assert [entry.number for entry in missing_electors(at.session)] == [16, 17, 18]
    assert host_script(at.meeting).due == 19
    declare_quorum(session, actor=at[Role.HOST])
    adopt_method(session, ElectionMethod(ballot=at.election.rules.ballot), HandVote(16), actor=at[Role.HOST])
    at.take_officials(session, 16)
    opened_round = at.round("secretary", "deputy", "committee")
    opened_round.refresh_from_db()
    assert (opened_round.due, opened_round.present) == (19, 16)
    printed = attendance_report(at.session).figures
    assert (printed.due, printed.present, printed.excluded) == (19, 16, 1)
    check_in(session, [gone.entry], actor=at[Role.CHECK_IN_CLERK])
    assert (due_now(at.session), len(present_entries(session))) == (20, 17), "whoever comes back is counted back as well"


def test_nobody_is_left_out_without_the_superiors_consent() -> None:
    at = hall()
    exclusion = Exclusion.objects.create(
        entry=at.members[-1], category="bedridden", proposed_at=at.election.opened_at, proposed_by=at.secretary
    )
    assert opened(at, 0).due_fixed == 20
    approve(at.office, "exclusions")
    other = hall(code="other")
    foreign = MeetingSession.objects.get(pk=opened(other, 5).pk)
    MeetingSession.objects.filter(pk=foreign.pk).update(due_fixed=None)
    with pytest.raises(RuleViolation) as refused:
        vote_on_exclusions(foreign, [exclusion], HandVote(5), actor=other[Role.HOST])
    assert codes(refused) == ["exclusion_without_consent"]


def test_a_method_is_adopted_by_more_than_half_and_fits_the_rules() -> None:
    at = hall()
    session = opened(at)
    with pytest.raises(RuleViolation) as refused:
        adopt_method(session, ElectionMethod(ballot="sequential"), HandVote(20), actor=at[Role.HOST])
    assert codes(refused) == ["quorum_not_declared", "method_ballot_differs"]
    declare_quorum(session, actor=at[Role.HOST])
    with pytest.raises(RuleViolation) as refused:
        adopt_method(session, ElectionMethod(ballot="number"), HandVote(10, against=10), actor=at[Role.HOST])
    assert codes(refused) == ["not_carried"]
    meeting = adopt_method(session, ElectionMethod(ballot="number"), HandVote(11, against=9), actor=at[Role.HOST])
    assert meeting.adopted_method == ElectionMethod(ballot="number")
    before = at.events()
    adopt_method(session, ElectionMethod(ballot="number"), HandVote(11, against=9), actor=at[Role.HOST])
    with pytest.raises(RuleViolation) as refused:
        adopt_method(session, ElectionMethod(ballot="number"), HandVote(12, against=8), actor=at[Role.HOST])
    assert codes(refused) == ["minutes_otherwise", "minutes_otherwise"]
    assert at.events() == before


def officials(at: Hall) -> dict[RollEntry, str]:
    return dict(zip(at.members[-4:], ["chief_scrutineer", "scrutineer", "teller", "caller"], strict=True))


def test_officials_are_no_candidates_have_one_chief_and_a_teller() -> None:
    at = hall()
    with pytest.raises(RuleViolation) as refused:
        propose_officials(at.meeting, {at.members[0]: "scrutineer"}, actor=at.secretary)
    assert codes(refused) == ["officials_one_chief", "officials_no_teller", "official_is_candidate"]
    assert not Official.objects.exists()


def test_officials_are_approved_by_vote_and_scrutineers_get_a_pin_once() -> None:
    at = hall()
    session = opened(at)
    propose_officials(at.meeting, officials(at), actor=at.secretary)
    with pytest.raises(RuleViolation) as refused:
        approve_officials(session, HandVote(20), actor=at[Role.HOST])
    assert codes(refused) == ["quorum_not_declared"]
    declare_quorum(session, actor=at[Role.HOST])
    approved = approve_officials(session, HandVote(20), actor=at[Role.HOST])
    assert len(approved.pins) == 2
    pin = next(iter(approved.pins.values()))
    assert pin not in list(Official.objects.values_list("pin", flat=True))
    assert official_by_pin(at.meeting, pin.lower(), actor=at[Role.TELLER]).pk in approved.pins
    assert approve_officials(session, HandVote(20), actor=at[Role.HOST]).pins == {}
    with pytest.raises(RuleViolation) as refused:
        propose_officials(at.meeting, {at.members[-1]: "chief_scrutineer", at.members[-2]: "teller"}, actor=at.secretary)
    assert codes(refused) == ["officials_already_approved"]


def test_speeches_stand_in_their_order_and_a_session_closes_once() -> None:
    at = hall()
    session = opened(at)
    record_speech(session, "outgoing_report", actor=at[Role.HOST], speaker="上届书记", seconds=600)
    record_speech(session, "speech", actor=at[Role.HOST], speaker=at.members[0].name, entry=at.members[0], seconds=300)
    assert list(Speech.objects.values_list("kind", flat=True)) == ["outgoing_report", "speech"]
    close_session(session, actor=at[Role.HOST])
    before = at.events()
    close_session(session, actor=at[Role.HOST])
    assert at.events() == before
    with pytest.raises(RuleViolation) as refused:
        check_in(session, at.members[:1], actor=at[Role.CHECK_IN_CLERK])
    assert codes(refused) == ["session_over"]
