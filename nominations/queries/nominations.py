"""推荐表: the sheets as registered, and people of the roll by what a clerk types."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from elections.models import Contest, Election, RollEntry
from elections.rules.roll_columns import plain_name
from nominations.models import Nomination, Nominee

NAME_AND_NUMBER = re.compile(r"^(?P<name>.+?)（(?P<number>\d+)）$")


def contests_of(election: Election) -> list[Contest]:
    """What may be stood for: the members' meeting's posts first, those of the new committee's own meeting after them."""
    return sorted(Contest.objects.filter(election=election), key=lambda contest: (contest.stage != Contest.Stage.MEETING, contest.order))


def sheets_of(nominee: Nominee) -> list[Nomination]:
    """The newest first, struck ones among them, with their endorsers."""
    found = Nomination.objects.filter(nominee=nominee).select_related("contest", "round", "remedy", "sheet", "registered_by", "struck_by")
    return list(found.prefetch_related("endorsers__entry").order_by("-pk"))


def sheet(election: Election, pk: int) -> Nomination | None:
    return Nomination.objects.filter(election=election, pk=pk).select_related("nominee__entry", "contest", "election").first()


@dataclass(frozen=True, slots=True)
class RollNames:
    """The standing people of one roll, found by number, whole name, name with number, or initials."""

    entries: tuple[RollEntry, ...]
    _found: dict[str, list[RollEntry]] = field(default_factory=dict)

    def find(self, typed: str) -> list[RollEntry]:
        """Everybody who is meant by what was typed; more than one where it says too little."""
        if not self._found:
            self._read()
        name = plain_name(typed)
        exact = NAME_AND_NUMBER.match(name)
        if exact:
            return [entry for entry in self._found.get(exact["number"], []) if plain_name(entry.name) == exact["name"]]
        return self._found.get(name.lower(), [])

    def _read(self) -> None:
        for entry in self.entries:
            for word in {plain_name(entry.name).lower(), str(entry.number), entry.pinyin.lower()} - {""}:
                self._found.setdefault(word, []).append(entry)


def label_of(entry: RollEntry) -> str:
    """As the list of suggestions shows a person: no two are the same."""
    return f"{entry.name}（{entry.number}）"


def labels_of(entries: Iterable[RollEntry]) -> str:
    return "、".join(label_of(entry) for entry in entries)


def roll_names(election: Election) -> RollNames:
    return RollNames(tuple(RollEntry.objects.filter(election=election).standing().select_related("branch")))
