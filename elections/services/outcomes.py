"""选举结果: the rules decide from the attested totals; a tie or a shortfall becomes the next act, never a pick."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from elections.models import (
    Account,
    Attestation,
    BallotRound,
    Contest,
    Elected,
    Meeting,
    MeetingSession,
    Outcome,
    RollEntry,
    RoundContest,
    SeatReduction,
    StoredFile,
)
from elections.queries.counts import round_totals
from elections.queries.meetings import electors, present_entries
from elections.queries.results import Standings, contest_state, from_committee, newest_outcome, tied_out
from elections.queries.slate import stand_issues
from elections.rules import outcomes as rules
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.outcomes import ContestOutcome, Next, Post, fewer_seats_issues
from elections.rules.reconciliation import is_ballot_valid
from elections.rules.tally import ContestTotals

from .acting import ElectionAct, election_act
from .results import take_back_result
from .rounds import lock_round
from .sessions import HandVote, lock_session, same_vote, vote_in_hall

GIVING_UP_AS: Mapping[str, Post] = {
    Contest.Post.SECRETARY: "secretary",
    Contest.Post.DEPUTY: "deputy",
    Contest.Post.COMMITTEE: "committee",
    Contest.Post.DISCIPLINE: "discipline",
    Contest.Post.DISCIPLINE_SECRETARY: "secretary",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """`refused`: names written in that would have been elected and may not stand."""

    contests: tuple[ContestOutcome, ...]
    people: Mapping[str, RollEntry]
    refused: tuple[str, ...]
    meeting_valid: bool
    ballot_valid: bool


def decide_outcome(round: BallotRound, *, actor: Account, who: Mapping[str, RollEntry | None] | None = None) -> list[Outcome]:
    """From the totals, by the rules. `who` names the person behind a write-in that the roll does not tell alone; None: nobody.

    Decided again it returns what stands, unless a contest was pending and what it waited for is settled now, or one of the tied may
    not stand any more: then without that name, from the same totals. A ballot that is void by its numbers needs no count.
    """
    with election_act(Act.DECIDE_OUTCOME, round.session.meeting.election, actor) as act:
        round = lock_round(round)
        rows = _to_decide(act, round)
        if not rows:
            act.repeats()
            return _standing(round)
        act.refuse(_attested_issues(round))
        _take_back(act, rows)
        decided = _decide(act, round, rows, who or {})
        for row, outcome in zip(rows, decided.contests, strict=True):
            _write(act, round, row, outcome, decided)
        figures = [f"{found.code}:{len(found.elected)}:{found.seats_left}:{found.next}" for found in decided.contests]
        act.record(round, outcomes=figures, refused=len(decided.refused))
        return _standing(round)


def reduce_seats(contest: Contest, session: MeetingSession, vote: HandVote, *, actor: Account, presidium: bool = False) -> SeatReduction:
    """减少名额: near the full number, by vote of at least half of those present or, at a delegates' meeting, by its presidium;
    never for the secretary."""
    with election_act(Act.REDUCE_SEATS, contest.election, actor) as act:
        session = lock_session(session)
        contest = Contest.objects.select_for_update().get(pk=contest.pk)
        state = contest_state(contest)
        done = SeatReduction.objects.filter(contest=contest).last()
        if state.settled and done is not None:
            same_vote(act, done.decision, vote)
            act.repeats()
            return done
        as_outcome = ContestOutcome(contest.code, contest.seats, (), (), (), state.seats_left, _giving_up_from(state.next))
        present = len(present_entries(session))
        decided = presidium and session.meeting.kind == Meeting.Kind.DELEGATES
        act.refuse(
            fewer_seats_issues(as_outcome, GIVING_UP_AS[contest.post], present=present, agreeing=vote.votes_for, presidium_decided=decided)
        )
        decision = vote_in_hall(act, session, "fewer_seats", f"减少{state.seats_left}名，不再选举", vote, half_is_enough=True)
        made = SeatReduction.objects.create(contest=contest, seats=state.seats_left, decision=decision, at=act.now)
        act.record(made, contest=contest.code, seats=made.seats, votes_for=vote.votes_for, present=present)
        return made


def record_declined(elected: Elected, *, actor: Account, reason: str, scan: StoredFile | None = None) -> Elected:
    """An elected person declines: the seat is open again; a certified result is taken back with all that was made of it.

    Who leaves the committee leaves a post that was given from among it.
    """
    with election_act(Act.RECORD_DECLINED, elected.contest.election, actor) as act:
        elected = Elected.objects.select_for_update().select_related("contest", "entry").get(pk=elected.pk)
        if elected.declined_at is not None:
            act.repeats(elected, declined_reason=reason, declined_scan=scan)
            return elected
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        seats = [elected, *_resting_on(elected)]
        for seat in seats:
            seat.declined_at, seat.declined_reason, seat.declined_scan = act.now, reason, scan
            seat.save(update_fields=["declined_at", "declined_reason", "declined_scan"])
        contests = [seat.contest.code for seat in seats]
        act.record(elected, contests=contests, taken_back=take_back_result(act), detail={"reason": reason})
        return elected


def _to_decide(act: ElectionAct, round: BallotRound) -> list[RoundContest]:
    """All contests the first time; afterwards those that were pending and whose turn has come, and ties that have come undone."""
    rows = list(RoundContest.objects.filter(round=round).select_related("contest__election").order_by("order"))
    standing = {outcome.round_contest_id: outcome for outcome in _standing(round)}
    if not standing:
        return rows
    now = Standings(act.election)
    pending = [row for row in rows if standing[row.pk].next == Next.PENDING and not now.undecided_names(now.before(row.contest))]
    return pending + [row for row in rows if _is_undone(act, row, standing[row.pk])]


def _is_undone(act: ElectionAct, row: RoundContest, outcome: Outcome) -> bool:
    """Nobody has voted on the tie yet, and one of the tied may not stand any more."""
    if outcome.next != Next.RUNOFF or newest_outcome(row.contest) != outcome:
        return False
    return bool(tied_out(act.election, outcome, timezone.localdate(act.now)))


def _take_back(act: ElectionAct, rows: Sequence[RoundContest]) -> None:
    """What is decided anew: the outcome as it was stays on record with those whom it elected."""
    Outcome.objects.standing().filter(round_contest__in=rows).update(superseded_at=act.now)
    Elected.objects.standing().filter(outcome__round_contest__in=rows).update(superseded_at=act.now)


def _standing(round: BallotRound) -> list[Outcome]:
    return list(Outcome.objects.standing().filter(round_contest__round=round).select_related("round_contest__contest"))


def _attested_issues(round: BallotRound) -> Iterator[Issue]:
    if round.closed_at is not None and not is_ballot_valid(
        returned=round.returned or 0, issued=round.issued or 0, voters=round.voters or 0
    ):
        return
    if not Attestation.objects.standing().filter(round=round, attested_at__isnull=False).exists():
        yield Issue("count_not_attested", {"number": round.number})


def _decide(act: ElectionAct, round: BallotRound, rows: Sequence[RoundContest], who: Mapping[str, RollEntry | None]) -> Decided:
    """Once with all names; then without those who would be elected and may not stand, until nobody such is left."""
    totals = round_totals(round)
    people: dict[str, RollEntry] = {row.name: row.entry for contest in rows for row in contest.candidates.select_related("entry")}
    refused = _unfit(act, rows, people)
    for name in refused:
        totals = {code: _without(each, name) for code, each in totals.items()}
    while True:
        found = _by_the_rules(act, round, rows, totals)
        unknown = dict.fromkeys(name for each in found.contests for name in (*each.elected, *each.tied) if name not in people)
        if not unknown:
            return Decided(found.contests, people, tuple(refused), found.meeting_valid, found.ballot_valid)
        for name in unknown:
            entry = _person(act, round, name, who)
            if entry is None:
                refused.append(name)
                totals = {code: _without(each, name) for code, each in totals.items()}
            else:
                people[name] = entry


def _unfit(act: ElectionAct, rows: Sequence[RoundContest], people: Mapping[str, RollEntry]) -> list[str]:
    """Candidates who may not stand any more since the ballot was opened, or who declined what this very ballot had given them."""
    day = timezone.localdate(act.now)
    declined = Elected.objects.filter(outcome__round_contest__in=rows, declined_at__isnull=False).values_list("name", flat=True)
    return [name for name, entry in people.items() if name in declined or any(stand_issues(act.election, [entry], day))]


def _by_the_rules(act: ElectionAct, round: BallotRound, rows: Sequence[RoundContest], totals: Mapping[str, ContestTotals]) -> rules.Outcome:
    standings, here = Standings(act.election), {row.contest_id for row in rows}
    earlier = [contest for contest in standings.before(rows[0].contest) if contest.pk not in here]
    return rules.decide(
        [totals[row.contest.code] for row in rows],
        present=round.present or 0,
        due=round.due or 0,
        issued=round.issued or 0,
        voters=round.voters or 0,
        returned=round.returned or 0,
        rules=act.election.rules,
        elected_before=standings.elected_names(standings.same_body(rows[0].contest)),
        undecided_before=standings.undecided_names(earlier),
    )


def _person(act: ElectionAct, round: BallotRound, name: str, who: Mapping[str, RollEntry | None]) -> RollEntry | None:
    """Who was written in: one person of the roll who may stand. In a plenary, one of those who sit in it."""
    if name in who:
        entry = who[name]
    else:
        found = list(RollEntry.objects.filter(election=act.election, name=name).standing()[:2])
        act.refuse([Issue("write_in_unidentified", {"name": name, "found": len(found)})] if len(found) != 1 else [])
        entry = found[0]
    if entry is None or list(stand_issues(act.election, [entry], timezone.localdate(act.now))):
        return None
    meeting = round.session.meeting
    if meeting.is_plenary and not electors(meeting).filter(pk=entry.pk).exists():
        return None
    return entry


def _without(totals: ContestTotals, name: str) -> ContestTotals:
    """In every contest: for a candidate nobody's votes are in favour any more."""
    names = {other: replace(votes, in_favour=0) if other == name else votes for other, votes in totals.names.items()}
    return replace(totals, names=names, write_ins={other: votes for other, votes in totals.write_ins.items() if other != name})


def _write(act: ElectionAct, round: BallotRound, row: RoundContest, found: ContestOutcome, decided: Decided) -> None:
    outcome = Outcome.objects.create(
        round_contest=row,
        seats=found.seats,
        seats_left=found.seats_left,
        next=found.next,
        meeting_valid=decided.meeting_valid,
        ballot_valid=decided.ballot_valid,
        tied=list(found.tied),
        already_elected=list(found.already_elected),
        refused=list(decided.refused),
        decided_at=act.now,
        decided_by=act.officer,
    )
    votes = round_totals(round)[row.contest.code].votes()
    for place, name in enumerate(found.elected, start=1):
        Elected.objects.create(
            outcome=outcome,
            contest=row.contest,
            entry=decided.people[name],
            name=name,
            votes=votes[name],
            present=round.present or 0,
            place=place,
        )


def _resting_on(elected: Elected) -> list[Elected]:
    election = elected.contest.election
    if elected.contest.post == Contest.Post.DISCIPLINE:
        posts = [Contest.Post.DISCIPLINE_SECRETARY]
    elif elected.contest.post == Contest.Post.COMMITTEE and from_committee(election):
        posts = [Contest.Post.SECRETARY, Contest.Post.DEPUTY]
    else:
        return []
    others = Elected.objects.standing().filter(contest__election=election, contest__post__in=posts, entry=elected.entry)
    return list(others.select_for_update(of=("self",)).select_related("contest"))


def _giving_up_from(step: str) -> Next:
    return Next(step) if step in set(Next) else Next.NONE
