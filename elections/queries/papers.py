"""选票上有谁: for a round that is about to be opened, its contests, the kind of each, the seats and the names."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import count

from django.utils import timezone

from elections.models import BallotRound, Candidate, Contest, Elected, Meeting, MeetingSession, Request, RollEntry, RoundCandidate
from elections.queries import notices
from elections.queries.meetings import approved_officials, present_entries
from elections.queries.readiness import reached_milestones
from elections.queries.results import ContestState, Standings, contest_states, undecided_rounds
from elections.queries.slate import reply_number, stand_issues
from elections.rules.acts import Milestone
from elections.rules.ballots import BallotKind, BallotStyle
from elections.rules.issues import Issue
from elections.rules.margin import margin_issues
from elections.rules.method import ElectionMethod
from elections.rules.outcomes import Next
from elections.rules.reconciliation import mixed_issues
from elections.rules.slate import ListedContest, list_issues
from elections.rules.stroke_order import sort_key

DISCIPLINE = (Contest.Post.DISCIPLINE, Contest.Post.DISCIPLINE_SECRETARY)
MEMBERS_POSTS = (Contest.Post.COMMITTEE, Contest.Post.DISCIPLINE)
Printed = tuple[RollEntry, int]  # with the number printed beside the name
NO_NUMBER = 0  # not numbered yet


@dataclass(frozen=True, slots=True)
class PaperContest:
    contest: Contest
    kind: BallotKind
    style: BallotStyle
    seats: int
    entries: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    contests: tuple[PaperContest, ...]
    issues: tuple[Issue, ...] = field(default=())


def papers_due(meeting: Meeting, states: Sequence[ContestState]) -> list[list[str]]:
    """Contest codes that go together on one paper, for the seats that are open. One paper for each contest where they are voted on in
    sequence and in a plenary, else one for all; the discipline committee has its own."""
    method = meeting.adopted_method or planned_method(meeting)
    return together(states, one_by_one=meeting.is_plenary or method.ballot == "sequential")


def planned_method(meeting: Meeting) -> ElectionMethod:
    """Until the meeting adopts its method: as the rule set says."""
    return ElectionMethod(ballot="list" if meeting.is_plenary else meeting.election.rules.ballot)


def together(states: Sequence[ContestState], *, one_by_one: bool) -> list[list[str]]:
    open_now = [state.contest for state in states if not state.settled and state.next != Next.PENDING]
    main = [contest.code for contest in open_now if contest.post not in DISCIPLINE]
    alone = [[contest.code] for contest in open_now if contest.post in DISCIPLINE]
    return ([[code] for code in main] if one_by_one else [main] if main else []) + alone


def opening_issues(
    session: MeetingSession, contests: Sequence[str], medium: str, printed: int, running: BallotRound | None
) -> Iterator[Issue]:
    """What stands against any round here and now, before anybody looks at the names."""
    meeting = session.meeting
    if not session.sits:
        yield Issue("session_over", {"number": session.number})
    if running is not None:
        yield Issue("round_still_open", {})
    yield from (Issue("round_undecided", {"number": round.number}) for round in undecided_rounds(meeting) if round != running)
    if session.quorum_declared_at is None:
        yield Issue("quorum_not_declared", {})
    if meeting.adopted_method is None:
        yield Issue("method_not_adopted", {})
    if meeting.officials_decision_id is None:
        yield Issue("officials_not_approved", {})
    if medium != "paper" and not reply_number(meeting.election, Request.Kind.ELECTRONIC_BALLOT):
        yield Issue("approval_missing", {"kind": Request.Kind.ELECTRONIC_BALLOT.value})
    present = len(present_entries(session))
    if medium == "paper" and printed < present:
        yield Issue("printed_too_few", {"printed": printed, "present": present})
    if medium == "both":
        yield from mixed_issues(present)
    yield from _choice_issues(session, contests)


def _choice_issues(session: MeetingSession, codes: Sequence[str]) -> Iterator[Issue]:
    """Which contests may be on one paper, and that none is taken before its turn."""
    meeting = session.meeting
    states = {state.contest.code: state for state in contest_states(meeting.election, meeting.stage)}
    yield from (Issue("slate_contest_unknown", {"contest": code}) for code in codes if code not in states)
    chosen = [states[code] for code in codes if code in states]
    if not codes or len(set(codes)) < len(codes):
        yield Issue("round_without_contest", {})
    for state in chosen:
        if state.settled:
            yield Issue("contest_settled", {"contest": state.contest.code})
        elif state.next == Next.PENDING:
            yield Issue("contest_pending", {"contest": state.contest.code})
    discipline = [state for state in chosen if state.contest.post == Contest.Post.DISCIPLINE]
    if discipline and len(chosen) > 1:
        yield Issue("discipline_own_ballot", {})
    yield from _turn_issues(meeting.adopted_method, list(states.values()), chosen)


def _turn_issues(method: ElectionMethod | None, states: Sequence[ContestState], chosen: Sequence[ContestState]) -> Iterator[Issue]:
    if method is not None and method.ballot == "sequential" and len(chosen) > 1:
        yield Issue("contests_in_sequence", {})
    for state in chosen:
        for earlier in states:
            waits = earlier.contest.order < state.contest.order and not earlier.settled and earlier not in chosen
            if waits and earlier.contest.post != Contest.Post.DISCIPLINE and state.contest.post != Contest.Post.DISCIPLINE:
                yield Issue("earlier_contest_first", {"contest": state.contest.code, "earlier": earlier.contest.code})


def paper_of(session: MeetingSession, codes: Sequence[str], names: Mapping[str, Sequence[RollEntry]], now: datetime) -> Paper:
    """The paper, and what stands against these names on it. Contests stand in the order in which they are decided."""
    method = session.meeting.adopted_method or ElectionMethod()
    standings = BallotStandings(session.meeting.election)
    made = printed_contests(standings, codes, method, names)
    return Paper(made, tuple(_paper_issues(session, standings, made, method, now)))


class BallotStandings(Standings):
    """With everybody who stands: what the next papers are made from."""

    @cached_property
    def free(self) -> dict[int, list[Candidate]]:
        """By contest, those on the slate who are not held."""
        found: dict[int, list[Candidate]] = defaultdict(list)
        for candidate in Candidate.objects.free().filter(contest__in=self.contests).select_related("entry"):
            found[candidate.contest_id].append(candidate)
        return found

    @cached_property
    def held(self) -> set[int]:
        return notices.held_entries(self.election)

    @cached_property
    def declined(self) -> set[tuple[int, int]]:
        """Contest and person: whoever was elected to a post and declined it may stand for the others."""
        found = Elected.objects.filter(contest__in=self.contests, declined_at__isnull=False)
        return set(found.values_list("contest_id", "entry_id"))

    @cached_property
    def printed(self) -> dict[int, list[Printed]]:
        """By contest, the names of its newest ballot."""
        before = {state.outcome.round_contest_id: pk for pk, state in self.states.items() if state.outcome}
        found: dict[int, list[Printed]] = defaultdict(list)
        for row in RoundCandidate.objects.filter(round_contest__in=before).select_related("entry"):
            found[before[row.round_contest_id]].append((row.entry, row.number))
        return found

    def in_running(self, contest: Contest) -> list[Printed]:
        """Free candidates who are not elected yet and have not declined; leaders out of the committee must have been elected to it."""
        taken, seated = self.elected_names(self.same_body(contest)), self.seated_for(contest)
        return [
            (candidate.entry, candidate.number)
            for candidate in self.free[contest.pk]
            if candidate.entry.name not in taken
            and candidate.entry_id not in self.held
            and (contest.pk, candidate.entry_id) not in self.declined
            and candidate.entry.disqualified_at is None
            and (seated is None or candidate.entry_id in seated)
        ]


def printed_contests(
    standings: BallotStandings, codes: Collection[str], method: ElectionMethod, names: Mapping[str, Sequence[RollEntry]]
) -> tuple[PaperContest, ...]:
    """What a paper with these contests would carry now, whether or not anybody may vote on it yet."""
    contests = [contest for contest in standings.contests if contest.code in codes]
    made = [_paper_contest(standings, contest, method, names.get(contest.code, ())) for contest in contests]
    return tuple(_numbered_anew(made) if _needs_numbers(made) else made)


def _paper_contest(standings: BallotStandings, contest: Contest, method: ElectionMethod, new: Sequence[RollEntry]) -> PaperContest:
    state = standings.states[contest.pk]
    style = BallotStyle.NUMBER if method.ballot == "number" else BallotStyle.LIST
    before = state.outcome.round_contest if state.outcome else None
    if before is None:
        return PaperContest(contest, BallotKind.FIRST, style, state.seats_left, _first_names(standings, contest))
    printed = standings.printed[contest.pk]
    if state.next == Next.RUNOFF and state.outcome is not None:
        return PaperContest(contest, BallotKind.RUNOFF, style, state.seats_left, _tied(state.outcome.tied, printed, contest))
    if state.next != Next.FURTHER_ELECTION:
        return PaperContest(contest, BallotKind(before.kind), BallotStyle(before.style), state.seats_left, tuple(printed))
    if method.further_candidates == "blank":
        return PaperContest(contest, BallotKind.FURTHER, BallotStyle.BLANK, state.seats_left, ())
    entries = list(new) if method.further_candidates == "new" else [entry for entry, _ in standings.in_running(contest)]
    return PaperContest(contest, BallotKind.FURTHER, style, state.seats_left, _in_order(contest, entries))


def _first_names(standings: BallotStandings, contest: Contest) -> tuple[Printed, ...]:
    """Those on the slate who are free; for the committee, where the rule set says so, the deputies' losers with them."""
    entries = dict(standings.in_running(contest))
    if standings.election.rules.cascade and contest.post == Contest.Post.COMMITTEE:
        settled = [deputy for deputy in standings.of_post(Contest.Post.DEPUTY) if standings.states[deputy.pk].settled]
        losers = {entry for deputy in settled for entry, _ in standings.in_running(deputy)} - entries.keys()
        if losers:
            return _in_order(contest, [*entries, *losers])
    return tuple(entries.items())


def _tied(tied: Sequence[str], printed: Sequence[Printed], contest: Contest) -> tuple[Printed, ...]:
    """In stroke order. A name that had been written in is found on the roll."""
    known = {entry.name: entry for entry, _ in printed}
    others = {entry.name: entry for entry in RollEntry.objects.filter(election=contest.election, name__in=tied).standing()}
    people = others | known
    return tuple((people[name], NO_NUMBER) for name in tied if name in people)


def _in_order(contest: Contest, entries: Sequence[RollEntry]) -> tuple[Printed, ...]:
    """Committee members in stroke order; the numbers follow once the whole paper is known."""
    ordered = sorted(entries, key=lambda entry: sort_key(entry.name)) if contest.post in MEMBERS_POSTS else list(entries)
    return tuple((entry, NO_NUMBER) for entry in ordered)


def _needs_numbers(made: Sequence[PaperContest]) -> bool:
    numbers = [number for item in made for _, number in item.entries]
    return NO_NUMBER in numbers or len(set(numbers)) < len(numbers)


def _numbered_anew(made: Sequence[PaperContest]) -> list[PaperContest]:
    """One run of numbers over the whole paper, so that a number means one name in one post."""
    numbers = count(1)
    return [replace(item, entries=tuple((entry, next(numbers)) for entry, _ in item.entries)) for item in made]


def _paper_issues(
    session: MeetingSession, standings: BallotStandings, made: Sequence[PaperContest], method: ElectionMethod, now: datetime
) -> Iterator[Issue]:
    election = standings.election
    first = [item for item in made if item.kind is BallotKind.FIRST]
    if first and not session.meeting.is_plenary and Milestone.BALLOT_PROOF_APPROVED not in reached_milestones(election):
        yield Issue("milestone_missing", {"milestone": Milestone.BALLOT_PROOF_APPROVED.value})
    listed = [_listed(standings, item) for item in first]
    as_printed = replace(election.rules, cascade=False)  # who has lost stands on the paper by now; who may yet lose is no candidate on it
    yield from list_issues(listed, as_printed, leaders_from_committee=False, order_reason="as certified")
    for item in made:
        yield from _further_issues(item, method)
        if not item.entries and item.style is not BallotStyle.BLANK:
            yield Issue("no_candidates", {"contest": item.contest.code})
    people = {entry for item in made for entry, _ in item.entries}
    yield from stand_issues(election, people, timezone.localdate(now))
    officials = {official.entry_id for official in approved_officials(session.meeting)}
    yield from (Issue("official_is_candidate", {"name": entry.name}) for entry in people if entry.pk in officials)


def _listed(standings: BallotStandings, item: PaperContest) -> ListedContest:
    """Who was elected to a higher post in the meantime is no longer asked for."""
    contest = item.contest
    taken = standings.elected_names(standings.same_body(contest))
    gone = sum(candidate.entry.name in taken for candidate in standings.free[contest.pk])
    names = tuple(entry.name for entry, _ in item.entries)
    return ListedContest(contest.code, contest.post, contest.stage, item.seats, contest.names_at_least - gone, names)


def _further_issues(item: PaperContest, method: ElectionMethod) -> Iterator[Issue]:
    named = item.kind is BallotKind.FURTHER and item.style is not BallotStyle.BLANK
    if named and method.further_margin and item.contest.post in MEMBERS_POSTS:
        yield from margin_issues(item.seats, len(item.entries), item.contest.election.rules.margin, item.contest.post)
