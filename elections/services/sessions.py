"""大会的一次会议: opened on its day, 应到会 fixed by vote, quorum declared, method adopted, adjourned or closed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from elections.models import Account, BallotRound, CheckIn, Decision, Exclusion, Meeting, MeetingSession, RollEntry, Speech
from elections.queries.hall import candidates_of
from elections.queries.meetings import BODIES, consented_exclusions, current_session, due_electors, due_now, hall_figures, present_entries
from elections.queries.results import committee_issues
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.method import ElectionMethod, method_issues
from elections.rules.quorum import quorum_issues

from .acting import ElectionAct, election_act
from .decisions import Minutes, carried_issues, decide, same_minutes
from .meetings import move_meeting, moved_issues
from .projector import live_speech


@dataclass(frozen=True, slots=True)
class HandVote:
    """举手表决 of those present."""

    votes_for: int
    against: int = 0
    abstained: int = 0


def open_session(meeting: Meeting, *, actor: Account, fact_at: datetime | None = None, late_reason: str = "") -> MeetingSession:
    """On the day for which the meeting is convened. Where nothing waits for a vote on exclusions, 应到会 is fixed at once."""
    with election_act(Act.OPEN_SESSION, meeting.election, actor, fact_at=fact_at, late_reason=late_reason) as act:
        meeting = Meeting.objects.select_for_update().select_related("election").get(pk=meeting.pk)
        sitting = current_session(meeting)
        if sitting is not None:
            act.repeats()
            return sitting
        act.refuse(_opening_issues(act, meeting))
        waits = meeting.kind == Meeting.Kind.MEMBERS and bool(consented_exclusions(act.election))
        session = MeetingSession.objects.create(
            meeting=meeting,
            number=meeting.sessions.count() + 1,
            held_on=act.fact_at,
            opened_at=act.now,
            opened_by=act.officer,
            due_fixed=None if waits else due_electors(meeting).count(),
        )
        act.record(session, meeting=meeting.pk, number=session.number, due=session.due_fixed)
        return session


def vote_on_exclusions(session: MeetingSession, accepted: Collection[Exclusion], vote: HandVote, *, actor: Account) -> MeetingSession:
    """The superior has consented, the meeting votes: who of the proposed is not counted as due. It fixes 应到会.

    Who sits in the hall during the vote is counted back at once, like somebody who comes after it: 实到会 has him already.
    """
    with election_act(Act.VOTE_ON_EXCLUSIONS, session.meeting.election, actor) as act:
        session = lock_session(session)
        if session.due_fixed is not None:
            same_vote(act, session.exclusions_decision, vote)
            act.repeats()
            return session
        waiting = consented_exclusions(act.election)
        foreign = [exclusion for exclusion in accepted if exclusion not in waiting]
        act.refuse(Issue("exclusion_without_consent", {"name": exclusion.entry.name}) for exclusion in foreign)
        session.exclusions_decision = vote_in_hall(act, session, "exclusions", f"同意{len(accepted)}名党员不计入应到会人数", vote)
        taken = [exclusion.pk for exclusion in accepted]
        Exclusion.objects.filter(pk__in=taken).update(state=Exclusion.State.APPROVED, decided_at=act.now)
        refused = [exclusion.pk for exclusion in waiting if exclusion.pk not in taken]
        Exclusion.objects.filter(pk__in=refused).update(state=Exclusion.State.WITHDRAWN, decided_at=act.now)
        back = CheckIn.objects.here().filter(session=session, entry__exclusion__in=taken).update(counted_back=True)
        session.due_fixed = due_electors(session.meeting).count()
        session.save(update_fields=["exclusions_decision", "due_fixed"])
        inside = {"excluded": len(taken), "refused": len(refused), "counted_back": back}  # inside the Party: the record is public
        act.record(session, due=due_now(session), votes_for=vote.votes_for, detail=inside)
        return session


def declare_quorum(session: MeetingSession, *, actor: Account) -> MeetingSession:
    """清点人数: 实到会 reaches the line, the meeting is valid. Late arrivals are counted again when ballots are issued."""
    with election_act(Act.DECLARE_QUORUM, session.meeting.election, actor) as act:
        session = lock_session(session)
        if session.quorum_declared_at is not None:
            act.repeats()
            return session
        act.refuse([] if session.due_fixed is not None else [Issue("exclusions_not_voted", {})])
        figures = hall_figures(session)
        act.refuse(quorum_issues(figures.present, figures.due, figures.quorum))
        session.quorum_declared_at, session.quorum_due, session.quorum_present = act.now, figures.due, figures.present
        session.save(update_fields=["quorum_declared_at", "quorum_due", "quorum_present"])
        act.record(session, due=figures.due, present=figures.present, needed=figures.needed)
        return session


def adopt_method(session: MeetingSession, method: ElectionMethod, vote: HandVote, *, actor: Account) -> Meeting:
    """通过选举办法. It holds for every session of the meeting and cannot be changed once a ballot was opened under it."""
    with election_act(Act.ADOPT_METHOD, session.meeting.election, actor) as act:
        session = lock_session(session)
        meeting = session.meeting
        if meeting.adopted_method == method:
            same_vote(act, meeting.method_decision, vote)
            act.repeats()
            return meeting
        act.refuse(_method_issues(act, session, method))
        meeting.method_decision = vote_in_hall(act, session, "election_method", "通过选举办法", vote)
        meeting.method = method.to_json()
        meeting.save(update_fields=["method", "method_decision"])
        act.record(meeting, ballot=method.ballot, further=method.further_candidates, votes_for=vote.votes_for)
        return meeting


def set_speech_order(meeting: Meeting, order: Sequence[RollEntry], *, actor: Account) -> Meeting:
    """抽签: the candidates in the order in which they speak, before the first does. Drawn before everybody, never by the program."""
    with election_act(Act.SET_SPEECH_ORDER, meeting.election, actor) as act:
        meeting = Meeting.objects.select_for_update().select_related("election").get(pk=meeting.pk)
        drawn = [entry.pk for entry in order]
        if drawn and drawn == meeting.speech_order:
            act.repeats()
            return meeting
        act.refuse(_order_issues(meeting, drawn))
        meeting.speech_order = drawn
        meeting.save(update_fields=["speech_order"])
        act.record(meeting, order=drawn)
        return meeting


def _order_issues(meeting: Meeting, drawn: Sequence[int]) -> Iterator[Issue]:
    speakers = {candidate.entry_id for candidate in candidates_of(meeting)}
    if sorted(drawn) != sorted(speakers):
        yield Issue("speech_order_incomplete", {"speakers": len(speakers)})
    live = live_speech(meeting.election)
    first = Speech.objects.filter(session__meeting=meeting, kind=Speech.Kind.SPEECH).first() or live
    if first is not None and first.kind == Speech.Kind.SPEECH:
        yield Issue("speech_order_too_late", {"name": first.speaker})


def record_speech(
    session: MeetingSession,
    kind: str,
    *,
    actor: Account,
    speaker: str,
    entry: RollEntry | None = None,
    began_at: datetime | None = None,
    seconds: int = 0,
) -> Speech:
    """Report of the outgoing secretary, how the candidates came about, speeches, questions, statement of the elected."""
    with election_act(Act.RECORD_SPEECH, session.meeting.election, actor) as act:
        act.refuse([] if speaker.strip() else [Issue("meeting_incomplete", {"field": "speaker"})])
        act.refuse([] if kind in Speech.Kind.values else [Issue("kind_unknown", {"kind": kind})])
        speech = Speech.objects.create(
            session=session,
            kind=kind,
            entry=entry,
            speaker=speaker,
            began_at=began_at or session.moment(act.now),
            seconds=seconds,
            recorded_by=act.officer,
        )
        act.record(speech, kind=kind, seconds=seconds)
        return speech


def adjourn_session(session: MeetingSession, *, actor: Account, reason: str, resumes_at: datetime | None = None) -> MeetingSession:
    """休会: the quorum is not reached, or the meeting goes on another day. With a date the meeting is moved to it."""
    with election_act(Act.ADJOURN_SESSION, session.meeting.election, actor) as act:
        session = MeetingSession.objects.select_for_update().select_related("meeting__election").get(pk=session.pk)
        if session.adjourned_at is not None:
            act.repeats(session, adjourn_reason=reason, resumes_at=resumes_at)
            return session
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        act.refuse(_ending_issues(act, session, resumes_at))
        session.adjourned_at, session.adjourn_reason, session.resumes_at = act.now, reason, resumes_at
        session.save(update_fields=["adjourned_at", "adjourn_reason", "resumes_at"])
        if resumes_at is not None:
            move_meeting(act, session.meeting, resumes_at, reason)
        act.record(session, due=due_now(session), present=len(present_entries(session)), detail={"reason": reason})
        return session


def close_session(session: MeetingSession, *, actor: Account) -> MeetingSession:
    with election_act(Act.CLOSE_SESSION, session.meeting.election, actor) as act:
        session = MeetingSession.objects.select_for_update().select_related("meeting__election").get(pk=session.pk)
        if session.closed_at is not None:
            act.repeats()
            return session
        act.refuse(_ending_issues(act, session, None))
        session.closed_at = act.now
        session.save(update_fields=["closed_at"])
        act.record(session, due=due_now(session), present=len(present_entries(session)))
        return session


def lock_session(session: MeetingSession) -> MeetingSession:
    """Anew, under the lock of the act."""
    return MeetingSession.objects.select_for_update().select_related("meeting__election__cycle").get(pk=session.pk)


def sitting_issues(session: MeetingSession) -> Iterator[Issue]:
    if not session.sits:
        yield Issue("session_over", {"number": session.number})


def vote_in_hall(
    act: ElectionAct, session: MeetingSession, matter: str, resolution: str, vote: HandVote, *, half_is_enough: bool = False
) -> Decision:
    """Within another act: those present have raised their hands, and more than half of them for it (or half, by an act's own rule)."""
    meeting = session.meeting
    minutes = Minutes(
        body=BODIES[Meeting.Kind(meeting.kind)],
        matter=matter,
        place=meeting.place,
        chair=meeting.chair,
        due=due_now(session),
        present=len(present_entries(session)),
        votes_for=vote.votes_for,
        votes_against=vote.against,
        abstained=vote.abstained,
        resolution=resolution,
    )
    act.refuse(sitting_issues(session))
    act.refuse([] if half_is_enough else carried_issues(minutes))
    return decide(act, minutes, held_at=session.moment(act.now))


def same_vote(act: ElectionAct, standing: Decision | None, vote: HandVote) -> None:
    """Within an act that is repeated: the hands were counted before, and otherwise."""
    same_minutes(act, standing, votes_for=vote.votes_for, votes_against=vote.against, abstained=vote.abstained)


def _opening_issues(act: ElectionAct, meeting: Meeting) -> Iterator[Issue]:
    planned, today = timezone.localdate(meeting.starts_at), timezone.localdate(act.fact_at)
    if planned != today:
        yield Issue("not_the_meeting_day", {"planned": planned.isoformat(), "today": today.isoformat()})
    if meeting.is_plenary:
        yield from committee_issues(meeting)


def _method_issues(act: ElectionAct, session: MeetingSession, method: ElectionMethod) -> Iterator[Issue]:
    if session.quorum_declared_at is None:
        yield Issue("quorum_not_declared", {})
    if BallotRound.objects.filter(session__meeting=session.meeting).exists():
        yield Issue("method_in_use", {})
    yield from method_issues(method, act.election.rules, plenary=session.meeting.is_plenary)


def _ending_issues(act: ElectionAct, session: MeetingSession, resumes_at: datetime | None) -> Iterator[Issue]:
    yield from sitting_issues(session)
    if BallotRound.objects.filter(session=session, closed_at=None).exists():
        yield Issue("round_still_open", {})
    if resumes_at is not None and resumes_at <= act.now:
        yield Issue("meeting_in_the_past", {"date": resumes_at.isoformat(), "now": act.now.isoformat()})
    if resumes_at is not None:
        yield from moved_issues(session.meeting, resumes_at)
