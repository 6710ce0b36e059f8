"""What the slips of a recommendation, a trust vote or a committee ballot say, and which batches still wait for somebody."""

from elections.models import Account
from elections.rules.ballots import Contest
from nominations.models import SlipBatch, SlipCount, SlipEntry
from nominations.rules.slips import BatchFigures, ContestDifference, add_up, agreed, batch_differences, read_figures


def contests_on(count: SlipCount) -> tuple[Contest, ...]:
    """As they stand on the slip, names for candidates."""
    return tuple(
        Contest(found["code"], found["seats"], tuple(candidate["name"] for candidate in found["candidates"])) for found in count.contests
    )


def nominees_on(count: SlipCount, code: str) -> dict[str, int]:
    """Name on the slip -> nominee."""
    contest = next(found for found in count.contests if found["code"] == code)
    return {candidate["name"]: candidate["nominee"] for candidate in contest["candidates"]}


def typed(batch: SlipBatch) -> tuple[list[BatchFigures], BatchFigures | None]:
    """The two independent entries as far as they are there, and what was settled."""
    contests = contests_on(batch.count)
    found = {entry.turn: read_figures(contests, entry.figures) for entry in batch.entries.all()}
    both = [found[turn] for turn in (SlipEntry.Turn.FIRST, SlipEntry.Turn.SECOND) if turn in found]
    return both, found.get(SlipEntry.Turn.SETTLED)


def figures_of(batch: SlipBatch) -> BatchFigures | None:
    """The figures that stand; None while a second entry or a settlement is missing."""
    return agreed(*typed(batch))


def differences_of(batch: SlipBatch) -> tuple[ContestDifference, ...]:
    """For the person who settles; empty while there are not two entries, and once they agree."""
    both, settled = typed(batch)
    return batch_differences(*both) if len(both) == 2 and settled is None else ()


def is_typed_twice_by(batch: SlipBatch, account: Account) -> bool:
    """Whether there are two independent entries, one of them by this account: then a third person decides about the batch."""
    typists = [entry.entered_by_id for entry in batch.entries.all() if entry.turn != SlipEntry.Turn.SETTLED]
    return len(typists) == 2 and account.pk in typists


def batches_of(count: SlipCount) -> list[SlipBatch]:
    """Those that count."""
    return list(count.batches.standing().select_related("count").prefetch_related("entries"))


def waiting_batches(count: SlipCount) -> list[SlipBatch]:
    return [batch for batch in batches_of(count) if figures_of(batch) is None]


def waiting_for(count: SlipCount, account: Account) -> list[SlipBatch]:
    """Batches that somebody else has typed once, and nobody a second time."""
    once = [(batch, [entry.entered_by_id for entry in batch.entries.all()]) for batch in batches_of(count)]
    return [batch for batch, typists in once if len(typists) == 1 and account.pk not in typists]


def figures_by_category(count: SlipCount) -> dict[str, BatchFigures]:
    """Every batch must stand. Categories in the order in which their first batch was typed."""
    found: dict[str, list[BatchFigures]] = {}
    for batch in batches_of(count):
        figures = figures_of(batch)
        if figures is not None:
            found.setdefault(batch.category, []).append(figures)
    return {category: add_up(contests_on(count), figures) for category, figures in found.items()}


def issued_in(count: SlipCount, category: str, *, besides: SlipBatch | None) -> int:
    """Slips handed out in a category as typed so far, other batches only."""
    batches = [batch for batch in batches_of(count) if batch.category == category and batch != besides]
    return sum(_issued(batch) for batch in batches)


def _issued(batch: SlipBatch) -> int:
    both, settled = typed(batch)
    return (settled or both[0]).issued
