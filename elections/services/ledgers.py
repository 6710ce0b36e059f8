"""台账: which entries can be put right, what is asked of them, and what rests on them."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from django.utils import timezone

from elections.models import (
    BallotRound,
    Contact,
    Election,
    Handover,
    LeaderPresence,
    MeetingSession,
    MilestoneRecord,
    PreparatoryMeeting,
    PublicityItem,
    RollEntry,
    Training,
)
from elections.queries.meeting_dates import of_term_issues
from elections.queries.plan import itself
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.phases import Phase
from elections.rules.terms import term_end_issues

from .acting import ActUnderWay, ElectionAct, minute_of
from .closing import note_issues
from .corrections import Ledger, correct_facts
from .leading_groups import presence_issues
from .meetings import PARTY_MEETINGS, preparation_issues
from .mobilisation import Attempt, Attendance, attendance_issues, contact_issues, publicity_issues, training_issues
from .rounds import corrected_box_issues


def _publicity_issues(act: ElectionAct, item: PublicityItem) -> Iterable[Issue]:
    return publicity_issues(act, item.kind, item.quantity, item.evidence)


def _came(meeting: MilestoneRecord) -> Attendance:
    return Attendance(members=meeting.facts["members"], residents=meeting.facts["residents"])


def _attendance_issues(act: ElectionAct, meeting: MilestoneRecord) -> Iterable[Issue]:
    """One that was entered on paper alone has no minutes to compare with."""
    return attendance_issues(act, meeting.decision.present if meeting.decision else 0, _came(meeting))


def _write_attendance(act: ElectionAct, meeting: MilestoneRecord) -> MilestoneRecord:
    return correct_facts(act, meeting, meeting.facts | {"attended": _came(meeting).total})


def _training_issues(act: ActUnderWay, training: Training) -> Iterable[Issue]:
    return training_issues(act, training)


def _presence_issues(act: ElectionAct, presence: LeaderPresence) -> Iterator[Issue]:
    if presence.attended_at > act.now:
        yield Issue("fact_in_future", {"fact": minute_of(presence.attended_at), "now": minute_of(act.now)})
    yield from presence_issues(act, presence.duty, presence.occasion, presence.attended_at)


def _contact_issues(act: ElectionAct, contact: Contact) -> Iterable[Issue]:
    return contact_issues(act, [_attempt(contact)])


def _attempt(contact: Contact) -> Attempt:
    names = ("entry", "manner", "reached", "away", "needs_fetching", "wish", "by_name")
    return Attempt(**{name: getattr(contact, name) for name in names})


def _write_contact(act: ElectionAct, contact: Contact) -> None:
    """What the newest attempt that reached the member has learned stands on the roll."""
    reached = Contact.objects.filter(entry=contact.entry_id, reached=True)
    had_learned = reached.exists()
    contact.save()
    learned = reached.last()
    if learned is not None or had_learned:
        away, fetching = (learned.away, learned.needs_fetching) if learned else (False, False)
        RollEntry.objects.filter(pk=contact.entry_id).update(away=away, needs_fetching=fetching)


def _preparation_issues(act: ElectionAct, held: PreparatoryMeeting) -> Iterable[Issue]:
    return preparation_issues(held.kind, held.place)


def _box_issues(act: ElectionAct, round: BallotRound) -> Iterable[Issue]:
    return corrected_box_issues(round)


def _write_box(act: ElectionAct, round: BallotRound) -> None:
    """On paper alone all that came back are papers."""
    round.papers_returned = round.returned
    round.save()


def _term_issues(act: ElectionAct, election: Election) -> Iterator[Issue]:
    """A fact of before the election, so it is put right until the meeting rests on it; a meeting that is called has to agree with it."""
    if _was_held(election):
        yield Issue("term_end_after_meeting", {})
    if election.term_ends_on is not None:
        yield from term_end_issues(election.term_ends_on, timezone.localdate(act.now))
    if election.meeting_on is not None:
        yield from of_term_issues(election, election.meeting_on)


def _was_held(election: Election) -> bool:
    sat = MeetingSession.objects.filter(meeting__election=election, meeting__kind__in=PARTY_MEETINGS).exists()
    return sat or election.phase in {Phase.REPORTING, Phase.CLOSED}


def _write_term(act: ElectionAct, election: Election) -> None:
    election.save(update_fields=["term_ends_on"])


def _handover_issues(act: ElectionAct, note: Handover) -> Iterable[Issue]:
    return note_issues(note)


TERM = Ledger(code="term", recorded_by=Act.OPEN_ELECTION, issues=_term_issues, write=_write_term, election=itself)
PUBLICITY = Ledger(code="publicity", recorded_by=Act.RECORD_PUBLICITY, issues=_publicity_issues)
ATTENDANCE = Ledger(code="attendance", recorded_by=Act.RECORD_MOBILISATION_MEETING, issues=_attendance_issues, write=_write_attendance)
TRAININGS = Ledger(code="trainings", recorded_by=Act.RECORD_TRAINING, issues=_training_issues, election=None)
PRESENCES = Ledger(
    code="presences", recorded_by=Act.RECORD_PRESENCE_OF_LEADER, issues=_presence_issues, election=attrgetter("duty.election")
)
CONTACTS = Ledger(
    code="contacts", recorded_by=Act.RECORD_CONTACT, issues=_contact_issues, write=_write_contact, election=attrgetter("entry.election")
)
PREPARATIONS = Ledger(code="preparations", recorded_by=Act.RECORD_PREPARATORY_MEETING, issues=_preparation_issues)
HANDOVER = Ledger(code="handover", recorded_by=Act.RECORD_HANDOVER, issues=_handover_issues)
BOX = Ledger(code="box", recorded_by=Act.CLOSE_ROUND, issues=_box_issues, write=_write_box, election=attrgetter("session.meeting.election"))
