"""What the sheets say: a round's contests as the rules know them, its batches, where two entries differ, and the totals."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from elections.models import Attestation, BallotRound, CountBatch, Election, RoundContest, TallySheet
from elections.rules import ballots, tally
from elections.rules.ballots import ABSTENTION, BallotKind, BallotStyle, Mark
from elections.rules.issues import Issue
from elections.rules.reconciliation import Difference, differences
from elections.rules.tally import ContestTotals, NameTotals, add_batches

Place = TallySheet.Place
ELECTRONIC_BATCH = 0  # batches of paper are numbered from 1


@dataclass(frozen=True, slots=True)
class BatchState:
    """`entries` in the order in which they came. `totals` once two agree or the scrutineer has settled it."""

    batch: CountBatch
    entries: tuple[TallySheet, ...]
    differences: Mapping[str, tuple[Difference, ...]]
    ballots_differ: bool
    final: TallySheet | None

    @property
    def waits_for(self) -> str:
        """entry, second_entry, scrutineer or nothing (empty)."""
        if self.final is not None:
            return ""
        return {0: "entry", 1: "second_entry"}.get(len(self.entries), "scrutineer")


@dataclass(frozen=True, slots=True)
class BatchAtHand:
    """The batch that somebody is about to enter or to settle; `state` is None as long as nobody has entered it."""

    round: BallotRound
    number: int
    state: BatchState | None


def batch_at_hand(election: Election, pk: int, batch: int) -> BatchAtHand | None:
    rounds = BallotRound.objects.filter(session__meeting__election=election, pk=pk)
    round = rounds.select_related("session__meeting__election__cycle").first()
    if round is None or batch <= ELECTRONIC_BATCH:
        return None
    return BatchAtHand(round, batch, next((state for state in batch_states(round) if state.batch.number == batch), None))


def standing_signature(round: BallotRound) -> Attestation | None:
    return (
        Attestation.objects.standing()
        .filter(round=round)
        .select_related("first_operator", "second_operator", "official__entry", "scan")
        .first()
    )


def paper_contest(row: RoundContest) -> ballots.Contest:
    names = tuple(candidate.name for candidate in row.candidates.all())
    return ballots.Contest(row.contest.code, row.seats, names, BallotStyle(row.style), BallotKind(row.kind))


def paper_contests(round: BallotRound) -> dict[str, ballots.Contest]:
    return _contests_of([round])[round.pk]


def _contests_of(rounds: Collection[BallotRound]) -> dict[int, dict[str, ballots.Contest]]:
    found: dict[int, dict[str, ballots.Contest]] = {round.pk: {} for round in rounds}
    rows = RoundContest.objects.filter(round__in=rounds).select_related("contest").prefetch_related("candidates").order_by("order")
    for row in rows:
        found[row.round_id][row.contest.code] = paper_contest(row)
    return found


def printed_numbers(round: BallotRound) -> dict[int, tuple[str, str]]:
    """Number -> (contest, name), as on a ballot into whose posts numbers are written."""
    rows = RoundContest.objects.filter(round=round).values_list("candidates__number", "contest__code", "candidates__name")
    return {number: (code, name) for number, code, name in rows if number is not None}


def totals_to_plain(totals: Mapping[str, ContestTotals]) -> dict[str, Any]:
    return {
        code: {
            "valid": found.valid,
            "void": found.void,
            "names": {name: asdict(each) for name, each in found.names.items()},
            "write_ins": dict(found.write_ins),
            "write_ins_refused": found.write_ins_refused,
        }
        for code, found in totals.items()
    }


def totals_from_plain(contests: Mapping[str, ballots.Contest], plain: Mapping[str, Any]) -> dict[str, ContestTotals]:
    return {
        code: ContestTotals(
            contests[code],
            valid=said["valid"],
            void=said["void"],
            names={name: NameTotals(**each) for name, each in said["names"].items()},
            write_ins=said["write_ins"],
            write_ins_refused=said["write_ins_refused"],
        )
        for code, said in plain.items()
    }


def tally_ballots(round: BallotRound, marked: Sequence[Mapping[str, Mark]]) -> dict[str, ContestTotals]:
    """Ballot by ballot, as called: each one's marks by contest; a contest that a ballot does not name is abstained on."""
    need_against = round.session.meeting.election.rules.write_in_needs_against
    return {
        code: tally.tally(contest, [marks.get(code, ABSTENTION) for marks in marked], need_against=need_against)
        for code, contest in paper_contests(round).items()
    }


def batch_state(batch: CountBatch) -> BatchState:
    return _state_of(batch, paper_contests(batch.round))


def _state_of(batch: CountBatch, contests: Mapping[str, ballots.Contest]) -> BatchState:
    sheets = {sheet.place: sheet for sheet in batch.sheets.all()}
    entries = tuple(sheets[place] for place in (Place.FIRST, Place.SECOND) if place in sheets)
    found: dict[str, tuple[Difference, ...]] = {}
    ballots_differ = False
    if len(entries) == 2:
        found = _differences(contests, *entries)
        ballots_differ = entries[0].ballots != entries[1].ballots
    agreed = entries[1] if len(entries) == 2 and not found and not ballots_differ else None
    final = sheets.get(Place.SETTLED) or sheets.get(Place.COMPUTED) or agreed
    return BatchState(batch, entries, found, ballots_differ, final)


def batch_states(round: BallotRound) -> list[BatchState]:
    return _states_of([round])[round.pk]


def _states_of(rounds: Collection[BallotRound]) -> dict[int, list[BatchState]]:
    contests = _contests_of(rounds)
    found: dict[int, list[BatchState]] = {round.pk: [] for round in rounds}
    for batch in CountBatch.objects.standing().filter(round__in=rounds).prefetch_related("sheets__entered_by"):
        found[batch.round_id].append(_state_of(batch, contests[batch.round_id]))
    return found


def counted_rounds(rounds: Collection[BallotRound]) -> frozenset[int]:
    """Those of which nothing is missing that could be attested; asked of many at once."""
    states = _states_of(rounds)
    return frozenset(round.pk for round in rounds if round.closed_at and not any(_batch_issues(round, states[round.pk])))


def round_totals(round: BallotRound) -> dict[str, ContestTotals]:
    """All final sheets added up; zeros where there is none."""
    return totals_of([round])[round.pk]


def paper_totals(round: BallotRound) -> dict[str, ContestTotals]:
    """Without the electronic ballots: what the papers in the box say."""
    states = [state for state in _states_of([round])[round.pk] if state.batch.number != ELECTRONIC_BATCH]
    return _added_up(_contests_of([round])[round.pk], states)


def totals_of(rounds: Collection[BallotRound]) -> dict[int, dict[str, ContestTotals]]:
    """Of many rounds at once."""
    contests, states = _contests_of(rounds), _states_of(rounds)
    return {round.pk: _added_up(contests[round.pk], states[round.pk]) for round in rounds}


def _added_up(contests: Mapping[str, ballots.Contest], states: Sequence[BatchState]) -> dict[str, ContestTotals]:
    sheets = [totals_from_plain(contests, state.final.totals) for state in states if state.final]
    return {code: add_batches(contest, [sheet[code] for sheet in sheets]) for code, contest in contests.items()}


def count_issues(round: BallotRound) -> Iterator[Issue]:
    """What is missing before the count can be attested."""
    if round.closed_at is None:
        yield Issue("round_still_open", {})
    else:
        yield from _batch_issues(round, batch_states(round))


def _batch_issues(round: BallotRound, states: Sequence[BatchState]) -> Iterator[Issue]:
    for state in states:
        if state.waits_for == "scrutineer":
            yield Issue("batch_entered_twice", {"batch": state.batch.number})
        elif state.final is None:
            yield Issue("batch_waits", {"batch": state.batch.number, "entries": len(state.entries)})
    counted = sum(state.final.ballots for state in states if state.final and not state.batch.electronic)
    returned = round.papers_returned or 0
    if not any(state.final is None for state in states) and counted != returned:
        yield Issue("batches_not_returned", {"counted": counted, "returned": returned})


def papers_to_count(round: BallotRound, states: Sequence[BatchState]) -> int:
    """Papers from the box that lie in no batch yet."""
    counted = sum(state.batch.ballots for state in states if not state.batch.electronic)
    return max(0, (round.papers_returned or 0) - counted)


def shown_totals(round: BallotRound) -> list[ContestTotals]:
    """The figures of the whole round once every batch stands; nothing before, so that nobody counts towards a figure."""
    return [] if any(count_issues(round)) else list(round_totals(round).values())


def reopened_signatures(round: BallotRound) -> list[Attestation]:
    """Signatures that were taken back for a correction, the oldest first."""
    taken_back = Attestation.objects.filter(round=round, reopened_at__isnull=False)
    return list(taken_back.select_related("reopened_by", "official__entry", "first_operator").order_by("reopened_at"))


def is_live(round: BallotRound) -> bool:
    """Whether a running tally may be shown while ballots are called. Never with electronic ballots in the round: the papers shown live,
    taken from the final figures, would leave the marks of those who voted electronically."""
    return round.medium == BallotRound.Medium.PAPER


def _differences(contests: Mapping[str, ballots.Contest], first: TallySheet, second: TallySheet) -> dict[str, tuple[Difference, ...]]:
    one, other = totals_from_plain(contests, first.totals), totals_from_plain(contests, second.totals)
    found = {code: differences(one[code], other[code]) for code in contests}
    return {code: each for code, each in found.items() if each}
