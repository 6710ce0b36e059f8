"""参与率: members and residents who took part, counted apart. Residents have no denominator: nobody knows how many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from elections.rules import sources
from elections.rules.composition import percent
from elections.rules.issues import Issue
from elections.rules.margin import margin_in_percent
from elections.rules.rule_set import read_fraction

SOURCE = sources.PLAN


@dataclass(frozen=True, slots=True)
class Participation:
    """`members_of` are the members on the roll who may recommend."""

    members: int
    members_of: int
    residents: int
    target: str

    @property
    def rate(self) -> Decimal:
        return percent(self.members, self.members_of)

    @property
    def reached(self) -> bool:
        share = read_fraction(self.target)
        return self.members * share.denominator >= self.members_of * share.numerator

    @property
    def finding(self) -> Issue:
        """What a screen says of it, reached or not; below the target is a warning, not a refusal."""
        figures = {"members": self.members, "of": self.members_of, "rate": str(self.rate), "residents": self.residents}
        code = "participation_reached" if self.reached else "participation_below_target"
        return Issue(code, figures | {"target": margin_in_percent(self.target)})


def participation_issues(participation: Participation, *, members_on_sheets: int, residents_on_sheets: int) -> Iterator[Issue]:
    """The numbers that the clerk types at the close, against the roll and against the sheets already registered."""
    if participation.members > participation.members_of:
        yield Issue("participants_over_roll", {"members": participation.members, "of": participation.members_of})
    if participation.members < members_on_sheets:
        yield Issue("participants_under_sheets", {"typed": participation.members, "sheets": members_on_sheets})
    if participation.residents < residents_on_sheets:
        yield Issue("residents_under_sheets", {"typed": participation.residents, "sheets": residents_on_sheets})
