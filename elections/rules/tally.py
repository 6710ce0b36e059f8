"""计票: from marks to totals, and from the totals of several batches to those of the contest.

Outcomes are decided from totals alone, whether ballots were called one by one, cast electronically or counted on sheets.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from elections.rules.ballots import Contest, Mark, is_void, write_ins_stand
from elections.rules.stroke_order import sort_key


@dataclass(frozen=True, slots=True)
class NameTotals:
    """赞成, 不赞成, 弃权 of one candidate."""

    in_favour: int = 0
    against: int = 0
    abstain: int = 0


@dataclass(frozen=True, slots=True)
class ContestTotals:
    """`names` has every candidate in the contest's order. Names written in without a right to it are only in `write_ins_refused`."""

    contest: Contest
    valid: int
    void: int
    names: Mapping[str, NameTotals]
    write_ins: Mapping[str, int] = field(default_factory=dict)
    write_ins_refused: int = 0

    def votes(self) -> dict[str, int]:
        """Votes in favour of everybody who has any claim here: candidates first, then write-ins."""
        return {name: totals.in_favour for name, totals in self.names.items()} | dict(self.write_ins)


def tally(contest: Contest, marks: Iterable[Mark], *, need_against: bool) -> ContestTotals:
    """`marks` holds one mark for each ballot returned; a ballot that says nothing here gives `ABSTENTION`."""
    marks = list(marks)
    counted = [mark for mark in marks if not is_void(contest, mark)]
    standing = [mark for mark in counted if mark.write_ins and write_ins_stand(contest, mark, need_against=need_against)]
    in_favour = Counter(chain.from_iterable(mark.in_favour for mark in counted))
    against = Counter(chain.from_iterable(mark.against for mark in counted))
    write_ins = Counter(chain.from_iterable(mark.write_ins for mark in standing))
    refused = sum(len(mark.write_ins) for mark in counted) - write_ins.total()
    names = {
        name: NameTotals(in_favour[name], against[name], len(counted) - in_favour[name] - against[name]) for name in contest.candidates
    }
    return ContestTotals(contest, len(counted), len(marks) - len(counted), names, in_order_of_votes(write_ins), refused)


def add_batches(contest: Contest, batches: Iterable[ContestTotals]) -> ContestTotals:
    """The contest as a whole. No batch at all gives zeros."""
    batches = list(batches)
    write_ins: Counter[str] = Counter()
    for batch in batches:
        write_ins.update(batch.write_ins)
    return ContestTotals(
        contest,
        valid=sum(batch.valid for batch in batches),
        void=sum(batch.void for batch in batches),
        names={name: _sum([batch.names[name] for batch in batches]) for name in contest.candidates},
        write_ins=in_order_of_votes(write_ins),
        write_ins_refused=sum(batch.write_ins_refused for batch in batches),
    )


def in_order_of_votes(votes: Mapping[str, int]) -> dict[str, int]:
    """Most votes first, equal votes in stroke order: the same whatever order the ballots came in."""
    return dict(sorted(votes.items(), key=lambda entry: (-entry[1], sort_key(entry[0]))))


def _sum(totals: list[NameTotals]) -> NameTotals:
    return NameTotals(
        in_favour=sum(each.in_favour for each in totals),
        against=sum(each.against for each in totals),
        abstain=sum(each.abstain for each in totals),
    )
