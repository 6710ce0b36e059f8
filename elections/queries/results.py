"""How a contest stands: who is elected, how many seats are left, and what comes next."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet, Sum

from elections.models import (
    BallotRound,
    Contest,
    Elected,
    Election,
    Meeting,
    MeetingSession,
    Outcome,
    RollEntry,
    RoundCandidate,
    SeatReduction,
)
from elections.queries.decisions import DISCIPLINE_SECRETARY_PASSED, matters_by_hand
from elections.queries.slate import plan_of, stand_issues
from elections.rules.contests import leaders_from_committee
from elections.rules.issues import Issue
from elections.rules.outcomes import Next

FIRST_BALLOT = "first_ballot"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestState:
    """`next` is a `Next`, or `first_ballot` where nobody has voted on it yet. `outcome` is the newest one that stands."""

    contest: Contest
    elected: tuple[Elected, ...]
    given_up: int
    seats_left: int
    next: str
    outcome: Outcome | None

    @property
    def settled(self) -> bool:
        return self.next == Next.NONE


def contest_state(contest: Contest) -> ContestState:
    return _states([contest])[0]


def settled_meetings(election: Election) -> set[int]:
    """Meetings that sat, sit no more, and have nothing left to elect."""
    sat = MeetingSession.objects.filter(meeting__election=election, closed_at__isnull=False)
    stages = {pk: Meeting(kind=kind).stage for pk, kind in sat.values_list("meeting", "meeting__kind")}
    open_stages = {state.contest.stage for state in contest_states(election) if not state.settled} if stages else set()
    return {pk for pk, stage in stages.items() if stage not in open_stages}


def contest_states(election: Election, stage: str | None = None) -> list[ContestState]:
    contests = Contest.objects.filter(election=election)
    return _states(list(contests.filter(stage=stage) if stage else contests))


def _states(contests: Sequence[Contest]) -> list[ContestState]:
    """Three queries for any number of contests: every page of the hall asks."""
    elected: dict[int, list[Elected]] = defaultdict(list)
    for person in Elected.objects.standing().filter(contest__in=contests).select_related("entry"):
        elected[person.contest_id].append(person)
    reduced = SeatReduction.objects.filter(contest__in=contests).order_by().values_list("contest").annotate(total=Sum("seats"))
    given_up = dict(reduced)
    # In the order in which they came about, so that the last one of a contest stays.
    newest = {outcome.round_contest.contest_id: outcome for outcome in _outcomes().filter(round_contest__contest__in=contests)}
    return [_state(contest, elected[contest.pk], given_up.get(contest.pk, 0), newest.get(contest.pk)) for contest in contests]


def _state(contest: Contest, elected: Sequence[Elected], given_up: int, outcome: Outcome | None) -> ContestState:
    left = contest.seats - len(elected) - given_up
    return ContestState(
        contest=contest, elected=tuple(elected), given_up=given_up, seats_left=left, next=_next(outcome, left), outcome=outcome
    )


def _outcomes() -> QuerySet[Outcome]:
    found = Outcome.objects.standing().select_related("round_contest__round")
    return found.order_by("round_contest__round__opened_at", "round_contest__round", "pk")


def newest_outcome(contest: Contest) -> Outcome | None:
    return _outcomes().filter(round_contest__contest=contest).last()


def tied_out(election: Election, outcome: Outcome, day: date) -> list[str]:
    """Who of the tied may not stand any more: the run-off cannot be held, the outcome is decided again without them."""
    people = RollEntry.objects.filter(election=election, name__in=outcome.tied).standing()
    return [entry.name for entry in people if any(stand_issues(election, [entry], day))]


def _next(outcome: Outcome | None, left: int) -> str:
    """Seats that stay empty after an outcome that needed nothing more (somebody declined) go to a further election."""
    if left <= 0:
        return Next.NONE
    if outcome is None:
        return FIRST_BALLOT
    return Next.FURTHER_ELECTION if outcome.next == Next.NONE else outcome.next


def from_committee(election: Election) -> bool:
    """Whether the leaders are chosen from among the elected committee. Without a plan on record, as the rule set says."""
    plan = plan_of(election)
    if plan is not None:
        return leaders_from_committee(plan.posts, election.rules)
    return election.rules.secretary_elected_by == "plenary"


class Standings:
    """The contests of an election as they stand, for whoever asks about several: everything is read once. Who changes something
    reads them anew."""

    def __init__(self, election: Election) -> None:
        self.election = election

    @cached_property
    def contests(self) -> list[Contest]:
        """In the order in which they are decided. Each knows this very election, so that its rules are not read again."""
        return list(self.election.contests.all())

    @cached_property
    def states(self) -> dict[int, ContestState]:
        return {state.contest.pk: state for state in _states(self.contests)}

    @cached_property
    def from_committee(self) -> bool:
        return from_committee(self.election)

    def of_stage(self, stage: str) -> list[ContestState]:
        return [self.states[contest.pk] for contest in self.contests if contest.stage == stage]

    def of_post(self, post: Contest.Post) -> list[Contest]:
        return [contest for contest in self.contests if contest.post == post]

    def same_body(self, contest: Contest) -> list[Contest]:
        """The contests among which nobody is elected twice, this one included."""
        if contest.post in (Contest.Post.DISCIPLINE, Contest.Post.DISCIPLINE_SECRETARY):
            return [contest]
        body = [other for other in self.contests if other.is_leader or other.post == Contest.Post.COMMITTEE]
        if self.from_committee:
            return [other for other in body if other.is_leader == contest.is_leader]
        return body

    def before(self, contest: Contest) -> list[Contest]:
        """Those of the same body that are decided earlier."""
        return [other for other in self.same_body(contest) if other.order < contest.order]

    def seated_for(self, contest: Contest) -> set[int] | None:
        """From among whom the leaders are chosen; None where anybody may stand."""
        if contest.post == Contest.Post.DISCIPLINE_SECRETARY:
            bodies = self.of_post(Contest.Post.DISCIPLINE)
        elif contest.is_leader and self.from_committee:
            bodies = self.of_post(Contest.Post.COMMITTEE)
        else:
            return None
        return {person.entry_id for body in bodies for person in self.states[body.pk].elected}

    def elected_names(self, contests: Iterable[Contest]) -> set[str]:
        return {person.name for contest in contests for person in self.states[contest.pk].elected}

    def undecided_names(self, contests: Iterable[Contest]) -> set[str]:
        """Candidates of contests that were voted on and still have seats: who has a majority further down waits for them."""
        states = [self.states[contest.pk] for contest in contests]
        waiting = [state.outcome.round_contest for state in states if state.outcome is not None and not state.settled]
        return set(RoundCandidate.objects.filter(round_contest__in=waiting).values_list("name", flat=True)) if waiting else set()


def declined_people(election: Election) -> list[Elected]:
    """Who was elected and has declined, in the order of the posts."""
    found = Elected.objects.filter(contest__election=election, declined_at__isnull=False, superseded_at=None)
    return list(found.select_related("contest").order_by("contest__order", "pk"))


def undecided_rounds(meeting: Meeting) -> list[BallotRound]:
    """Opened, and nobody has decided them yet."""
    decided = Outcome.objects.standing().filter(round_contest__round__session__meeting=meeting)
    return list(BallotRound.objects.filter(session__meeting=meeting).exclude(pk__in=decided.values("round_contest__round")))


def committee_issues(meeting: Meeting) -> Iterator[Issue]:
    """A plenary waits until the body that meets in it is elected."""
    post = Contest.Post.COMMITTEE if meeting.kind == Meeting.Kind.PLENARY else Contest.Post.DISCIPLINE
    contest = Contest.objects.filter(election=meeting.election, post=post).first()
    if contest is None:
        yield Issue("slate_contest_unknown", {"contest": post.value})
        return
    state = contest_state(contest)
    if not state.settled:
        yield Issue("body_not_elected", {"contest": contest.code, "seats_left": state.seats_left})


def unsettled_issues(election: Election) -> Iterator[Issue]:
    """Every seat is filled, or given up by vote, before the result is certified."""
    for state in contest_states(election):
        if not state.settled:
            yield Issue("contest_not_settled", {"contest": state.contest.code, "seats_left": state.seats_left, "next": state.next})


def certifying_issues(election: Election) -> Iterator[Issue]:
    """What is missing before the result can be certified: seats, sittings, decisions, the committee's word on the discipline secretary."""
    yield from unsettled_issues(election)
    sessions = MeetingSession.objects.filter(meeting__election=election)
    if not sessions.exists():
        yield Issue("meeting_not_held", {})
    if sessions.filter(adjourned_at=None, closed_at=None).exists():
        yield Issue("session_sits", {})
    for meeting in {session.meeting for session in sessions.select_related("meeting")}:
        yield from (Issue("round_undecided", {"number": round.number}) for round in undecided_rounds(meeting))
    if DISCIPLINE_SECRETARY_PASSED in matters_by_hand(election):
        yield Issue("discipline_secretary_not_passed", {"matter": DISCIPLINE_SECRETARY_PASSED})
