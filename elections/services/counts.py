"""计票: two tellers enter each batch, neither seeing the other's figures; the scrutineer settles what differs; then it is signed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from elections.models import Account, Attestation, BallotRound, CountBatch, StoredFile, TallySheet
from elections.queries.counts import ELECTRONIC_BATCH, BatchState, batch_state, count_issues, paper_contests, totals_to_plain
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.reconciliation import totals_issues
from elections.rules.tally import ContestTotals

from .acting import ElectionAct, election_act
from .officials import official_by_pin
from .rounds import lock_round

Place = TallySheet.Place
Totals = Mapping[str, ContestTotals]


def enter_tally(round: BallotRound, batch: int, *, actor: Account, ballots: int, totals: Totals) -> BatchState:
    """One teller's entry of one batch (numbered from 1): `ballots` in it and the totals of every contest on the paper.

    The second entry must be another person's. The same figures typed again by the same teller change nothing.
    """
    with election_act(Act.ENTER_TALLY, round.session.meeting.election, actor) as act:
        round = lock_round(round)
        act.refuse(_entry_issues(round, batch, ballots, totals))
        kept = CountBatch.objects.get_or_create(round=round, number=batch, defaults={"ballots": ballots})[0]
        state = batch_state(kept)
        own = next((sheet for sheet in state.entries if sheet.entered_by_id == act.officer.pk), None)
        if own is not None and (own.ballots, own.totals) == (ballots, totals_to_plain(totals)):
            act.repeats()
            return state
        act.refuse(_place_issues(state, own))
        place = Place.SECOND if state.entries else Place.FIRST
        _keep(kept, place, act.officer, ballots, totals)
        state = batch_state(kept)
        act.record(kept, batch=batch, entry=place.value, waits_for=state.waits_for)
        return state


def settle_tally(round: BallotRound, batch: int, *, actor: Account, ballots: int, totals: Totals, reason: str) -> BatchState:
    """Two entries differ: the scrutineer decides with the paper in hand. Both entries stay on record."""
    with election_act(Act.SETTLE_TALLY, round.session.meeting.election, actor) as act:
        round = lock_round(round)
        act.refuse(_entry_issues(round, batch, ballots, totals))
        kept = CountBatch.objects.filter(round=round, number=batch).first()
        act.refuse([] if kept else [Issue("batch_unknown", {"batch": batch})])
        state = batch_state(CountBatch.objects.get(round=round, number=batch))
        if state.final is not None and (state.final.ballots, state.final.totals) == (ballots, totals_to_plain(totals)):
            act.repeats()
            return state
        act.refuse(_settling_issues(act, state, reason))
        _keep(state.batch, Place.SETTLED, act.officer, ballots, totals, reason)
        CountBatch.objects.filter(pk=state.batch.pk).update(ballots=ballots)
        act.record(state.batch, batch=batch, differences=sum(map(len, state.differences.values())), detail={"reason": reason})
        return batch_state(CountBatch.objects.get(pk=state.batch.pk))


def attest_count(round: BallotRound, *, actor: Account, pin: str = "", scan: StoredFile | None = None) -> Attestation:
    """The figures become final: by a scrutineer's hall PIN, or by the signed 计票结果报告单 that two operators confirm in turn."""
    with election_act(Act.ATTEST_COUNT, round.session.meeting.election, actor) as act:
        round = lock_round(round)
        begun = Attestation.objects.select_for_update().filter(round=round).first()
        if begun is not None and (begun.attested_at or (not pin and begun.first_operator_id == act.officer.pk)):
            act.repeats()
            return begun
        act.refuse(count_issues(round))
        done = _by_pin(act, round, pin, begun) if pin else _by_paper(act, round, scan, begun)
        act.record(done, way=done.way, final=int(done.attested_at is not None), scan=done.scan.sha256 if done.scan else None)
        return done


def _keep(batch: CountBatch, place: Place, by: Account, ballots: int, totals: Totals, reason: str = "") -> TallySheet:
    return TallySheet.objects.create(
        batch=batch, place=place, ballots=ballots, totals=totals_to_plain(totals), entered_by=by, reason=reason
    )


def _entry_issues(round: BallotRound, batch: int, ballots: int, totals: Totals) -> Iterator[Issue]:
    if round.closed_at is None:
        yield Issue("round_still_open", {})
        return
    if Attestation.objects.filter(round=round, attested_at__isnull=False).exists():
        yield Issue("count_already_attested", {"number": round.number})
    if batch <= ELECTRONIC_BATCH:
        yield Issue("batch_unknown", {"batch": batch})
    contests = paper_contests(round)
    yield from (Issue("totals_contest_missing", {"contest": code}) for code in contests if code not in totals)
    yield from (Issue("slate_contest_unknown", {"contest": code}) for code in totals if code not in contests)
    for code, contest in contests.items():
        if code in totals:
            yield from totals_issues(replace(totals[code], contest=contest), ballots)
    yield from _returned_issues(round, batch, ballots)


def _returned_issues(round: BallotRound, batch: int, ballots: int) -> Iterator[Issue]:
    others = CountBatch.objects.filter(round=round, electronic=False).exclude(number=batch).values_list("ballots", flat=True)
    counted, returned = sum(others) + ballots, round.papers_returned or 0
    if counted > returned:
        yield Issue("batches_over_returned", {"counted": counted, "returned": returned})


def _place_issues(state: BatchState, own: TallySheet | None) -> Iterator[Issue]:
    if own is not None:
        yield Issue("teller_entered_already", {"batch": state.batch.number})
    elif len(state.entries) >= 2:
        yield Issue("batch_entered_twice", {"batch": state.batch.number})


def _settling_issues(act: ElectionAct, state: BatchState, reason: str) -> Iterator[Issue]:
    if state.final is not None:
        yield Issue("batch_agreed", {"batch": state.batch.number})
    elif len(state.entries) < 2:
        yield Issue("batch_waits", {"batch": state.batch.number, "entries": len(state.entries)})
    if any(sheet.entered_by_id == act.officer.pk for sheet in state.entries):
        yield Issue("scrutineer_entered_it", {"batch": state.batch.number})
    if not reason.strip():
        yield Issue("reason_missing", {})


def _by_pin(act: ElectionAct, round: BallotRound, pin: str, begun: Attestation | None) -> Attestation:
    official = official_by_pin(round.session.meeting, pin)
    act.refuse([] if official else [Issue("hall_pin_wrong", {})])
    values = {"way": Attestation.Way.PIN, "official": official, "first_operator": act.officer, "attested_at": act.now}
    return Attestation.objects.update_or_create(round=round, defaults=values, create_defaults={**values, "started_at": act.now})[0]


def _by_paper(act: ElectionAct, round: BallotRound, scan: StoredFile | None, begun: Attestation | None) -> Attestation:
    if begun is None:
        act.refuse([] if scan else [Issue("count_report_missing", {})])
        return Attestation.objects.create(round=round, way=Attestation.Way.PAPER, scan=scan, first_operator=act.officer, started_at=act.now)
    begun.second_operator, begun.attested_at = act.officer, act.now
    begun.save(update_fields=["second_operator", "attested_at"])
    return begun
