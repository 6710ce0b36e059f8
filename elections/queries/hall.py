"""What stands in the hall now: which meeting, which session, and how far the agenda is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from elections.models import Candidate, Election, Meeting, MeetingSession, Official, Speech
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.quorum import quorum_finding

from .meetings import HallFigures, consented_exclusions, declared_figures, hall_figures
from .meetings import current_session as current_session
from .results import contest_states
from .rounds import MeetingRounds, meeting_rounds


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the agenda. `optional`: nothing that follows waits for it. `detail`: so many of so many, or who."""

    code: str
    done: bool
    act: Act
    optional: bool = False
    detail: str = ""
    kind: str = ""  # of a speech


@dataclass(frozen=True, slots=True)
class Agenda:
    items: tuple[Item, ...]

    @property
    def after(self) -> Item | None:
        """The first line that everything else waits for."""
        return next((item for item in self.items if not item.done and not item.optional), None)

    @property
    def now(self) -> Item | None:
        """What comes next: a speech that has its turn before that line, or the line itself."""
        end = self.items.index(self.after) if self.after else len(self.items)
        before = self.items[:end]
        first = max((place for place, item in enumerate(before, start=1) if item.done and not item.optional), default=0)
        return next((item for item in before[first:] if not item.done), self.after)


@dataclass(frozen=True, slots=True)
class Sitting:
    """The meeting in the hall, its session (the one that sits, else the last), its rounds and its agenda."""

    meeting: Meeting
    session: MeetingSession | None
    rounds: MeetingRounds
    agenda: Agenda

    @property
    def sits(self) -> bool:
        return self.session is not None and self.session.sits


def meetings_of(election: Election) -> list[Meeting]:
    """The members' (or delegates') meeting first, then the plenaries in the order in which they were convened."""
    found = Meeting.objects.filter(election=election).select_related("election__cycle__office", "election__community")
    return sorted(found, key=lambda meeting: (meeting.is_plenary, meeting.pk))


def meeting_in_hall(election: Election) -> Meeting | None:
    """The one that sits; else the first that still has something to elect; else the last."""
    meetings = meetings_of(election)
    sitting = MeetingSession.objects.filter(meeting__in=meetings, adjourned_at=None, closed_at=None).order_by("-opened_at", "-pk").first()
    if sitting is not None:
        return next(meeting for meeting in meetings if meeting.pk == sitting.meeting_id)
    open_ones = (meeting for meeting in meetings if not all(state.settled for state in contest_states(election, meeting.stage)))
    return next(open_ones, meetings[-1] if meetings else None)


def last_session(meeting: Meeting) -> MeetingSession | None:
    return meeting.sessions.select_related("meeting__election__cycle").order_by("number").last()


def session_of(election: Election, pk: int) -> MeetingSession | None:
    return MeetingSession.objects.filter(meeting__election=election, pk=pk).select_related("meeting__election__cycle").first()


def convened(election: Election, pk: int) -> Meeting | None:
    return Meeting.objects.filter(election=election, pk=pk).select_related("election__cycle").first()


def sitting_in(election: Election) -> Sitting | None:
    """None where no meeting is convened."""
    meeting = meeting_in_hall(election)
    if meeting is None:
        return None
    rounds = next(item for item in meeting_rounds(election) if item.meeting.pk == meeting.pk)
    session = last_session(meeting)
    return Sitting(meeting, session, rounds, agenda(meeting, session, rounds))


def agenda(meeting: Meeting, session: MeetingSession | None, rounds: MeetingRounds) -> Agenda:
    """In the usual order of such a meeting; a later session does not adopt and approve again."""
    spoken = list(Speech.objects.filter(session__meeting=meeting).values_list("kind", "entry"))
    own = session if session is not None and session.sits else None
    ended = session is not None and session.ended_at is not None and rounds.is_settled
    lines = [Item("open", own is not None or ended, Act.OPEN_SESSION)]
    if not meeting.is_plenary and _waits_for_vote(meeting, session):
        lines.append(Item("exclusions", own is not None and own.due_fixed is not None, Act.VOTE_ON_EXCLUSIONS))
    lines.append(Item("quorum", ended or (own is not None and own.quorum_declared_at is not None), Act.DECLARE_QUORUM))
    lines += _speech_lines(meeting, spoken, [Speech.Kind.OUTGOING_REPORT])
    lines.append(Item("method", meeting.method_decision_id is not None, Act.ADOPT_METHOD))
    lines += _speech_lines(meeting, spoken, [Speech.Kind.HOW_NOMINATED, Speech.Kind.SPEECH])
    lines.append(Item("officials", meeting.officials_decision_id is not None, Act.APPROVE_OFFICIALS))
    lines.append(Item("ballot", rounds.is_settled, Act.OPEN_ROUND))
    lines.append(_speech(spoken, Speech.Kind.STATEMENT))
    lines.append(Item("close", ended, Act.CLOSE_SESSION))
    return Agenda(tuple(lines))


def quorum_in_words(figures: HallFigures) -> Issue:
    return quorum_finding(figures.present, figures.due, figures.quorum)


def figures_of(session: MeetingSession) -> HallFigures:
    """Heads as they are while the session sits, as they were declared once it is over."""
    return hall_figures(session) if session.sits else declared_figures(session)


def candidates_of(meeting: Meeting) -> list[Candidate]:
    """Those who stand in this meeting's contests, in the order of the ballot paper; somebody may stand for two posts."""
    standing = Candidate.objects.free().filter(contest__election=meeting.election, contest__stage=meeting.stage)
    return list(standing.select_related("contest", "entry"))


def official_of(election: Election, pk: int) -> Official | None:
    return Official.objects.serving().filter(meeting__election=election, pk=pk).select_related("entry", "meeting__election").first()


def official_in_session(election: Election, pk: int) -> tuple[Official, MeetingSession] | None:
    """With the session in which somebody else can be voted in; none sits, nobody is replaced."""
    official = official_of(election, pk)
    session = current_session(official.meeting) if official else None
    return (official, session) if official and session else None


def session_that_sits(election: Election) -> MeetingSession | None:
    meeting = meeting_in_hall(election)
    session = last_session(meeting) if meeting else None
    return session if session and session.sits else None


def _waits_for_vote(meeting: Meeting, session: MeetingSession | None) -> bool:
    if session is not None and session.sits and session.due_fixed is not None:
        return session.exclusions_decision_id is not None
    return meeting.kind == Meeting.Kind.MEMBERS and bool(consented_exclusions(meeting.election))


def _speech_lines(meeting: Meeting, spoken: Collection[tuple[str, int | None]], kinds: Sequence[str]) -> list[Item]:
    """A plenary of a few hears no reports."""
    if meeting.is_plenary:
        return []
    return [_candidates_line(meeting, spoken) if kind == Speech.Kind.SPEECH else _speech(spoken, kind) for kind in kinds]


def _speech(spoken: Collection[tuple[str, int | None]], kind: str) -> Item:
    return Item(kind, any(said == kind for said, _entry in spoken), Act.RECORD_SPEECH, optional=True, kind=kind)


def _candidates_line(meeting: Meeting, spoken: Collection[tuple[str, int | None]]) -> Item:
    wanted = {candidate.entry_id for candidate in candidates_of(meeting)}
    heard = {entry for kind, entry in spoken if kind == Speech.Kind.SPEECH} & wanted
    done = bool(wanted) and heard == wanted
    return Item(Speech.Kind.SPEECH, done, Act.RECORD_SPEECH, optional=True, detail=f"{len(heard)}/{len(wanted)}", kind=Speech.Kind.SPEECH)
