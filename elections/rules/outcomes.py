"""选举结果: who is elected, who is tied, what has to be done next. Never a pick by the program.

赞成票超过半数始得当选; more of them than seats are taken by votes; equal votes at the last seat are voted on again among those names only;
seats that stay empty go to a further election, or are given up by vote.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from elections.rules import sources
from elections.rules.ballots import BallotKind
from elections.rules.issues import Issue
from elections.rules.majority import has_majority, majority_base
from elections.rules.quorum import has_quorum
from elections.rules.reconciliation import is_ballot_valid
from elections.rules.rule_set import RuleSet
from elections.rules.stroke_order import sorted_by_strokes
from elections.rules.tally import ContestTotals, in_order_of_votes

SOURCE = sources.MAJORITY


class Next(StrEnum):
    NONE = "none"
    RUNOFF = "runoff"
    FURTHER_ELECTION = "further_election"
    PENDING = "pending"  # an earlier contest must be settled first: one of its names would be elected here
    MEETING_INVALID = "meeting_invalid"
    REPEAT_BALLOT = "repeat_ballot"


@dataclass(frozen=True, slots=True)
class ContestOutcome:
    """`elected` is by votes, equal votes in stroke order; `tied` in stroke order; `already_elected` in the order of the candidates."""

    code: str
    seats: int
    elected: tuple[str, ...]
    already_elected: tuple[str, ...]
    tied: tuple[str, ...]
    seats_left: int
    next: Next


@dataclass(frozen=True, slots=True)
class Outcome:
    meeting_valid: bool
    ballot_valid: bool
    contests: tuple[ContestOutcome, ...]


def decide(
    contests: Sequence[ContestTotals],
    *,
    present: int,
    due: int,
    issued: int,
    voters: int,
    returned: int,
    rules: RuleSet,
    elected_before: Collection[str] = (),
    undecided_before: Collection[str] = (),
) -> Outcome:
    """One round, its contests in the order given.

    For ballots in sequence (secretary, then deputies, then committee) `elected_before` are those elected in earlier rounds and
    `undecided_before` the candidates of earlier contests that have seats left.
    """
    meeting_valid = has_quorum(present, due, rules.quorum)
    ballot_valid = is_ballot_valid(returned=returned, issued=issued, voters=voters)
    if not (meeting_valid and ballot_valid):
        step = Next.REPEAT_BALLOT if meeting_valid else Next.MEETING_INVALID
        return Outcome(meeting_valid, ballot_valid, tuple(_nobody(totals, step) for totals in contests))
    base = majority_base(rules, present=present, due=due)
    elected, undecided = set(elected_before), set(undecided_before)
    decided: list[ContestOutcome] = []
    for totals in contests:
        outcome = _decide_contest(totals, base, elected, undecided - elected)
        elected.update(outcome.elected)
        if outcome.seats_left:
            undecided.update(totals.contest.candidates)
        decided.append(outcome)
    return Outcome(meeting_valid, ballot_valid, tuple(decided))


def _decide_contest(totals: ContestTotals, base: int, elected: Collection[str], undecided: Collection[str]) -> ContestOutcome:
    contest = totals.contest
    already = tuple(name for name in contest.candidates if name in elected)
    entitled = {name: votes for name, votes in _entitled(totals, base).items() if name not in elected}
    if any(name in undecided for name in entitled):
        return replace(_nobody(totals, Next.PENDING), already_elected=already)
    winners, tied = _fill(entitled, contest.seats)
    left = contest.seats - len(winners)
    return ContestOutcome(contest.code, contest.seats, winners, already, tied, left, _next(tied, left))


def _entitled(totals: ContestTotals, base: int) -> dict[str, int]:
    """A run-off needs no majority: among the tied, whoever has more votes wins."""
    runoff = totals.contest.kind is BallotKind.RUNOFF
    return {name: votes for name, votes in totals.votes().items() if (votes > 0 if runoff else has_majority(votes, base))}


def _fill(entitled: Mapping[str, int], seats: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    ranked = in_order_of_votes(entitled)
    if len(ranked) <= seats:
        return tuple(ranked), ()
    votes = list(ranked.values())
    if votes[seats - 1] != votes[seats]:
        return tuple(ranked)[:seats], ()
    at_the_line = votes[seats]
    winners = tuple(name for name, count in ranked.items() if count > at_the_line)
    return winners, tuple(sorted_by_strokes(name for name, count in ranked.items() if count == at_the_line))


def _next(tied: Collection[str], seats_left: int) -> Next:
    if tied:
        return Next.RUNOFF
    return Next.FURTHER_ELECTION if seats_left else Next.NONE


def _nobody(totals: ContestTotals, step: Next) -> ContestOutcome:
    seats = totals.contest.seats
    return ContestOutcome(totals.contest.code, seats, (), (), (), seats, step)


# --- 减少名额 -----------------------------------------------------------------------------------------------------

Post = Literal["secretary", "deputy", "committee", "discipline"]


def is_near_full(seats: int, elected: int) -> bool:
    """接近应选名额. The regulation gives no figure; the house reads it narrowly: at most one fifth of the seats empty, or a single one
    where more than half are filled."""
    return elected * 2 > seats and (seats - elected) <= max(1, seats // 5)


def fewer_seats_issues(
    outcome: ContestOutcome, post: Post, *, present: int, agreeing: int, presidium_decided: bool = False
) -> tuple[Issue, ...]:
    """What stands against leaving seats empty: 经半数以上选举人同意或者大会主席团决定. Half of those present is enough."""
    elected = outcome.seats - outcome.seats_left
    figures = {"seats": outcome.seats, "elected": elected}
    if outcome.next is not Next.FURTHER_ELECTION:
        return (Issue("fewer_seats_nothing_to_give_up", {**figures, "next": outcome.next.value}),)
    found = []
    if post == "secretary":
        found.append(Issue("fewer_seats_secretary", figures))
    elif not is_near_full(outcome.seats, elected):
        found.append(Issue("fewer_seats_not_near", {**figures, "left": outcome.seats_left}))
    if agreeing > present:
        found.append(Issue("fewer_seats_more_than_present", {"agreeing": agreeing, "present": present}))
    elif not presidium_decided and agreeing * 2 < present:
        found.append(Issue("fewer_seats_too_few_agree", {"agreeing": agreeing, "present": present, "needed": (present + 1) // 2}))
    return tuple(found)
