"""The roll as a list: searched, filtered, sorted, grouped for a print. One query for the people of any list."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q

from elections.models import Election, Exclusion, ImportedRoll, RollEntry, RollRevision
from elections.rules.addresses import building_of
from elections.rules.natural_order import natural_key
from elections.rules.stroke_order import sort_key

Line = TypeVar("Line")

NOT_COUNTED = (Exclusion.State.PROPOSED, Exclusion.State.CONSENTED, Exclusion.State.APPROVED)
RIGHTS = ("vote", "stand", "recommend", "endorse")
SORTS: dict[str, Callable[[RollEntry], Any]] = {
    "number": lambda entry: entry.number,
    "strokes": lambda entry: (sort_key(entry.name), entry.number),
    "pinyin": lambda entry: (entry.pinyin, entry.number),
    "born": lambda entry: (entry.born_on, entry.number),
    "branch": lambda entry: (natural_key(entry.branch_name), entry.number),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RollChoice:
    """What somebody asks of the list; "" asks for nothing. `right` may say `no_vote`, `excluded` a state or `any`, `state` is `struck`."""

    text: str = ""
    branch: str = ""
    membership: str = ""
    capacity: str = ""
    right: str = ""
    excluded: str = ""
    state: str = ""
    sort: str = "number"

    @property
    def asks(self) -> bool:
        return any((self.text, self.branch, self.membership, self.capacity, self.right, self.excluded, self.state))


def roll_list(election: Election, choice: RollChoice) -> list[RollEntry]:
    """Each with its branch and its exclusion."""
    found = RollEntry.objects.filter(_wanted(choice), election=election, removed_at__isnull=choice.state != "struck")
    entries = [entry for entry in found.select_related("branch", "exclusion") if not choice.capacity or choice.capacity in entry.capacities]
    return sorted(entries, key=SORTS.get(choice.sort, SORTS["number"]))


def _wanted(choice: RollChoice) -> Q:
    wanted = Q()
    if choice.text:
        wanted &= _named(choice.text)
    if choice.branch:
        wanted &= Q(branch_name=choice.branch)
    if choice.membership:
        wanted &= Q(membership=choice.membership)
    if choice.right in RIGHTS:
        wanted &= Q(**{f"may_{choice.right}": True})
    elif choice.right == "no_vote":
        wanted &= Q(may_vote=False)
    if choice.excluded:
        states = [choice.excluded] if choice.excluded in Exclusion.State.values else NOT_COUNTED
        wanted &= Q(exclusion__state__in=states)
    return wanted


def _named(text: str) -> Q:
    wanted = text.strip()
    found = Q(name__contains=wanted) | Q(pinyin__startswith=wanted.lower())
    return found | Q(number=int(wanted)) if wanted.isdecimal() and len(wanted) < 7 else found


def branch_names(election: Election) -> list[str]:
    """As the roll writes them: 第一、第二, … as people count."""
    named = RollEntry.objects.filter(election=election).standing().exclude(branch_name="")
    return sorted(set(named.values_list("branch_name", flat=True)), key=natural_key)


def grouped(lines: Iterable[Line], by: str, entry_of: Callable[[Line], RollEntry]) -> list[tuple[str, list[Line]]]:
    """Per branch or per building, in the order in which people count them; who belongs to none comes last, under ""."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        entry = entry_of(line)
        groups.setdefault(building_of(entry.address) if by == "building" else entry.branch_name, []).append(line)
    named = sorted(((name, people) for name, people in groups.items() if name), key=lambda group: natural_key(group[0]))
    return [*named, ("", groups[""])] if "" in groups else named


def entry_of(election: Election, pk: int) -> RollEntry | None:
    """Also who was struck off: the row stays."""
    return RollEntry.objects.filter(election=election, pk=pk).select_related("branch", "exclusion", "election__cycle__office").first()


def standing_entry(election: Election, pk: int) -> RollEntry | None:
    found = entry_of(election, pk)
    return found if found is not None and found.removed_at is None else None


def revisions_of(election: Election, entry: RollEntry | None = None) -> list[RollRevision]:
    """The newest first."""
    found = RollRevision.objects.filter(election=election) if entry is None else RollRevision.objects.filter(entry=entry)
    return list(found.select_related("entry", "by").order_by("-pk"))


def changed_values(revision: RollRevision) -> Sequence[str]:
    """The fields in which the two versions differ."""
    return [name for name, value in revision.after.items() if revision.before and revision.before.get(name) != value]


def exclusions_of(election: Election) -> list[Exclusion]:
    """Cases of people who are on the roll, by category."""
    found = Exclusion.objects.filter(entry__election=election, entry__removed_at=None)
    return list(found.select_related("entry", "proposed_by").order_by("category", "entry__number"))


def exclusion_of(election: Election, pk: int) -> Exclusion | None:
    return Exclusion.objects.filter(entry__election=election, pk=pk).select_related("entry__election").first()


def imports_of(election: Election) -> list[ImportedRoll]:
    """The newest first."""
    return list(ImportedRoll.objects.filter(election=election).select_related("by").order_by("-pk"))


def import_of(election: Election, pk: int) -> ImportedRoll | None:
    return ImportedRoll.objects.filter(election=election, pk=pk).select_related("election__cycle__office").first()
