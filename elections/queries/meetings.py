"""应到会, 实到会 and who belongs in the hall. Counted whenever asked, until a declaration or a round fixes them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from elections.models import (
    BallotRound,
    Candidate,
    CheckIn,
    Contest,
    Decision,
    Elected,
    Election,
    Exclusion,
    Meeting,
    MeetingSession,
    Official,
    PreparatoryMeeting,
    Request,
    RollEntry,
)
from elections.models.meetings import OfficialQuerySet
from elections.models.roll import RollEntryQuerySet
from elections.queries.slate import reply_number
from elections.rules.issues import Issue
from elections.rules.quorum import has_quorum, quorum_needed, target_finding

# 党代表大会的代表: a capacity of the roll, not to be taken for 两代表一委员 ("delegate").
MEETING_DELEGATE = "meeting_delegate"

BODIES = {
    Meeting.Kind.MEMBERS: Decision.Body.MEMBERS_MEETING,
    Meeting.Kind.DELEGATES: Decision.Body.MEMBERS_MEETING,
    Meeting.Kind.PLENARY: Decision.Body.NEW_COMMITTEE,
    Meeting.Kind.DISCIPLINE_PLENARY: Decision.Body.NEW_DISCIPLINE_COMMITTEE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HallFigures:
    """The numbers of a session, kept apart: 党员总数 = full + probationary; with_vote − excluded = due, unless the excluded come."""

    total: int
    full: int
    probationary: int
    with_vote: int
    excluded: int
    due: int
    present: int
    needed: int
    quorum: str
    target: str  # 参与率 that the plan wants of the members; empty for a plenary

    @property
    def is_quorate(self) -> bool:
        return has_quorum(self.present, self.due, self.quorum)

    @property
    def target_finding(self) -> Issue | None:
        return target_finding(self.present, self.due, self.target) if self.target else None


def meeting_of(election: Election, kind: str) -> Meeting | None:
    return Meeting.objects.filter(election=election, kind=kind).first()


def electors(meeting: Meeting) -> RollEntryQuerySet:
    """Who votes here: members with the right, delegates, or those elected to the new committee."""
    roll = RollEntry.objects.filter(election=meeting.election)
    if meeting.is_plenary:
        post = Contest.Post.COMMITTEE if meeting.kind == Meeting.Kind.PLENARY else Contest.Post.DISCIPLINE
        elected = Elected.objects.standing().filter(contest__election=meeting.election, contest__post=post)
        return roll.filter(pk__in=elected.values("entry"))
    voting = roll.electors()
    if meeting.kind == Meeting.Kind.MEMBERS:
        return voting
    delegates = [entry.pk for entry in voting if MEETING_DELEGATE in entry.capacities]
    return roll.filter(pk__in=delegates)


def due_electors(meeting: Meeting) -> RollEntryQuerySet:
    """应到会 before anybody who was left out comes all the same. Delegates and committee members are all due."""
    found = electors(meeting)
    return found.due() if meeting.kind == Meeting.Kind.MEMBERS else found


def consented_exclusions(election: Election) -> list[Exclusion]:
    """Waiting for the meeting's vote; the superior's consent is the reply to the request of that kind."""
    if not reply_number(election, Request.Kind.EXCLUSIONS):
        return []
    waiting = Exclusion.objects.filter(entry__election=election, entry__removed_at=None)
    states = [Exclusion.State.PROPOSED, Exclusion.State.CONSENTED]
    return list(waiting.filter(state__in=states).select_related("entry").order_by("entry__number"))


def here_to_be_left_out(session: MeetingSession, exclusions: Collection[Exclusion]) -> list[Exclusion]:
    """In the hall while it is voted that they are not counted: as due as they are present."""
    here = present_entries(session)
    return [exclusion for exclusion in exclusions if exclusion.entry_id in here]


def current_session(meeting: Meeting) -> MeetingSession | None:
    return meeting.sessions.filter(adjourned_at=None, closed_at=None).first()


def present_entries(session: MeetingSession) -> set[int]:
    return set(CheckIn.objects.here().filter(session=session).values_list("entry_id", flat=True))


def counted_back(session: MeetingSession) -> int:
    """Left out of the number due, and here all the same: counted in both figures."""
    return CheckIn.objects.came().filter(session=session, counted_back=True).values("entry").distinct().count()


def due_in(session: MeetingSession) -> RollEntryQuerySet:
    """Who is due in this session, those counted back among them."""
    back = CheckIn.objects.came().filter(session=session, counted_back=True)
    return electors(session.meeting).filter(Q(pk__in=due_electors(session.meeting).values("pk")) | Q(pk__in=back.values("entry")))


def due_now(session: MeetingSession) -> int:
    """Before the vote on exclusions everybody with a vote is due."""
    if session.due_fixed is None:
        return electors(session.meeting).count()
    return session.due_fixed + counted_back(session)


def hall_figures(session: MeetingSession) -> HallFigures:
    due, present = due_now(session), len(present_entries(session))
    return _figures(session, due, present)


def declared_figures(session: MeetingSession) -> HallFigures:
    """As they were read out when the quorum was declared; before that, as they are now."""
    if session.quorum_due is None or session.quorum_present is None:
        return hall_figures(session)
    return _figures(session, session.quorum_due, session.quorum_present)


def round_figures(round: BallotRound) -> HallFigures:
    """As they were when the round's ballots were issued."""
    return _figures(round.session, round.due or 0, round.present or 0)


def _figures(session: MeetingSession, due: int, present: int) -> HallFigures:
    meeting = session.meeting
    members = RollEntry.objects.filter(election=meeting.election).standing().members()
    full = members.filter(membership=RollEntry.Membership.FULL).count()
    with_vote = electors(meeting).count()
    quorum = meeting.election.rules.quorum
    return HallFigures(
        total=members.count(),
        full=full,
        probationary=members.count() - full,
        with_vote=with_vote,
        excluded=max(0, with_vote - due),
        due=due,
        present=present,
        needed=quorum_needed(due, quorum),
        quorum=quorum,
        target="" if meeting.is_plenary else meeting.election.rules.participation_target,
    )


def approved_officials(meeting: Meeting) -> OfficialQuerySet:
    return Official.objects.approved().filter(meeting=meeting).select_related("entry")


def blocks(session: MeetingSession) -> dict[str, tuple[int, int]]:
    """清点人数 by block (branch or 包干组): name -> (present, due), for the board of the hall."""
    here = present_entries(session)
    counted: dict[str, tuple[int, int]] = {}
    for entry in due_in(session).select_related("branch"):
        name = entry.branch.name if entry.branch else ""
        present, due = counted.get(name, (0, 0))
        counted[name] = (present + (entry.pk in here), due + 1)
    return counted


def missing_electors(session: MeetingSession, limit_to: Collection[int] | None = None) -> list[RollEntry]:
    """Due and not here: whom to call."""
    away = due_in(session).exclude(pk__in=present_entries(session))
    return list(away if limit_to is None else away.filter(pk__in=limit_to))


def main_meeting(election: Election) -> Meeting | None:
    """The members' or the delegates' meeting, once it is convened."""
    return Meeting.objects.filter(election=election, kind__in=[Meeting.Kind.MEMBERS, Meeting.Kind.DELEGATES]).first()


def meetings_of(election: Election) -> list[Meeting]:
    """With the days on which they were to be held before, the earliest first."""
    return list(Meeting.objects.filter(election=election).select_related("election").prefetch_related("date_changes__by"))


def convened_meeting(election: Election, pk: int) -> Meeting | None:
    return Meeting.objects.filter(election=election, pk=pk).select_related("election__cycle").first()


def kinds_to_convene(election: Election) -> list[str]:
    """Members or delegates as long as neither is called; a plenary where the plan has contests for it, once the main meeting is called."""
    called = set(Meeting.objects.filter(election=election).values_list("kind", flat=True))
    if not called & {Meeting.Kind.MEMBERS.value, Meeting.Kind.DELEGATES.value}:
        return [Meeting.Kind.MEMBERS.value, Meeting.Kind.DELEGATES.value]
    stages = set(Contest.objects.filter(election=election).values_list("stage", flat=True))
    plenaries = (Meeting.Kind.PLENARY.value, Meeting.Kind.DISCIPLINE_PLENARY.value)
    return [kind for kind in plenaries if kind in stages and kind not in called]


def preparations(election: Election) -> list[PreparatoryMeeting]:
    return list(PreparatoryMeeting.objects.filter(election=election).select_related("branch", "scan"))


def preparation(election: Election, pk: int) -> PreparatoryMeeting | None:
    return PreparatoryMeeting.objects.filter(election=election, pk=pk).select_related("branch").first()


def proposed_officials(meeting: Meeting) -> list[Official]:
    return list(Official.objects.serving().filter(meeting=meeting).select_related("entry__branch"))


def who_may_serve(meeting: Meeting) -> list[RollEntry]:
    """Electors of the meeting who are no candidates in it, as the roll numbers them."""
    standing = Candidate.objects.standing().filter(contest__election=meeting.election, contest__stage=meeting.stage)
    return list(electors(meeting).exclude(pk__in=standing.values("entry")).select_related("branch").order_by("number"))
