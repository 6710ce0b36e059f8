"""Slips typed twice: what recommendation, trust vote and committee ballot share. Each function works within an act of theirs."""

from collections.abc import Iterator, Sequence

from django.utils import timezone

from elections.models import MilestoneRecord
from elections.rules.acts import Milestone
from elections.rules.issues import Issue
from elections.services.acting import ElectionAct
from nominations.models import Nominee, SlipBatch, SlipCount, SlipEntry
from nominations.queries.nominees import labels
from nominations.queries.slips import contests_on, differences_of, is_typed_twice_by, issued_in, typed, waiting_batches, waiting_for
from nominations.rules.recommendation import issue_issues
from nominations.rules.slips import BatchFigures, batch_issues

Turn = SlipEntry.Turn


def lock_count(count: SlipCount) -> SlipCount:
    return SlipCount.objects.select_for_update(of=("self",)).select_related("election").get(pk=count.pk)


def open_count(act: ElectionAct, kind: SlipCount.Kind, contests: Sequence[dict[str, object]], **fields: object) -> SlipCount:
    return SlipCount.objects.create(
        election=act.election,
        kind=kind,
        number=SlipCount.objects.filter(election=act.election, kind=kind).count() + 1,
        contests=list(contests),
        held_at=act.fact_at,
        opened_at=act.now,
        opened_by=act.officer,
        **fields,
    )


def on_slip(code: str, post: str, nominees: Sequence[Nominee], seats: int, kind: str = "first") -> dict[str, object]:
    """A contest as frozen with the count."""
    words = labels(nominees)
    candidates = [{"nominee": nominee.pk, "entry": nominee.entry_id, "name": words[nominee.pk]} for nominee in nominees]
    return {"code": code, "post": post, "seats": seats, "kind": kind, "candidates": candidates}


def counted(figures: BatchFigures) -> dict[str, object]:
    """For the detail of an event: these counts are the street's alone, and the record is public."""
    return {"issued": figures.issued, "returned": figures.returned}


def enter(
    act: ElectionAct,
    count: SlipCount,
    category: str,
    place: str,
    figures: BatchFigures,
    *,
    again: SlipBatch | None = None,
    another: bool = False,
) -> SlipEntry | None:
    """The first or second independent entry; None where this person typed the same figures before. `again`: the batch that is typed a
    second time, which somebody may have set aside meanwhile. `another`: it is none of those that wait, whatever they are called."""
    act.refuse(_gone_issues(again))
    batch = SlipBatch.objects.standing().filter(count=count, category=category, place=place).first()
    own = batch.entries.filter(entered_by=act.officer).first() if batch else None
    if own is not None and own.figures == figures.to_json():
        return None
    act.refuse(_standing_issues(count, batch, own))
    if batch is None and not another:
        act.refuse(_waiting_issues(act, count, category))
    act.refuse(_figure_issues(count, batch, category, figures))
    batch = batch or SlipBatch.objects.create(count=count, category=category, place=place)
    return _write(act, batch, Turn.SECOND if batch.entries.exists() else Turn.FIRST, figures)


def settle(act: ElectionAct, batch: SlipBatch, figures: BatchFigures, remark: str) -> SlipEntry | None:
    """A third person decides with the slips in hand, where two entries differ; None where that was done with the same figures."""
    batch = SlipBatch.objects.select_related("count").get(pk=batch.pk)
    settled = batch.entries.filter(turn=Turn.SETTLED).first()
    if settled is not None and settled.figures == figures.to_json():
        return None
    act.refuse(_settling_issues(act, batch, settled))
    act.refuse(_figure_issues(batch.count, batch, batch.category, figures))
    return _write(act, batch, Turn.SETTLED, figures, remark)


def set_aside(act: ElectionAct, batch: SlipBatch, reason: str) -> SlipBatch | None:
    """Its entries stay on record and count no more; None where that was done before."""
    batch = SlipBatch.objects.select_related("count").get(pk=batch.pk)
    if batch.set_aside_at is not None:
        return None
    act.refuse(_aside_issues(act, batch, reason))
    batch.set_aside_at, batch.set_aside_by, batch.set_aside_reason = act.now, act.officer, reason.strip()
    batch.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
    return batch


def completeness_issues(count: SlipCount) -> Iterator[Issue]:
    """Before a count is certified: every batch has two equal entries or a settlement."""
    if not count.batches.standing().exists():
        yield Issue("no_slips_entered", {})
    for batch in waiting_batches(count):
        code = "slip_batch_differs" if differences_of(batch) else "slip_batch_entered_once"
        yield Issue(code, {"category": batch.category, "place": batch.place})


def recorded(act: ElectionAct, kind: Milestone) -> MilestoneRecord:
    """The milestone that a repeated act brought about before."""
    return MilestoneRecord.objects.standing().get(election=act.election, kind=kind)


def _write(act: ElectionAct, batch: SlipBatch, turn: Turn, figures: BatchFigures, remark: str = "") -> SlipEntry:
    return SlipEntry.objects.create(
        batch=batch, turn=turn, figures=figures.to_json(), remark=remark, entered_at=act.now, entered_by=act.officer
    )


def _gone_issues(batch: SlipBatch | None) -> Iterator[Issue]:
    if batch is not None and not SlipBatch.objects.standing().filter(pk=batch.pk).exists():
        yield Issue("slip_batch_set_aside", {"category": batch.category, "place": batch.place})


def _standing_issues(count: SlipCount, batch: SlipBatch | None, own: SlipEntry | None) -> Iterator[Issue]:
    if count.certified_at is not None:
        yield Issue("count_certified", {"on": timezone.localdate(count.certified_at).isoformat()})
    elif own is not None:
        yield Issue("slip_entry_by_same_person", {"category": own.batch.category, "place": own.batch.place})
    elif batch is not None and len(typed(batch)[0]) == 2:
        yield Issue("slip_batch_entered_twice", {"category": batch.category, "place": batch.place})


def _waiting_issues(act: ElectionAct, count: SlipCount, category: str) -> Iterator[Issue]:
    """Under another word for its place, the same slips would be a second batch and count twice."""
    waiting = [batch.place for batch in waiting_for(count, act.officer) if batch.category == category]
    if waiting:
        yield Issue("slip_batch_waits", {"category": category, "waiting": "、".join(f"“{place}”" for place in waiting)})


def _settling_issues(act: ElectionAct, batch: SlipBatch, settled: SlipEntry | None) -> Iterator[Issue]:
    if batch.count.certified_at is not None:
        yield Issue("count_certified", {"on": timezone.localdate(batch.count.certified_at).isoformat()})
    elif batch.set_aside_at is not None:
        yield Issue("slip_batch_set_aside", {"category": batch.category, "place": batch.place})
    elif settled is not None or not differences_of(batch):
        yield Issue("nothing_to_settle", {"category": batch.category, "place": batch.place})
    elif batch.entries.filter(entered_by=act.officer).exists():
        yield Issue("slip_entry_by_same_person", {"category": batch.category, "place": batch.place})


def _aside_issues(act: ElectionAct, batch: SlipBatch, reason: str) -> Iterator[Issue]:
    """What two people have typed alike is not taken back by one of them."""
    if batch.count.certified_at is not None:
        yield Issue("count_certified", {"on": timezone.localdate(batch.count.certified_at).isoformat()})
    elif is_typed_twice_by(batch, act.officer):
        yield Issue("slip_batch_set_aside_by_typist", {"category": batch.category, "place": batch.place})
    if not reason.strip():
        yield Issue("reason_missing", {})


def _figure_issues(count: SlipCount, batch: SlipBatch | None, category: str, figures: BatchFigures) -> Iterator[Issue]:
    if tuple(totals.contest for totals in figures.contests) != contests_on(count):
        yield Issue("slip_of_another_count", {"count": count.number})
        return
    yield from batch_issues(figures, may_repeat=count.kind == SlipCount.Kind.COMMITTEE)
    yield from issue_issues(category, count.people, issued_before=issued_in(count, category, besides=batch), issued=figures.issued)
