"""推荐票、信任票、票决票: figures of one batch, typed by two people; what differs is settled by a third.

The count of the election is used as it is: totals of a contest, their checks and their differences.
A recommendation slip chooses names only: who is not chosen on a valid slip is abstained on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from elections.rules import sources
from elections.rules.ballots import Contest
from elections.rules.issues import Issue
from elections.rules.reconciliation import Difference, differences, totals_issues
from elections.rules.tally import ContestTotals, NameTotals, add_batches, in_order_of_votes

SOURCE = sources.MARKS


@dataclass(frozen=True, slots=True)
class BatchFigures:
    """What one person typed of one batch. `contests` in the order of the slip."""

    issued: int
    returned: int
    contests: tuple[ContestTotals, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "issued": self.issued,
            "returned": self.returned,
            "contests": {totals.contest.code: _plain(totals) for totals in self.contests},
        }


def read_figures(contests: Sequence[Contest], plain: Mapping[str, Any]) -> BatchFigures:
    """What `to_json` wrote, of the same contests."""
    totals = (_totals(contest, plain["contests"][contest.code]) for contest in contests)
    return BatchFigures(plain["issued"], plain["returned"], tuple(totals))


def chosen(
    contest: Contest, *, valid: int, void: int, votes: Mapping[str, int], write_ins: Mapping[str, int] | None = None
) -> ContestTotals:
    """A contest of a recommendation slip: names with the number of slips that choose them. A name not given has none."""
    listed = {name: NameTotals(votes.get(name, 0), 0, valid - votes.get(name, 0)) for name in contest.candidates}
    strangers = {name: NameTotals(count) for name, count in votes.items() if name not in listed}
    return ContestTotals(contest, valid, void, listed | strangers, in_order_of_votes(write_ins or {}))


def batch_issues(figures: BatchFigures, *, may_repeat: bool = False) -> Iterator[Issue]:
    """More slips back than handed out cannot be: the batch is counted again. A ballot (`may_repeat`) with more papers than were handed out
    is an outcome, not a fault of the count."""
    if figures.returned < 0:
        yield Issue("figure_negative", {"figure": "returned", "value": figures.returned})
    if figures.returned > figures.issued and not may_repeat:
        yield Issue("slips_returned_over_issued", {"returned": figures.returned, "issued": figures.issued})
    for totals in figures.contests:
        yield from totals_issues(totals, figures.returned)


@dataclass(frozen=True, slots=True)
class ContestDifference:
    """`contest` is empty for the number of slips issued or returned."""

    contest: str
    difference: Difference


def batch_differences(first: BatchFigures, second: BatchFigures) -> tuple[ContestDifference, ...]:
    whole = (
        Difference("issued", "", first.issued, second.issued),
        Difference("returned", "", first.returned, second.returned),
    )
    found = [ContestDifference("", difference) for difference in whole if difference.first != difference.second]
    for one, other in zip(first.contests, second.contests, strict=True):
        found += [ContestDifference(one.contest.code, difference) for difference in differences(one, other)]
    return tuple(found)


def agreed(entries: Sequence[BatchFigures], settled: BatchFigures | None) -> BatchFigures | None:
    """The figures that stand: two equal entries, or what the third person settled; None while neither is there."""
    if settled is not None:
        return settled
    if len(entries) == 2 and not batch_differences(*entries):
        return entries[0]
    return None


def add_up(contests: Sequence[Contest], batches: Sequence[BatchFigures]) -> BatchFigures:
    totals = (add_batches(contest, [batch.contests[place] for batch in batches]) for place, contest in enumerate(contests))
    return BatchFigures(sum(batch.issued for batch in batches), sum(batch.returned for batch in batches), tuple(totals))


def _plain(totals: ContestTotals) -> dict[str, Any]:
    names = {name: [found.in_favour, found.against, found.abstain] for name, found in totals.names.items()}
    return {"valid": totals.valid, "void": totals.void, "names": names, "write_ins": dict(totals.write_ins)}


def _totals(contest: Contest, plain: Mapping[str, Any]) -> ContestTotals:
    names = {name: NameTotals(*figures) for name, figures in plain["names"].items()}
    return ContestTotals(contest, plain["valid"], plain["void"], names, in_order_of_votes(plain["write_ins"]))
