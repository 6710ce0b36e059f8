from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from elections.labels import LEDGERS
from elections.models import AuditEvent, Contact, Election, EntryCorrection, MilestoneRecord, RollEntry
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.corrections import corrections, entry_corrections
from elections.queries.mobilisation import counted_meeting, publicity_figures, training_figures
from elections.rules.acts import CORRECTED_ENTRIES, Act, Milestone
from elections.rules.issues import RuleViolation
from elections.rules.phases import Phase
from elections.services import ledgers
from elections.services.closing import HandoverNote, record_handover
from elections.services.corrections import Ledger, correct_entry
from elections.services.leading_groups import assign_leader, record_presence_of_leader
from elections.services.meetings import record_preparatory_meeting
from elections.services.milestones import correct_milestone, record_milestone
from elections.services.mobilisation import (
    Attempt,
    Attendance,
    Gathering,
    record_contact,
    record_mobilisation_meeting,
    record_publicity,
    record_training,
)
from nominations.services import ledgers as nomination_ledgers
from tests.elections.services.test_mobilisation import MINUTES
from tests.factories.hall import a_scan
from tests.factories.office import SHANGHAI, Office, add_members, office_with_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return office_with_election(phase=Phase.MOBILISATION)


def codes(refused: pytest.ExceptionInfo[RuleViolation]) -> list[str]:
    return [issue.code for issue in refused.value.issues]


def banners(office: Office, quantity: int = 30):
    return record_publicity(office.election, "banner", quantity, actor=office[Role.COMMUNITY_CLERK], place="主要路口")


def correct(office: Office, ledger, row, role: Role = Role.COMMUNITY_CLERK, reason: str = "抄错", **typed):
    return correct_entry(ledger, row, typed, actor=office[role], reason=reason)


def meeting(office: Office) -> MilestoneRecord:
    add_members(office.election, 30)
    return record_mobilisation_meeting(office.election, MINUTES, Attendance(members=28, residents=5), actor=office[Role.COMMUNITY_CLERK])


def test_a_figure_is_put_right_and_what_stood_before_is_kept(office: Office) -> None:
    item = banners(office)
    made = correct(office, ledgers.PUBLICITY, item, quantity=13, place="主要路口")

    assert (made.before, made.after, made.changes) == ({"quantity": 30}, {"quantity": 13}, [("quantity", 30, 13)])
    assert [row.quantity for row in publicity_figures(office.election)] == [13]
    assert entry_corrections(office.street, office.election) == {"publicity": {item.pk: [made]}}
    [shown] = corrections(office.election)
    assert (shown.what, shown.title, shown.reason, shown.changes) == ("entry", "publicity", "抄错", [("quantity", 30, 13)])
    event = AuditEvent.objects.get(verb="correct_entry")
    assert event.actor_id == office[Role.COMMUNITY_CLERK].pk


def test_another_offices_paper_takes_no_entrys_place(office: Office) -> None:
    item, other = banners(office), office_with_election(code="chaohui")
    with pytest.raises(RuleViolation) as refused:
        correct(office, ledgers.PUBLICITY, item, evidence=a_scan(other))
    assert codes(refused) == ["file_elsewhere"]


def test_the_same_correction_again_is_no_second_one(office: Office) -> None:
    item = banners(office)
    made = correct(office, ledgers.PUBLICITY, item, quantity=13)
    assert correct(office, ledgers.PUBLICITY, item, quantity=13) == made
    assert AuditEvent.objects.filter(verb="correct_entry").count() == 1


def test_a_correction_needs_a_reason_a_change_and_figures_that_are_possible(office: Office) -> None:
    item = banners(office)
    for typed, code in (
        ({"quantity": 13, "reason": " "}, "reason_missing"),
        ({"quantity": 30}, "nothing_to_correct"),
        ({"quantity": 0}, "publicity_quantity"),
    ):
        with pytest.raises(RuleViolation) as refused:
            correct(office, ledgers.PUBLICITY, item, **typed)
        assert codes(refused) == [code]
    item.refresh_from_db()
    assert (item.quantity, EntryCorrection.objects.count()) == (30, 0)


def test_who_came_to_the_mobilisation_meeting_is_put_right_in_what_reports_read(office: Office) -> None:
    held = meeting(office)
    made = correct(office, ledgers.ATTENDANCE, held, members=29, residents=5)
    standing = MilestoneRecord.objects.standing().get(kind=Milestone.MOBILISATION_MEETING_HELD)
    assert standing.facts == held.facts | {"members": 29, "attended": 34}
    assert (standing.fact_at, standing.decision, standing.supersedes) == (held.fact_at, held.decision, held)
    # Typed again on the page that still showed the record of before: nothing more happens.
    assert correct(office, ledgers.ATTENDANCE, held, members=29, residents=5) == made
    correct(office, ledgers.ATTENDANCE, held, members=30, reason="又来一人")
    assert [item.changes for item in entry_corrections(office.street, office.election)["attendance"][office.election.pk]] == [
        [("members", 28, 29)],
        [("members", 29, 30)],
    ]
    # The day of the milestone is corrected by itself, and what was put right stays.
    correct_milestone(
        MilestoneRecord.objects.standing().get(kind=Milestone.MOBILISATION_MEETING_HELD),
        actor=office[Role.COMMUNITY_CLERK],
        fact_at=held.fact_at - timedelta(hours=1),
        reason="时间抄错",
    )
    assert MilestoneRecord.objects.standing().get(kind=Milestone.MOBILISATION_MEETING_HELD).facts["members"] == 30


def test_no_more_members_than_the_roll_has_and_no_fewer_people_than_could_vote(office: Office) -> None:
    held = meeting(office)
    for typed, code in (
        ({"members": 31}, "mobilisation_members_over_roll"),
        ({"members": 10, "residents": 0}, "mobilisation_voters_over_attendance"),
    ):
        with pytest.raises(RuleViolation) as refused:
            correct(office, ledgers.ATTENDANCE, held, **typed)
        assert codes(refused) == [code]
    assert MilestoneRecord.objects.standing().get(kind=Milestone.MOBILISATION_MEETING_HELD) == held


def test_a_milestone_that_was_taken_back_is_not_corrected(office: Office) -> None:
    held = meeting(office)
    MilestoneRecord.objects.update(revoked_at=held.entered_at)
    with pytest.raises(RuleViolation) as refused:
        correct(office, ledgers.ATTENDANCE, held, members=29)
    assert codes(refused) == ["already_superseded"]


def test_a_training_is_corrected_by_the_street_alone(office: Office) -> None:
    held_at = datetime(2026, 3, 1, 14, tzinfo=SHANGHAI)
    gathering = Gathering(kind="training", level="street", topic="业务培训", held_at=held_at, attended=60)
    training = record_training(office.election.cycle, gathering, actor=office[Role.STREET_OFFICER])
    with pytest.raises(RuleViolation) as refused:
        correct(office, ledgers.TRAININGS, training, attended=66)
    assert codes(refused) == ["role_missing"]
    with pytest.raises(RuleViolation) as refused:
        correct(office, ledgers.TRAININGS, training, Role.STREET_OFFICER, attended=0)
    assert codes(refused) == ["training_attended_by_nobody"]
    made = correct(office, ledgers.TRAININGS, training, Role.STREET_OFFICER, attended=66, held_at=held_at + timedelta(hours=1))
    assert made.changes == [("attended", 60, 66), ("held_at", "2026-03-01 14:00", "2026-03-01 15:00")]
    assert [row.attended for row in training_figures(office.election.cycle)] == [66]
    assert entry_corrections(office.street) == {"trainings": {training.pk: [made]}}
    assert corrections(office.election) == []


def test_the_day_on_which_the_leader_was_present_is_corrected_by_who_recorded_it(office: Office) -> None:
    duty = assign_leader(office.election, actor=office[Role.STREET_OFFICER], name="赵书记")
    present = record_presence_of_leader(duty, "planning", actor=office[Role.STREET_OFFICER])
    before = present.attended_at - timedelta(days=1)
    with pytest.raises(RuleViolation) as refused:
        correct(office, ledgers.PRESENCES, present, attended_at=before)
    assert (codes(refused), refused.value.issues[0].params["act"]) == (["role_missing"], "record_presence_of_leader")
    with pytest.raises(RuleViolation) as refused:
        correct(office, ledgers.PRESENCES, present, Role.STREET_OFFICER, attended_at=present.attended_at + timedelta(days=9))
    assert codes(refused) == ["fact_in_future"]
    correct(office, ledgers.PRESENCES, present, Role.STREET_OFFICER, attended_at=before)
    present.refresh_from_db()
    assert present.attended_at == before


def test_a_contact_put_right_teaches_the_roll_what_stands_now(office: Office) -> None:
    [member, other] = add_members(office.election, 2)
    RollEntry.objects.filter(pk=other.pk).update(away=True)
    clerk = office[Role.COMMUNITY_CLERK]
    attempts = [
        Attempt(entry=member, manner="telephone", reached=True, needs_fetching=True, by_name="孙"),
        Attempt(entry=other, manner="telephone", reached=False, by_name="孙"),
    ]
    [reached, missed] = record_contact(office.election, attempts, actor=clerk)
    correct(office, ledgers.CONTACTS, reached, needs_fetching=False, wish="rest_day")
    member.refresh_from_db()
    assert (member.needs_fetching, Contact.objects.get(pk=reached.pk).wish) == (False, "rest_day")
    correct(office, ledgers.CONTACTS, reached, reached=False, wish="", reason="打错电话")
    correct(office, ledgers.CONTACTS, missed, manner="visit")
    other.refresh_from_db()
    assert other.away, "nobody has learned anything of this member, so the roll says what it said"
    with pytest.raises(RuleViolation) as refused:
        correct(office, ledgers.CONTACTS, missed, wish="any")
    assert codes(refused) == ["contact_learned_from_nobody"]


def test_preparations_and_hand_over_are_put_right() -> None:
    office = office_with_election(phase=Phase.CANDIDACY)
    clerk = office[Role.COMMUNITY_CLERK]
    held = record_preparatory_meeting(office.election, "preparatory", actor=clerk, place="会议室", attended=20)
    correct(office, ledgers.PREPARATIONS, held, attended=22)
    with pytest.raises(RuleViolation) as refused:
        correct(office, ledgers.PREPARATIONS, held, place=" ")
    assert codes(refused) == ["meeting_incomplete"]
    held.refresh_from_db()
    assert held.attended == 22

    office.election.phase = Phase.CLOSED
    office.election.save()
    note = HandoverNote(handed_by="周敏", received_by="吴强", witnessed_by="郑", items="印章1枚")
    done = record_handover(office.election, note, actor=clerk)
    correct(office, ledgers.HANDOVER, done, items="印章2枚")
    with pytest.raises(RuleViolation) as refused:
        correct(office, ledgers.HANDOVER, done, witnessed_by="")
    assert codes(refused) == ["handover_without_witnessed_by"]
    done.refresh_from_db()
    assert done.items == "印章2枚"


def test_nothing_is_put_right_once_the_archive_is_sealed(office: Office) -> None:
    item = banners(office)
    office.election.sealed_at = item.recorded_at
    office.election.save()
    with pytest.raises(RuleViolation) as refused:
        correct(office, ledgers.PUBLICITY, item, quantity=13)
    assert codes(refused) == ["archive_already_sealed"]


def test_a_meeting_on_record_by_its_paper_alone_is_left_alone(office: Office) -> None:
    record_milestone(
        office.election,
        Milestone.MOBILISATION_MEETING_HELD,
        actor=office[Role.COMMUNITY_CLERK],
        evidence=a_scan(office),
    )
    assert counted_meeting(office.election) is None


def test_a_repeated_hand_over_or_publicity_with_something_else_is_refused() -> None:
    office = office_with_election(phase=Phase.CLOSED)
    clerk = office[Role.COMMUNITY_CLERK]
    note = HandoverNote(handed_by="周敏", received_by="吴强", witnessed_by="郑", items="印章1枚")
    done = record_handover(office.election, note, actor=clerk)
    assert record_handover(office.election, note, actor=clerk) == done
    with pytest.raises(RuleViolation) as refused:
        record_handover(office.election, replace(note, items="印章2枚"), actor=clerk)
    assert [(issue.code, issue.params) for issue in refused.value.issues] == [
        ("entry_otherwise", {"field": "items", "recorded": "印章1枚", "typed": "印章2枚"})
    ]
    at = election_now(office.election)
    posted = {"actor": clerk, "place": "路口", "done_at": at, "reached": 180}
    item = record_publicity(office.election, "chat_group", 2, **posted)
    assert record_publicity(office.election, "chat_group", 2, **posted) == item
    with pytest.raises(RuleViolation) as refused:
        record_publicity(office.election, "chat_group", 2, **posted | {"reached": 190})
    assert codes(refused) == ["entry_otherwise"]


def term(office: Office, day: date, role: Role = Role.STREET_OFFICER) -> EntryCorrection:
    return correct(office, ledgers.TERM, office.election, role, "方案抄错", term_ends_on=day)


def test_the_end_of_the_term_is_put_right_by_the_street_until_the_meeting_is_held(office: Office) -> None:
    made = term(office, date(2026, 7, 31))
    office.election.refresh_from_db()
    assert office.election.term_ends_on == date(2026, 7, 31)
    assert made.changes == [("term_ends_on", "2026-06-30", "2026-07-31")]
    with pytest.raises(RuleViolation) as refused:
        term(office, date(2026, 6, 30), Role.COMMUNITY_CLERK)
    assert codes(refused) == ["role_missing"]
    with pytest.raises(RuleViolation) as refused:
        term(office, date(2062, 7, 31))
    assert codes(refused) == ["term_end_unlikely"]
    # A day of the meeting that was chosen by it has to agree with it.
    office.election.meeting_on = date(2026, 7, 25)
    office.election.save(update_fields=["meeting_on"])
    with pytest.raises(RuleViolation) as refused:
        term(office, date(2026, 6, 30))
    assert codes(refused) == ["term_postponed_unapproved"]
    office.election.phase = Phase.REPORTING
    office.election.save(update_fields=["phase"])
    with pytest.raises(RuleViolation) as refused:
        term(office, date(2026, 8, 31))
    assert codes(refused) == ["term_end_after_meeting"]


def test_one_that_was_never_entered_is_entered_so(office: Office) -> None:
    Election.objects.update(term_ends_on=None)
    made = term(office, date(2026, 7, 31))
    assert made.changes == [("term_ends_on", "—", "2026-07-31")]


def test_what_a_repeat_may_be_corrected_in_are_the_ledgers() -> None:
    """The day of an opening can be corrected, its code not: the service says so of the day alone."""
    both = [*vars(ledgers).values(), *vars(nomination_ledgers).values()]
    assert {found.recorded_by for found in both if isinstance(found, Ledger)} == CORRECTED_ENTRIES | {Act.OPEN_ELECTION}
    assert {found.code for found in both if isinstance(found, Ledger)} == LEDGERS.keys()
