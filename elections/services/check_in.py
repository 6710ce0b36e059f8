"""清点人数: one by one, or a whole block at once. Repeated, it changes nobody's presence; a mistake is undone, and stays on record."""

from collections.abc import Collection, Iterator

from elections.models import Account, BallotIssue, CheckIn, Exclusion, Meeting, MeetingSession, RollEntry
from elections.queries.meetings import due_now, electors, present_entries
from elections.rules.acts import Act
from elections.rules.issues import Issue

from .acting import ElectionAct, election_act
from .sessions import lock_session, sitting_issues


def check_in(session: MeetingSession, entries: Collection[RollEntry], *, actor: Account) -> int:
    """How many of them came in just now; who was here already is passed over. One event with the count.

    One person who is checked in a second time is refused, and the attempt is on record: somebody may be in the hall under that name.
    """
    with election_act(Act.CHECK_IN, session.meeting.election, actor) as act:
        session = lock_session(session)
        act.refuse(sitting_issues(session))
        act.refuse(_elector_issues(session.meeting, entries))
        here = present_entries(session)
        new = [entry for entry in dict.fromkeys(entries) if entry.pk not in here]
        if not new:
            if len(entries) == 1:
                act.record(session, count=0, again=[entry.pk for entry in entries], present=len(here))
            else:
                act.repeats()
            return 0
        left_out = _left_out(session.meeting, new)
        CheckIn.objects.bulk_create(
            CheckIn(session=session, entry=entry, counted_back=entry.pk in left_out, at=act.now, by=act.officer) for entry in new
        )
        act.record(session, count=len(new), counted_back=len(left_out), present=len(here) + len(new), due=due_now(session))
        return len(new)


def undo_check_in(session: MeetingSession, entry: RollEntry, *, actor: Account) -> None:
    """Pressed by mistake: as if the person had not come. Not once a ballot is in the person's hands."""
    _take_out(Act.UNDO_CHECK_IN, session, entry, actor)


def check_out(session: MeetingSession, entry: RollEntry, *, actor: Account) -> None:
    """Somebody leaves. Who has been given a ballot stays counted in that round."""
    _take_out(Act.CHECK_OUT, session, entry, actor)


def _take_out(kind: Act, session: MeetingSession, entry: RollEntry, actor: Account) -> None:
    with election_act(kind, session.meeting.election, actor) as act:
        session = lock_session(session)
        row = CheckIn.objects.here().filter(session=session, entry=entry).first()
        if row is None:
            act.repeats()
            return
        act.refuse(sitting_issues(session))
        if kind is Act.UNDO_CHECK_IN:
            _undo(act, row)
        else:
            row.left_at, row.left_recorded_by = act.now, act.officer
            row.save(update_fields=["left_at", "left_recorded_by"])
        act.record(row, entry=entry.pk, present=len(present_entries(session)), due=due_now(session))


def _undo(act: ElectionAct, row: CheckIn) -> None:
    if BallotIssue.objects.filter(round__session=row.session, entry=row.entry).exists():
        act.refuse([Issue("check_in_has_ballot", {"name": row.entry.name})])
    row.undone_at, row.undone_by = act.now, act.officer
    row.save(update_fields=["undone_at", "undone_by"])


def _elector_issues(meeting: Meeting, entries: Collection[RollEntry]) -> Iterator[Issue]:
    """Guests and probationary members are welcome, but they are not 实到会有选举权的人."""
    voting = set(electors(meeting).filter(pk__in=[entry.pk for entry in entries]).values_list("pk", flat=True))
    yield from (Issue("not_an_elector", {"name": entry.name}) for entry in entries if entry.pk not in voting)


def _left_out(meeting: Meeting, entries: Collection[RollEntry]) -> set[int]:
    """Approved as not counted, and here all the same."""
    if meeting.kind != Meeting.Kind.MEMBERS:
        return set()
    found = Exclusion.objects.filter(entry__in=entries, state=Exclusion.State.APPROVED)
    return set(found.values_list("entry_id", flat=True))
