"""海推: who may propose somebody, and the ten people or ten households that a joint nomination needs.

党组织推荐、党员(群众)10人联名推荐和党员个人自荐; in villages 10户以上的村民联名, where a household is an address and counts once.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from elections.rules import sources
from elections.rules.issues import Issue
from elections.rules.roll_columns import plain_name

SOURCE = sources.PLAN
Unit = Literal["person", "household"]
NOT_OF_THE_PLACE = re.compile(r"[\s幢栋号楼单元室座组#\-]")


class Channel(StrEnum):
    ORGANISATION = "organisation"
    JOINT = "joint"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Address:
    """Building, unit and room as written on the sheet."""

    building: str = ""
    unit: str = ""
    room: str = ""

    @property
    def key(self) -> str:
        """The same household however it is written: full-width figures, 幢 or 栋, leading zeros. Empty where there is no address."""
        parts = [_plain(part) for part in (self.building, self.unit, self.room)]
        return "/".join(parts) if parts[0] and parts[2] else ""


@dataclass(frozen=True, slots=True)
class Endorser:
    """One line of the sheet. `entry` is the roll entry of a member; a resident has a name and an address on paper instead.

    `may_endorse` is the member's right; a resident's is that the clerk has looked at signature and address (`checked`).
    `namesake`: the clerk has made sure that it is somebody else than whoever else signs with this name.
    """

    name: str
    entry: int | None = None
    address: Address = Address()
    may_endorse: bool = True
    checked: bool = True
    namesake: bool = False

    def key(self, unit: Unit) -> str:
        """What makes two lines the same endorser."""
        if unit == "household" or self.entry is None:
            place = self.address.key
            return f"household:{place}" if unit == "household" else f"resident:{plain_name(self.name)}@{place}"
        return f"member:{self.entry}"


def joint_issues(endorsers: Sequence[Endorser], *, nominee: int, needed: int, unit: Unit) -> tuple[Issue, ...]:
    """What keeps a sheet of endorsers from being registered; whoever cannot be counted is named, then the number that is left."""
    faults = [*_line_issues(endorsers, nominee, unit), *_double_issues(endorsers, unit)]
    if unit == "person":
        faults += [Issue("endorsers_of_one_name", pair.figures) for pair in namesakes(endorsers) if not endorsers[pair.second - 1].namesake]
    counted = len({endorser.key(unit) for endorser in endorsers if not list(_own_issues(endorser, nominee, unit, 0))})
    if counted < needed:
        faults.append(Issue(f"too_few_{unit}s_endorse", {"needed": needed, "given": counted, "missing": needed - counted}))
    return tuple(faults)


def sponsor_issues(channel: Channel, *, organisation: str, endorsers: int) -> Iterator[Issue]:
    """An organisation signs for itself; only a joint nomination has endorsers."""
    if channel is Channel.ORGANISATION and not organisation.strip():
        yield Issue("recommending_organisation_missing", {})
    if channel is not Channel.JOINT and endorsers:
        yield Issue("endorsers_not_needed", {"given": endorsers})


def _line_issues(endorsers: Sequence[Endorser], nominee: int, unit: Unit) -> Iterator[Issue]:
    for line, endorser in enumerate(endorsers, 1):
        yield from _own_issues(endorser, nominee, unit, line)


def _own_issues(endorser: Endorser, nominee: int, unit: Unit, line: int) -> Iterator[Issue]:
    place = {"line": line, "name": endorser.name}
    if not endorser.name.strip():
        yield Issue("endorser_without_name", {"line": line})
    if endorser.entry == nominee:
        yield Issue("endorser_is_nominee", place)
    if not endorser.may_endorse:
        yield Issue("endorser_without_right", place)
    if (endorser.entry is None or unit == "household") and not endorser.address.key:
        yield Issue("endorser_without_address", place)
    if endorser.entry is None and not endorser.checked:
        yield Issue("endorser_not_checked", place)


def _double_issues(endorsers: Sequence[Endorser], unit: Unit) -> Iterator[Issue]:
    first_line: dict[str, int] = {}
    for line, endorser in enumerate(endorsers, 1):
        key = endorser.key(unit)
        if key in first_line:
            yield Issue(f"{unit}_endorses_twice", {"name": endorser.name, "first": first_line[key], "second": line})
        first_line.setdefault(key, line)


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Two lines that carry one name and count as two people, one of them at least a resident, whom no roll tells apart."""

    name: str
    first: int
    second: int

    @property
    def figures(self) -> dict[str, object]:
        return {"name": self.name, "first": self.first, "second": self.second}


def namesakes(endorsers: Sequence[Endorser]) -> Iterator[Namesakes]:
    """Each line with the first of its name; a member with a resident's name typed beside it would otherwise sign for two."""
    for second, endorser in enumerate(endorsers, 1):
        name = plain_name(endorser.name)
        for first, other in enumerate(endorsers[: second - 1], 1):
            on_roll = endorser.entry is not None and other.entry is not None
            if name and plain_name(other.name) == name and not on_roll and other.key("person") != endorser.key("person"):
                yield Namesakes(name, first, second)
                break


def _plain(text: str) -> str:
    bare = NOT_OF_THE_PLACE.sub("", unicodedata.normalize("NFKC", text)).upper()
    return bare.lstrip("0") or bare[:1]
