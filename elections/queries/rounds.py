"""The rounds of an election as the hall sees them: how far each is, its control figures, and what can be voted on next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Prefetch, Q, QuerySet

from elections.models import (
    Attestation,
    BallotCode,
    BallotIssue,
    BallotRound,
    Contest,
    Election,
    Meeting,
    MeetingSession,
    Outcome,
    RollEntry,
    RoundContest,
)
from elections.queries.meetings import current_session, due_now, present_entries
from elections.queries.papers import DISCIPLINE, papers_due
from elections.queries.results import ContestState, contest_states
from elections.rules.outcomes import Next
from elections.rules.quorum import quorum_needed
from elections.rules.roll_columns import name_or_number


@dataclass(frozen=True)
class RoundState:
    """`step`: voting, counting, deciding, decided or void."""

    round: BallotRound
    contests: tuple[RoundContest, ...]
    attestation: Attestation | None
    outcomes: tuple[Outcome, ...]
    handed_out: int  # ballots of this round in hands or in the box, net of replaced ones

    @property
    def step(self) -> str:
        if self.round.voided_at is not None:
            return "void"
        if self.round.closed_at is None:
            return "voting"
        if self.outcomes:
            return "decided"
        return "deciding" if self.is_signed or not self.is_valid else "counting"

    @property
    def is_signed(self) -> bool:
        return self.attestation is not None and self.attestation.attested_at is not None

    @property
    def is_valid(self) -> bool:
        """收回的选票不多于发出的: until the box is open nothing speaks against it."""
        returned = self.round.returned or 0
        return self.round.closed_at is None or (returned <= (self.round.issued or 0) and returned <= (self.round.voters or 0))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(row.contest.code for row in self.contests)

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.kind for row in self.contests))

    @property
    def papers_left(self) -> int:
        """As the desk's own figures say while ballots are handed out; the papers are counted when the box is opened."""
        return max(0, self.round.printed + self.round.codes_prepared - self.handed_out - self.round.replaced)

    @cached_property
    def due(self) -> int | None:
        """Of the round once a ballot is in a hand; until then of the hall."""
        waits = self.round.due is None and self.step == "voting"
        return due_now(self.round.session) if waits else self.round.due

    @cached_property
    def present(self) -> int | None:
        waits = self.round.present is None and self.step == "voting"
        return present_count(self.round.session) if waits else self.round.present

    @cached_property
    def needed(self) -> int:
        return quorum_needed(self.round.due or 0, self.round.session.meeting.election.rules.quorum)


@dataclass(frozen=True, slots=True)
class NextPaper:
    """Contests that go together on the next paper; `steps`: first_ballot, runoff, further_election, repeat_ballot."""

    codes: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True)
class MeetingRounds:
    """A meeting with its contests, its rounds, and the papers that can be opened now."""

    meeting: Meeting
    session: MeetingSession | None
    states: tuple[ContestState, ...]
    rounds: tuple[RoundState, ...]
    papers: tuple[NextPaper, ...]

    @property
    def running(self) -> RoundState | None:
        return next((item for item in self.rounds if item.step not in ("decided", "void")), None)

    @property
    def is_settled(self) -> bool:
        return all(state.settled for state in self.states)


def meeting_rounds(election: Election) -> list[MeetingRounds]:
    """Of every meeting that was convened, the members' first."""
    meetings = sorted(
        Meeting.objects.filter(election=election).select_related("election__cycle"), key=lambda item: (item.is_plenary, item.pk)
    )
    rounds = round_states(election)
    return [_of_meeting(meeting, [item for item in rounds if item.round.session.meeting_id == meeting.pk]) for meeting in meetings]


def _of_meeting(meeting: Meeting, rounds: Sequence[RoundState]) -> MeetingRounds:
    states = tuple(contest_states(meeting.election, meeting.stage))
    return MeetingRounds(meeting, current_session(meeting), states, tuple(rounds), tuple(_papers(meeting, states)))


def _papers(meeting: Meeting, states: Sequence[ContestState]) -> Iterator[NextPaper]:
    """Only what has its turn: of posts voted on one after another the first."""
    steps = {state.contest.code: str(state.next) for state in states}
    alone = {state.contest.code for state in states if state.contest.post in DISCIPLINE}
    before = False
    for codes in papers_due(meeting, states):
        if before and not alone & set(codes):
            continue
        before = before or not alone & set(codes)
        yield NextPaper(tuple(codes), tuple(dict.fromkeys(steps[code] for code in codes)))


def round_states(election: Election) -> list[RoundState]:
    """Oldest first."""
    return [_state(round) for round in _rounds(election).order_by("session__meeting", "number")]


def round_state(election: Election, pk: int) -> RoundState | None:
    found = _rounds(election).filter(pk=pk).first()
    return _state(found) if found else None


def round_of(election: Election, pk: int) -> BallotRound | None:
    return (
        BallotRound.objects.filter(session__meeting__election=election, pk=pk).select_related("session__meeting__election__cycle").first()
    )


def sitting_session(election: Election, pk: int) -> MeetingSession | None:
    """A session of this election, whether it still sits or not; the acts say what is possible in it."""
    return MeetingSession.objects.filter(meeting__election=election, pk=pk).select_related("meeting__election__cycle").first()


def contest_in_session(election: Election, pk: int, contest: str) -> tuple[MeetingSession, Contest] | None:
    session = sitting_session(election, pk)
    found = Contest.objects.filter(election=election, code=contest).select_related("election__cycle").first()
    return (session, found) if session and found and found.stage == session.meeting.stage else None


def present_count(session: MeetingSession) -> int:
    return len(present_entries(session))


def handed_out(round: BallotRound) -> int:
    return BallotIssue.objects.filter(round=round).count()


def cast_electronically(round: BallotRound) -> int:
    """How many, and nothing of what they say."""
    return round.codes_prepared - BallotCode.objects.filter(round=round).count() if round.closed_at is None else 0


def open_now(state: ContestState) -> bool:
    """Whether this contest can be voted on: seats are left, and no earlier contest has to be decided first."""
    return not state.settled and state.next != Next.PENDING


def entries_called(election: Election, words: Sequence[str]) -> list[list[RollEntry]]:
    """For each word, a name or a number of the roll, everybody who bears it."""
    called = [name_or_number(word) for word in words]
    numbers = [int(word) for word in called if word.isdecimal()]
    found = RollEntry.objects.filter(Q(name__in=called) | Q(number__in=numbers), election=election).standing()
    people = list(found.select_related("branch"))
    return [[entry for entry in people if word in (entry.name, str(entry.number))] for word in called]


def _rounds(election: Election) -> QuerySet[BallotRound]:
    contests = RoundContest.objects.select_related("contest").order_by("order")
    outcomes = Outcome.objects.standing().select_related("round_contest__contest")
    return (
        BallotRound.objects.filter(session__meeting__election=election)
        .select_related("session__meeting__election__cycle")
        .prefetch_related(
            Prefetch("contests", contests, to_attr="paper"),
            Prefetch("paper__outcomes", outcomes, to_attr="decided"),
            Prefetch("attestations", Attestation.objects.standing(), to_attr="signed"),
        )
        .annotate(handed_out=Count("issues", distinct=True))
    )


def _state(round: BallotRound) -> RoundState:
    contests: tuple[RoundContest, ...] = tuple(round.paper)  # type: ignore[attr-defined]
    outcomes = tuple(outcome for row in contests for outcome in row.decided)  # type: ignore[attr-defined]
    signed: list[Attestation] = round.signed  # type: ignore[attr-defined]
    return RoundState(round, contests, signed[0] if signed else None, outcomes, round.handed_out)  # type: ignore[attr-defined]
