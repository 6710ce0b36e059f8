"""选举人名册公布: names and branches only. Why somebody is not counted as due stays inside the Party."""

from dataclasses import dataclass
from datetime import date

from .kind import Kind
from .parts import Reporting
from .snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class RollBranch:
    """`names` in surname-stroke order; two people of one name carry a note in brackets."""

    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RollNotice(Snapshot):
    title: str
    organisation: str
    election: str
    closed_on: date
    branches: tuple[RollBranch, ...]
    reporting: Reporting
    objections_until: date
    signer: str
    signed_on: date

    @property
    def with_vote(self) -> int:
        return sum(len(branch.names) for branch in self.branches)


KINDS = (Kind("roll_notice", "选举人名册公布", "sheets/roll_notice.html", RollNotice, "community", "members"),)
