"""The nominees as a list: searched, filtered, sorted, grouped for a print. Asked of lines that are read already."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from elections.models import Election
from elections.queries.roll_lists import branch_names
from elections.rules.roll_columns import plain_name
from elections.rules.stroke_order import sort_key

from .nominees import NomineeLine, nominee_lines

SORTS: dict[str, Callable[[NomineeLine], Any]] = {
    "strokes": lambda line: sort_key(line.nominee.entry.name),
    "number": lambda line: 0,
    "branch": lambda line: line.nominee.entry.branch_name,
    "newest": lambda line: -line.newest_sheet.timestamp() if line.newest_sheet else 0.0,
}
STATES: dict[str, Callable[[NomineeLine], bool]] = {
    "stands": lambda line: line.stands,
    "consented": lambda line: line.stands and line.consented,
    "missing": lambda line: line.stands and not line.consented,
    "held": lambda line: line.held,
    "out": lambda line: not line.stands,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NomineeChoice:
    """What somebody asks of the list; "" asks for nothing. `state` is one of STATES."""

    text: str = ""
    post: str = ""
    channel: str = ""
    state: str = ""
    sort: str = "strokes"

    @property
    def asks(self) -> bool:
        return any((self.text, self.state, self.post, self.channel))


def nominee_list(election: Election, choice: NomineeChoice) -> list[NomineeLine]:
    return chosen(nominee_lines(election), choice)


def chosen(lines: Iterable[NomineeLine], choice: NomineeChoice) -> list[NomineeLine]:
    """Who stands comes first in any order; who is equal in it, by the number on the roll."""
    order = SORTS.get(choice.sort, SORTS["strokes"])
    found = [line for line in lines if _is_wanted(line, choice)]
    return sorted(found, key=lambda line: (not line.stands, order(line), line.nominee.entry.number))


def for_paper(choice: NomineeChoice) -> NomineeChoice:
    """What leaves the house says of nobody that a matter is open, not even by who is on the list."""
    return replace(choice, state="") if choice.state == "held" else choice


def by_branch(election: Election, lines: Iterable[NomineeLine]) -> list[tuple[str, list[NomineeLine]]]:
    """Branches in the order of the roll; who belongs to none comes last, under ""."""
    groups: dict[str, list[NomineeLine]] = {name: [] for name in branch_names(election)}
    for line in lines:
        groups.setdefault(line.nominee.entry.branch_name, []).append(line)
    named = [(name, people) for name, people in groups.items() if name and people]
    return [*named, ("", groups[""])] if "" in groups else named


def _is_wanted(line: NomineeLine, choice: NomineeChoice) -> bool:
    return (
        _is_named(line, plain_name(choice.text))
        and (not choice.post or choice.post in line.posts)
        and (not choice.channel or choice.channel in line.channels)
        and (choice.state not in STATES or STATES[choice.state](line))
    )


def _is_named(line: NomineeLine, text: str) -> bool:
    """As the roll is searched: a part of the name, the first initials, or the whole number."""
    entry = line.nominee.entry
    return text in entry.name or entry.pinyin.startswith(text.lower()) or (text.isdecimal() and int(text) == entry.number)
