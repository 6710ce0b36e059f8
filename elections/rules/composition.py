"""班子结构: what the plan asks of the list, and the figures of those elected.

The targets only warn and ask for a reason: a ballot cannot guarantee them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from elections.rules import sources
from elections.rules.issues import Issue
from elections.rules.rule_set import CompositionTarget

SOURCE = sources.PLAN
YOUNG_AT_MOST = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the targets look at. `age` in full years on the day that the plan names; `college` means 大专以上."""

    age: int
    college: bool
    woman: bool


MEETS: Mapping[str, Callable[[Profile], bool]] = {
    "age_at_most_45": lambda profile: profile.age <= YOUNG_AT_MOST,
    "college": lambda profile: profile.college,
    "women": lambda profile: profile.woman,
}


def composition_issues(targets: Iterable[CompositionTarget], profiles: Sequence[Profile]) -> tuple[Issue, ...]:
    """Warnings, one for each target that this list or this committee does not reach."""
    counted = ((target, sum(map(MEETS[target.kind], profiles))) for target in targets)
    return tuple(
        Issue(f"composition_{target.kind}", {"at_least": target.at_least, "found": found, "of": len(profiles)})
        for target, found in counted
        if found < target.at_least
    )


def age_on(born: date, day: date) -> int:
    """周岁: full years; who was born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def percent(part: int, whole: int) -> Decimal:
    """Two decimals, half up: 33 of 51 is 64.71. Nothing of nothing is 0.00."""
    return _half_up(Fraction(part * 100, whole), "0.01") if whole else Decimal("0.00")


def average_age(ages: Sequence[int]) -> Decimal | None:
    """One decimal, half up, as 平均年龄46.1岁; None where nobody is."""
    return _half_up(Fraction(sum(ages), len(ages)), "0.1") if ages else None


def shares(counts: Mapping[str, int]) -> dict[str, tuple[int, Decimal]]:
    """Categories that sum to the whole: each with its number and its per cent. Tags that overlap do not belong here."""
    whole = sum(counts.values())
    return {name: (number, percent(number, whole)) for name, number in counts.items()}


def _half_up(figure: Fraction, step: str) -> Decimal:
    """Exact: half a step is decided on the fraction, not on a rounded decimal of it."""
    unit = Fraction(step)
    steps = (figure / unit + Fraction(1, 2)).__floor__()
    return (Decimal(steps) * Decimal(step)).quantize(Decimal(step), rounding=ROUND_HALF_UP)
