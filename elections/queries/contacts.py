"""点对点联系, member by member: how each stands after the newest attempt. The figures are in `queries.mobilisation`."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from elections.models import Contact, Election, RollEntry
from elections.rules.addresses import building_of
from elections.rules.natural_order import natural_key

from .roll_lists import RollChoice, grouped, roll_list

REACHED, TRIED, NOT_TRIED = "reached", "tried", "not_tried"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChoice:
    """What somebody asks of the list; "" asks for nothing. `need` is `away`, `fetching` or a wish."""

    text: str = ""
    branch: str = ""
    building: str = ""
    state: str = ""
    need: str = ""
    by_name: str = ""

    @property
    def asks(self) -> bool:
        return any((self.text, self.branch, self.building, self.state, self.need, self.by_name))


@dataclass(frozen=True, slots=True)
class MemberContact:
    """`newest` attempt, and the newest wish, which an attempt that failed does not undo."""

    entry: RollEntry
    attempts: Sequence[Contact] = field(default=())

    @property
    def newest(self) -> Contact | None:
        return self.attempts[-1] if self.attempts else None

    @property
    def state(self) -> str:
        if any(attempt.reached for attempt in self.attempts):
            return REACHED
        return TRIED if self.attempts else NOT_TRIED

    @property
    def wish(self) -> str:
        return next((attempt.wish for attempt in reversed(self.attempts) if attempt.wish), "")

    @property
    def by_name(self) -> str:
        return next((attempt.by_name for attempt in reversed(self.attempts) if attempt.by_name), "")


def member_contacts(election: Election, choice: ContactChoice | None = None) -> list[MemberContact]:
    """Members of the roll in its order. Two queries, however many there are."""
    wanted = choice or ContactChoice()
    listed = roll_list(election, RollChoice(text=wanted.text, branch=wanted.branch))
    members = [entry for entry in listed if entry.membership != RollEntry.Membership.NONE and not entry.part_time]
    made: dict[int, list[Contact]] = {}
    for contact in Contact.objects.filter(entry__election=election).order_by("contacted_at", "pk"):
        made.setdefault(contact.entry_id, []).append(contact)
    found = (MemberContact(entry, made.get(entry.pk, ())) for entry in members)
    return [member for member in found if _is_wanted(member, wanted)]


def _is_wanted(member: MemberContact, choice: ContactChoice) -> bool:
    entry = member.entry
    needs = {"away": entry.away, "fetching": entry.needs_fetching}
    return (
        choice.state in ("", member.state)
        and (not choice.need or needs.get(choice.need, member.wish == choice.need))
        and choice.by_name in ("", member.by_name)
        and choice.building in ("", building_of(entry.address))
    )


def buildings(election: Election) -> list[str]:
    addresses = RollEntry.objects.filter(election=election).members().exclude(address="").values_list("address", flat=True)
    return sorted({building for building in map(building_of, addresses) if building}, key=natural_key)


def contact_people(election: Election) -> list[str]:
    """Who of the group keeps in touch, as typed before."""
    names = Contact.objects.filter(entry__election=election).exclude(by_name="").order_by("by_name")
    return list(names.values_list("by_name", flat=True).distinct())


def history_of(entry: RollEntry) -> list[Contact]:
    """The newest first."""
    return list(Contact.objects.filter(entry=entry).select_related("recorded_by").order_by("-contacted_at", "-pk"))


def entry_on_roll(member: MemberContact) -> RollEntry:
    return member.entry


ON_A_SHEET = 50


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """One branch, or a part of a large one: what is typed at once."""

    number: int
    title: str
    members: Sequence[MemberContact]

    @property
    def not_reached(self) -> int:
        return sum(member.state != REACHED for member in self.members)


def contact_sheets(election: Election) -> list[ContactSheet]:
    parts = [
        (name, people[first : first + ON_A_SHEET])
        for name, people in grouped(member_contacts(election), "branch", entry_on_roll)
        for first in range(0, len(people), ON_A_SHEET)
    ]
    return [ContactSheet(number, name, people) for number, (name, people) in enumerate(parts, start=1)]


def contact_sheet(election: Election, number: int) -> ContactSheet | None:
    return next((sheet for sheet in contact_sheets(election) if sheet.number == number), None)


def member_of(election: Election, pk: int) -> MemberContact | None:
    return next((member for member in member_contacts(election) if member.entry.pk == pk), None)


def contact(election: Election, pk: int) -> Contact | None:
    return Contact.objects.filter(entry__election=election, pk=pk).select_related("entry__election__cycle__office").first()
