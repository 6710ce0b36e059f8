"""《公推直选情况汇总表》: one line for each community, and what the new committees are made of, with right percentages."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .chinese import mean, percent, percent_of
from .kind import Kind
from .parts import Elected
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """One community. `nominated_*` count people by channel, `members_took_part` those who took part in nomination."""

    community: str
    seats_secretary: int = 0
    seats_deputy: int = 0
    seats_committee: int = 0
    members: int = 0
    due: int = 0
    present: int = 0
    members_took_part: int = 0
    residents_took_part: int = 0
    nominated_by_organisation: int = 0
    nominated_jointly: int = 0
    nominated_by_oneself: int = 0
    preliminary: int = 0
    reserve: int = 0
    secretaries: tuple[Elected, ...] = ()
    deputies: tuple[Elected, ...] = ()
    committee: tuple[Elected, ...] = ()
    discipline: int = 0
    mean_age: str = ""
    college: int = 0
    women: int = 0
    remark: str = ""

    @property
    def recorded(self) -> bool:
        """Nobody meets without members: a row of nothing is an election that was held without the program."""
        return self.members > 0

    @property
    def turnout(self) -> str:
        return percent(self.present, self.due)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCount:
    """`name` of a category that sums to the whole committee; a tag (大学生社工) overlaps and stands apart."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """`ages_*` are the ages on the day of the meeting, `ages_deputies` of the full-time ones (专职副书记).

    `committee` counts every member of the new committees.
    """

    committee: int
    ages_secretaries: tuple[int, ...]
    ages_deputies: tuple[int, ...]
    ages_committee: tuple[int, ...]
    college: int
    women: int
    reelected: int
    categories: tuple[CategoryCount, ...]
    tags: tuple[CategoryCount, ...] = ()
    college_secretaries: int = 0

    @property
    def mean_secretaries(self) -> str:
        return mean(self.ages_secretaries)

    @property
    def mean_deputies(self) -> str:
        return mean(self.ages_deputies)

    @property
    def mean_committee(self) -> str:
        return mean(self.ages_committee)

    @property
    def shares(self) -> tuple[tuple[str, int, str], ...]:
        return tuple((row.name, row.count, percent(row.count, self.committee)) for row in self.categories)

    @property
    def tag_shares(self) -> tuple[tuple[str, int, str], ...]:
        return tuple((row.name, row.count, percent(row.count, self.committee)) for row in self.tags)

    @property
    def college_share(self) -> str:
        return percent(self.college, self.committee)

    @property
    def women_share(self) -> str:
        return percent(self.women, self.committee)

    @property
    def reelected_share(self) -> str:
        return percent(self.reelected, self.committee)


@dataclass(frozen=True, kw_only=True)
class SummaryTable(Snapshot):
    title: str
    organisation: str
    rows: tuple[SummaryRow, ...]
    composition: Composition
    filled_on: date
    filled_by: str = ""
    checked_by: str = ""
    telephone: str = ""

    @property
    def total(self) -> SummaryRow:
        """The last line: every count added up."""
        names = [name for name in SummaryRow.__slots__ if isinstance(getattr(self.rows[0], name), int)] if self.rows else []
        sums = {name: sum(getattr(row, name) for row in self.rows) for name in names}
        return SummaryRow(community="合　计", **sums, mean_age=self.composition.mean_committee)

    @property
    def unrecorded(self) -> tuple[str, ...]:
        """Communities whose figures are in no sum."""
        return tuple(row.community for row in self.rows if not row.recorded)

    @property
    def leaders(self) -> int:
        return sum(len(row.secretaries) + len(row.deputies) for row in self.rows)

    @property
    def pooled_turnout(self) -> str:
        return self.total.turnout

    @property
    def mean_turnout(self) -> str:
        """The mean of the communities' rates, each community weighing the same."""
        held = [Fraction(row.present, row.due) for row in self.rows if row.due]
        return percent_of(sum(held, Fraction()) / len(held)) if held else "—"

    @property
    def best_turnout(self) -> str:
        held = [row for row in self.rows if row.due]
        if not held:
            return "—"
        best = max(held, key=lambda row: Fraction(row.present, row.due))
        return f"{best.turnout}（{best.community}）"


KINDS = (
    Kind(
        "summary_table",
        "公推直选情况汇总表",
        "forms/summary_table.html",
        SummaryTable,
        "street",
        "community_office",
        orientation="landscape",
    ),
)
