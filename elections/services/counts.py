"""计票: two tellers enter each batch, neither seeing the other's figures; the scrutineer settles what differs; then it is signed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from elections.models import (
    Account,
    Attestation,
    BallotRound,
    CountBatch,
    Elected,
    Outcome,
    SeatReduction,
    StoredFile,
    TallySheet,
)
from elections.queries.counts import ELECTRONIC_BATCH, BatchState, batch_state, count_issues, paper_contests, totals_to_plain
from elections.queries.readiness import reached_milestones
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue, RuleViolation
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
        kept = CountBatch.objects.standing().get_or_create(round=round, number=batch, defaults={"ballots": ballots})[0]
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
        kept = CountBatch.objects.standing().filter(round=round, number=batch).first()
        if kept is None:
            raise RuleViolation([Issue("batch_unknown", {"batch": batch})])
        state = batch_state(kept)
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
        begun = Attestation.objects.standing().select_for_update().filter(round=round).first()
        if begun is not None and (begun.attested_at or (not pin and begun.first_operator_id == act.officer.pk)):
            act.repeats()
            return begun
        act.refuse(count_issues(round))
        done = _by_pin(act, round, pin, begun) if pin else _by_paper(act, round, scan, begun)
        act.record(done, way=done.way, final=int(done.attested_at is not None), scan=done.scan.sha256 if done.scan else None)
        return done


def reopen_count(round: BallotRound, *, actor: Account, batches: Collection[int], reason: str) -> BallotRound:
    """更正计票: before the result is certified the approver takes the signature back; the batches named are counted anew by two tellers.

    Every entry and the signature stay on record. What was decided on these figures is taken back with those whom it elected; where
    something rests on it already (a later round, seats given up), nothing is reopened.
    """
    with election_act(Act.REOPEN_COUNT, round.session.meeting.election, actor) as act:
        round = lock_round(round)
        signed = Attestation.objects.standing().filter(round=round, attested_at__isnull=False).first()
        if signed is None:
            raise RuleViolation([Issue("count_not_attested", {"number": round.number})])
        wanted = CountBatch.objects.standing().filter(round=round, number__in=batches, electronic=False)
        act.refuse(_reopening_issues(act, round, len(wanted), reason))
        wanted.update(set_aside=signed)
        signed.reopened_at, signed.reopened_by, signed.reopen_reason = act.now, act.officer, reason
        signed.save(update_fields=["reopened_at", "reopened_by", "reopen_reason"])
        outcomes = Outcome.objects.standing().filter(round_contest__round=round).update(superseded_at=act.now)
        Elected.objects.standing().filter(outcome__round_contest__round=round).update(superseded_at=act.now)
        act.record(round, number=round.number, batches=sorted(batches), outcomes=outcomes, detail={"reason": reason})
        return round


def _reopening_issues(act: ElectionAct, round: BallotRound, found: int, reason: str) -> Iterator[Issue]:
    if not reason.strip():
        yield Issue("reason_missing", {})
    if not found:
        yield Issue("no_batch_to_count_anew", {})
    if Milestone.RESULT_CERTIFIED in reached_milestones(act.election):
        yield Issue("count_behind_result", {"number": round.number})
    later = BallotRound.objects.filter(session__meeting__election=act.election, opened_at__gt=round.opened_at, voided_at=None)
    yield from (Issue("count_under_later_round", {"number": round.number, "later": each.number}) for each in later[:1])
    if SeatReduction.objects.filter(contest__rounds__round=round, at__gt=round.opened_at).exists():
        yield Issue("count_under_fewer_seats", {"number": round.number})


def _keep(batch: CountBatch, place: Place, by: Account, ballots: int, totals: Totals, reason: str = "") -> TallySheet:
    return TallySheet.objects.create(
        batch=batch, place=place, ballots=ballots, totals=totals_to_plain(totals), entered_by=by, reason=reason
    )


def _entry_issues(round: BallotRound, batch: int, ballots: int, totals: Totals) -> Iterator[Issue]:
    if round.closed_at is None:
        yield Issue("round_still_open", {})
        return
    if Attestation.objects.standing().filter(round=round, attested_at__isnull=False).exists():
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
    others = CountBatch.objects.standing().filter(round=round, electronic=False).exclude(number=batch).values_list("ballots", flat=True)
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
    official = official_by_pin(round.session.meeting, pin, actor=act.officer)
    values = {"way": Attestation.Way.PIN, "official": official, "first_operator": act.officer, "attested_at": act.now}
    first = {**values, "started_at": act.now}
    return Attestation.objects.standing().update_or_create(round=round, defaults=values, create_defaults=first)[0]


def _by_paper(act: ElectionAct, round: BallotRound, scan: StoredFile | None, begun: Attestation | None) -> Attestation:
    if begun is None:
        act.refuse([] if scan else [Issue("count_report_missing", {})])
        return Attestation.objects.create(round=round, way=Attestation.Way.PAPER, scan=scan, first_operator=act.officer, started_at=act.now)
    begun.second_operator, begun.attested_at = act.officer, act.now
    begun.save(update_fields=["second_operator", "attested_at"])
    return begun
