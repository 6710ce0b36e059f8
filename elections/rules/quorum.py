"""实到会, 应到会 and the line between them.

The 2020 regulation says 不少于应到会人数的五分之四 (the repealed one of 1990 said 超过): exactly four fifths is enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from elections.rules import sources
from elections.rules.composition import percent
from elections.rules.issues import Issue
from elections.rules.margin import margin_in_percent
from elections.rules.rule_set import read_fraction

SOURCE = sources.QUORUM
REGULATION_SHARE = Fraction(4, 5)


def quorum_needed(due: int, quorum: str) -> int:
    """The smallest number of electors that makes the meeting valid."""
    return ceil(due * read_fraction(quorum))


def has_quorum(present: int, due: int, quorum: str) -> bool:
    share = read_fraction(quorum)
    return present * share.denominator >= due * share.numerator


def quorum_issues(present: int, due: int, quorum: str) -> tuple[Issue, ...]:
    return () if has_quorum(present, due, quorum) else (quorum_finding(present, due, quorum),)


def quorum_finding(present: int, due: int, quorum: str) -> Issue:
    """What the projector and the report say, whether the line is reached or not: the rule with its figures.

    The regulation's own share has its words (五分之四); any other is said as it is written.
    """
    needed = quorum_needed(due, quorum)
    code = "quorum_met" if has_quorum(present, due, quorum) else "quorum_not_met"
    if read_fraction(quorum) != REGULATION_SHARE:
        code += "_of_share"
    return Issue(code, {"present": present, "due": due, "share": quorum, "needed": needed, "missing": max(0, needed - present)})


def target_finding(present: int, due: int, target: str) -> Issue:
    """参与率 that the approved plan wants: said beside the quorum, and nothing hangs on it."""
    code = "turnout_target_reached" if has_quorum(present, due, target) else "turnout_target_missed"
    return Issue(code, {"rate": str(turnout(present, due)), "target": margin_in_percent(target), "source": str(sources.PLAN)})


def turnout(present: int, due: int) -> Decimal:
    """到会率 in per cent, two decimals, half up."""
    return percent(present, due)


@dataclass(frozen=True, slots=True)
class TurnoutSummary:
    """平均到会率 can be read in two ways, so both stand here: `mean` over the meetings, `pooled` over the people."""

    mean: Decimal
    pooled: Decimal
    best: Decimal


def summarise_turnout(meetings: Sequence[tuple[int, int]]) -> TurnoutSummary | None:
    """`meetings` are (present, due) of each community; None where no meeting has been held."""
    held = [(present, due) for present, due in meetings if due]
    if not held:
        return None
    rates = [Fraction(present, due) for present, due in held]
    mean = sum(rates, Fraction(0)) / len(rates)
    best = max(rates)
    return TurnoutSummary(
        mean=percent(mean.numerator, mean.denominator),
        pooled=percent(sum(present for present, _ in held), sum(due for _, due in held)),
        best=percent(best.numerator, best.denominator),
    )
