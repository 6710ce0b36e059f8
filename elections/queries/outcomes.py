"""What a round has come to, name by name, with the votes that were needed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from elections.models import (
    BallotRound,
    Candidate,
    Contest,
    Elected,
    Election,
    Meeting,
    MeetingSession,
    Outcome,
    RollEntry,
    RoundContest,
)
from elections.queries.counts import round_totals
from elections.queries.results import ContestState, Standings, certifying_issues, tied_out
from elections.rules.ballots import BallotKind
from elections.rules.issues import Issue
from elections.rules.majority import has_majority, majority_base, majority_needed
from elections.rules.outcomes import Next, is_near_full
from elections.rules.tally import ContestTotals


@dataclass(frozen=True, slots=True)
class NameLine:
    """`came_to`: elected, tied, already (elected to another post), refused or nothing. `elected` is the row as long as it stands."""

    name: str
    in_favour: int
    against: int | None
    abstain: int | None
    came_to: str
    elected: Elected | None
    missing: int  # votes short of a majority; 0 where none was needed
    written_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """`is_newest`: nobody has voted on this contest since."""

    outcome: Outcome
    contest: Contest
    totals: ContestTotals
    lines: tuple[NameLine, ...]
    base: int
    needed: int
    state: ContestState
    is_newest: bool
    may_give_up: bool
    tied_out: tuple[str, ...]
    can_decide: bool  # it was pending, and what it waited for is settled

    @property
    def elected(self) -> tuple[NameLine, ...]:
        return tuple(line for line in self.lines if line.elected and not line.elected.declined_at)

    @property
    def declined(self) -> tuple[NameLine, ...]:
        return tuple(line for line in self.lines if line.elected and line.elected.declined_at)

    @property
    def next(self) -> str:
        return self.state.next if self.is_newest else Next.NONE


def outcomes_of(round: BallotRound, today: date) -> list[OutcomeView]:
    election = round.session.meeting.election
    totals = round_totals(round)
    found = Outcome.objects.standing().filter(round_contest__round=round).select_related("round_contest__contest__election__cycle")
    elected = Elected.objects.filter(outcome__round_contest__round=round, superseded_at=None).select_related("entry")
    rows: dict[int, dict[str, Elected]] = {}
    for row in elected:
        rows.setdefault(row.outcome_id, {})[row.name] = row
    base = majority_base(election.rules, present=round.present or 0, due=round.due or 0)
    standings = Standings(election)
    return [
        _view(outcome, standings, totals[outcome.round_contest.contest.code], rows.get(outcome.pk, {}), base, today)
        for outcome in found.order_by("round_contest__order")
    ]


def _view(
    outcome: Outcome, standings: Standings, totals: ContestTotals, elected: Mapping[str, Elected], base: int, today: date
) -> OutcomeView:
    contest = outcome.round_contest.contest
    state = standings.states[contest.pk]
    newest = state.outcome == outcome
    return OutcomeView(
        outcome=outcome,
        contest=contest,
        totals=totals,
        lines=tuple(_lines(outcome, totals, elected, 0 if totals.contest.kind is BallotKind.RUNOFF else majority_needed(base))),
        base=base,
        needed=majority_needed(base),
        state=state,
        is_newest=newest,
        may_give_up=newest and _may_give_up(state),
        can_decide=newest and state.next == Next.PENDING and not standings.undecided_names(standings.before(contest)),
        tied_out=tuple(tied_out(standings.election, outcome, today)) if newest and state.next == Next.RUNOFF else (),
    )


def _lines(outcome: Outcome, totals: ContestTotals, elected: Mapping[str, Elected], needed: int) -> list[NameLine]:
    """In the order of the paper; names written in behind them."""

    def line(name: str, in_favour: int, against: int | None, abstain: int | None, *, written_in: bool = False) -> NameLine:
        missing = max(0, needed - in_favour)
        return NameLine(name, in_favour, against, abstain, _came_to(outcome, name, elected), elected.get(name), missing, written_in)

    lines = [line(name, votes.in_favour, votes.against, votes.abstain) for name, votes in totals.names.items()]
    return lines + [line(name, votes, None, None, written_in=True) for name, votes in totals.write_ins.items()]


def _came_to(outcome: Outcome, name: str, elected: Mapping[str, Elected]) -> str:
    if name in elected:
        return "declined" if elected[name].declined_at else "elected"
    for what, names in (("tied", outcome.tied), ("already", outcome.already_elected), ("refused", outcome.refused)):
        if name in names:
            return what
    return ""


def _may_give_up(state: ContestState) -> bool:
    """Whether the meeting may be asked: near the full number, never the secretary."""
    posts = (Contest.Post.SECRETARY, Contest.Post.DISCIPLINE_SECRETARY)
    filled = state.contest.seats - state.seats_left
    return state.next == Next.FURTHER_ELECTION and state.contest.post not in posts and is_near_full(state.contest.seats, filled)


def unclear_write_ins(round: BallotRound) -> dict[str, list[RollEntry]]:
    """Names written in often enough to be elected whom the roll does not tell alone: name -> who bears it."""
    election = round.session.meeting.election
    base = majority_base(election.rules, present=round.present or 0, due=round.due or 0)
    names = {name for totals in round_totals(round).values() for name, votes in totals.write_ins.items() if has_majority(votes, base)}
    found: dict[str, list[RollEntry]] = {name: [] for name in sorted(names)}
    for entry in RollEntry.objects.filter(election=election, name__in=names).standing().select_related("branch"):
        found[entry.name].append(entry)
    return {name: people for name, people in found.items() if len(people) != 1}


def elected_of(election: Election, pk: int) -> Elected | None:
    """Somebody elected whose seat stands, or who has declined it."""
    found = Elected.objects.filter(contest__election=election, pk=pk, superseded_at=None)
    return found.select_related("contest__election__cycle", "entry").first()


def seated_people(contest: Contest) -> list[RollEntry]:
    """From among whom a plenary's candidates are named, in the order of the roll."""
    seated = Standings(contest.election).seated_for(contest) or ()
    return list(RollEntry.objects.filter(pk__in=seated).select_related("branch").order_by("number"))


def contest_of(election: Election, contest: str) -> Contest | None:
    return Contest.objects.filter(election=election, code=contest).select_related("election__cycle").first()


@dataclass(frozen=True, slots=True)
class PlenaryContest:
    """A post that the new body elects from among itself. `is_open`: that body is elected and nobody has voted on the post yet."""

    contest: Contest
    names: tuple[str, ...]
    is_open: bool


def plenary_contests(election: Election) -> list[PlenaryContest]:
    standings = Standings(election)
    contests = [contest for contest in standings.contests if contest.stage != Contest.Stage.MEETING]
    named = Candidate.objects.free().filter(contest__in=contests).select_related("entry")
    names: dict[int, list[str]] = {}
    for candidate in named:
        names.setdefault(candidate.contest_id, []).append(candidate.entry.name)
    voted = set(RoundContest.objects.filter(contest__in=contests).values_list("contest_id", flat=True))
    return [
        PlenaryContest(contest, tuple(names.get(contest.pk, ())), contest.pk not in voted and _body_is_elected(contest, standings))
        for contest in contests
    ]


def result_steps(election: Election) -> Iterator[Issue]:
    """What stands between a meeting that is over and the certified result: the plenaries first, then what certifying itself asks for.
    Before the meeting, and while it sits, the hall says what comes next."""
    sessions = MeetingSession.objects.filter(meeting__election=election)
    if not sessions or any(session.sits for session in sessions):
        return
    convened = {meeting.stage for meeting in Meeting.objects.filter(election=election)}
    open_posts = [post for post in plenary_contests(election) if post.is_open]
    for stage in dict.fromkeys(post.contest.stage for post in open_posts if post.contest.stage not in convened):
        yield Issue("plenary_not_convened", {"meeting_kind": stage})
    unnamed = [post.contest.code for post in open_posts if not post.names]
    yield from (Issue("plenary_without_candidates", {"contest": code}) for code in unnamed)
    yield from (issue for issue in certifying_issues(election) if issue.params.get("contest") not in unnamed)


def _body_is_elected(contest: Contest, standings: Standings) -> bool:
    post = Contest.Post.DISCIPLINE if contest.stage == Contest.Stage.DISCIPLINE_PLENARY else Contest.Post.COMMITTEE
    return all(standings.states[body.pk].settled for body in standings.of_post(post))
