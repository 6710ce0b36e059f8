"""定向推荐: who receives a slip, and what the last certified count says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from elections.models import Account, Contest, Election, RollEntry
from nominations.models import Nominee, SlipBatch, SlipCount, SlipEntry
from nominations.rules.recommendation import electorate, next_in_votes, ranking

from .nominees import nominees_for
from .slips import differences_of, is_typed_twice_by, typed

KINDS = (SlipCount.Kind.RECOMMENDATION, SlipCount.Kind.TRUST)


def slips_by_category(election: Election) -> dict[str, int]:
    """One slip for each person, in the first category of the rule set's order."""
    people = RollEntry.objects.filter(election=election, may_recommend=True).standing()
    return electorate((_capacities(entry) for entry in people), election.rules.capacity_order)


def _capacities(entry: RollEntry) -> list[str]:
    """A member of this roll has that capacity whatever else the import said."""
    is_member = entry.membership != RollEntry.Membership.NONE and not entry.part_time
    return ["member", *entry.capacities] if is_member else list(entry.capacities)


def last_count(election: Election, kind: str = SlipCount.Kind.RECOMMENDATION) -> SlipCount | None:
    return SlipCount.objects.certified().filter(election=election, kind=kind).last()


def votes_for(contest: Contest) -> dict[int, int]:
    """Nominee -> recommendations in the last certified count; empty where there was none."""
    count = last_count(contest.election)
    if count is None:
        return {}
    result = count.result["contests"].get(contest.code, {"votes": {}})
    by_name = {
        candidate["name"]: candidate["nominee"]
        for found in count.contests
        if found["code"] == contest.code
        for candidate in found["candidates"]
    }
    return {by_name[name]: votes for name, votes in result["votes"].items()}


def next_for(contest: Contest, listed: set[int]) -> Nominee | None:
    """递补: who follows in votes when somebody has left the list."""
    available = {str(nominee.pk): nominee for nominee in nominees_for(contest)}
    votes = {str(nominee): count for nominee, count in votes_for(contest).items()}
    found = next_in_votes(votes, {str(nominee) for nominee in listed}, available.keys())
    return available[found] if found else None


BatchState = Literal["waits", "differs", "agrees", "settled", "set_aside"]


@dataclass(frozen=True, slots=True)
class BatchLine:
    """How far a batch has come; no figure of it, so that whoever types it second does not know what the first one typed."""

    batch: SlipBatch
    state: BatchState
    entries: Sequence[SlipEntry]

    def typed_by(self, account: Account) -> bool:
        return any(entry.entered_by_id == account.pk for entry in self.entries)

    def may_be_set_aside_by(self, account: Account) -> bool:
        return self.state != "set_aside" and not is_typed_twice_by(self.batch, account)


@dataclass(frozen=True, slots=True)
class CountState:
    """A count that is under way: people of each category and its batches."""

    count: SlipCount
    batches: Sequence[BatchLine]

    @property
    def is_complete(self) -> bool:
        states = [line.state for line in self.batches if line.state != "set_aside"]
        return bool(states) and all(state in ("agrees", "settled") for state in states)

    @property
    def categories(self) -> list[tuple[str, int | None, list[BatchLine]]]:
        """With how many people each has; None where nobody knows."""
        lines = {category: [line for line in self.batches if line.batch.category == category] for category in self.count.people}
        return [(category, people, lines[category]) for category, people in self.count.people.items()]


def open_counts(election: Election) -> list[CountState]:
    """Recommendation and trust vote that are not certified yet."""
    found = SlipCount.objects.filter(election=election, kind__in=KINDS, certified_at=None).select_related("opened_by")
    return [CountState(count, [_batch_line(batch) for batch in _batches(count)]) for count in found]


def certified_counts(election: Election) -> list[SlipCount]:
    """The newest first."""
    found = SlipCount.objects.certified().filter(election=election, kind__in=KINDS).select_related("certified_by")
    return list(found.order_by("-certified_at"))


def open_count(election: Election, pk: int) -> SlipCount | None:
    found = SlipCount.objects.filter(election=election, pk=pk, kind__in=KINDS, certified_at=None)
    return found.select_related("election").first()


def batch(election: Election, pk: int) -> SlipBatch | None:
    """Of a count that is not certified yet; also one that was set aside: whoever still types it is told so and loses nothing."""
    found = SlipBatch.objects.filter(count__election=election, pk=pk, count__kind__in=KINDS, count__certified_at=None)
    return found.select_related("count__election").prefetch_related("entries__entered_by").first()


@dataclass(frozen=True, slots=True)
class NameResult:
    """`votes` by cell. `marks`: for, against, abstained."""

    name: str
    total: int
    marks: Sequence[int]
    by_cell: Sequence[int]
    share: int  # of the most voted name, in percent


@dataclass(frozen=True, slots=True)
class ContestResult:
    code: str
    post: str
    seats: int
    valid: int
    void: int
    names: Sequence[NameResult]


def results_of(count: SlipCount) -> list[ContestResult]:
    """What was certified, most votes first; figures of the street."""
    posts = {found["code"]: found["post"] for found in count.contests}
    cells = list(count.result["categories"])
    return [_contest_result(code, posts[code], found, cells) for code, found in count.result["contests"].items()]


def cells_of(count: SlipCount) -> list[tuple[str, list[str], dict[str, int]]]:
    """Each cell with the categories in it, and its slips issued and returned."""
    return [(cell, categories, count.result["slips"][cell]) for cell, categories in count.result["categories"].items()]


def _contest_result(code: str, post: str, found: dict[str, Any], cells: Sequence[str]) -> ContestResult:
    most = max(found["votes"].values(), default=0)
    names = [
        NameResult(
            name=name,
            total=found["votes"][name],
            marks=found["marks"].get(name, ()),
            by_cell=[found["by_category"][cell].get(name, 0) for cell in cells],
            share=found["votes"][name] * 100 // most if most else 0,
        )
        for name in ranking(found["votes"])
    ]
    return ContestResult(code, post, found["seats"], found["valid"], found["void"], names)


def _batches(count: SlipCount) -> list[SlipBatch]:
    """Also those that are set aside: they stay to be seen."""
    return list(count.batches.select_related("count", "set_aside_by").prefetch_related("entries__entered_by"))


def _batch_line(found: SlipBatch) -> BatchLine:
    both, settled = typed(found)
    if found.set_aside_at is not None:
        state: BatchState = "set_aside"
    elif settled is not None:
        state = "settled"
    elif len(both) < 2:
        state = "waits"
    else:
        state = "differs" if differences_of(found) else "agrees"
    return BatchLine(found, state, list(found.entries.all()))
