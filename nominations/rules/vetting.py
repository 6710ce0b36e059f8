"""资格联审 and 考察: what the departments found about each nominee, and who goes on.

The items are those of published negative lists; a place adds its own under "other". 资格审查不合格的,应当取消资格 and its reason is kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from elections.rules import sources
from elections.rules.issues import Issue

SOURCE = sources.PLAN
ITEMS = (
    "conditions",  # full member, years in the Party, education, as the announcement says
    "criminal_record",
    "organised_crime",
    "under_investigation",
    "discipline_in_effect",
    "mass_incident",
    "public_assets",
    "promise_refused",
    "vote_buying",
    "unable_to_serve",
    "close_relatives",
    "other",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """The newest finding of a department on an item stands."""

    department: str
    item: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Vetted:
    """Everything known of one nominee. `suitable` is the inspection's result, None where there was none."""

    name: str
    findings: tuple[Finding, ...] = ()
    suitable: bool | None = None

    @property
    def standing_findings(self) -> tuple[Finding, ...]:
        return tuple({(finding.department, finding.item): finding for finding in self.findings}.values())

    @property
    def failed_items(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(finding.item for finding in self.standing_findings if not finding.passed))

    @property
    def passed(self) -> bool:
        return bool(self.findings) and not self.failed_items and self.suitable is True


def finding_issues(*, name: str, department: str, item: str, passed: bool, reason: str) -> Iterator[Issue]:
    if not department.strip():
        yield Issue("vetting_department_missing", {})
    if item not in ITEMS:
        yield Issue("vetting_item_unknown", {"item": item})
    if not passed and not reason.strip():
        yield Issue("vetting_reason_missing", {"name": name, "item": item})


def completeness_issues(vetted: Iterable[Vetted]) -> Iterator[Issue]:
    """Every nominee has findings; whoever has not failed by them has been inspected too."""
    for nominee in vetted:
        if not nominee.findings:
            yield Issue("vetting_missing", {"name": nominee.name})
        elif not nominee.failed_items and nominee.suitable is None:
            yield Issue("inspection_missing", {"name": nominee.name})
