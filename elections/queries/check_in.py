"""Who can be checked in: found by name, pinyin initials or number, told apart where two bear the same name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from elections.models import Account, CheckIn, Election, Exclusion, Meeting, MeetingSession, Official, RollEntry

from .hall import candidates_of
from .meetings import electors

MOST_FOUND = 60


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the roll in this session. `is_elector`: counted among those present; `left_out`: not due, counted when here."""

    entry: RollEntry
    is_elector: bool
    left_out: bool
    namesakes: bool
    row: CheckIn | None  # the last one that stands

    @property
    def is_here(self) -> bool:
        return self.row is not None and self.row.left_at is None

    @property
    def is_due(self) -> bool:
        """Who was left out and has come is counted among those due as well."""
        return self.is_elector and (not self.left_out or (self.row is not None and self.row.counted_back))

    @property
    def group(self) -> str:
        return self.entry.branch.name if self.entry.branch else self.entry.branch_name

    @property
    def letter(self) -> str:
        return self.entry.pinyin[:1].upper()


@dataclass(frozen=True, slots=True)
class Group:
    """A branch or block with its people; `number` is its place in the list, the name empty for who is in none."""

    number: int
    name: str
    people: tuple[Person, ...]

    @property
    def due(self) -> int:
        return sum(person.is_due for person in self.people)

    @property
    def here(self) -> int:
        return sum(person.is_here for person in self.people)


def people_of(session: MeetingSession) -> list[Person]:
    """In the order of the roll: who votes here, and the members who are only guests."""
    meeting = session.meeting
    voting = set(electors(meeting).values_list("pk", flat=True))
    members = RollEntry.objects.filter(election=meeting.election).members().select_related("branch")
    entries = [entry for entry in members if not meeting.is_plenary or entry.pk in voting]
    rows = {row.entry_id: row for row in CheckIn.objects.came().filter(session=session).select_related("by")}
    names = Counter(entry.name for entry in entries)
    left_out = _left_out(meeting)
    return [Person(entry, entry.pk in voting, entry.pk in left_out, names[entry.name] > 1, rows.get(entry.pk)) for entry in entries]


def find(people: Sequence[Person], words: str) -> list[Person]:
    """By number, by part of the name, or by the first letters of its pinyin. An exact number or name comes first."""
    wanted = words.strip()
    if not wanted:
        return []
    if wanted.isdecimal():
        return [person for person in people if str(person.entry.number) == wanted] or [
            person for person in people if str(person.entry.number).startswith(wanted)
        ]
    letters = wanted.lower()
    found = [person for person in people if wanted in person.entry.name or (person.entry.pinyin or "-").lower().startswith(letters)]
    return sorted(found, key=lambda person: person.entry.name != wanted)


def letters_of(people: Sequence[Person]) -> list[str]:
    return sorted({person.letter for person in people if person.letter})


def groups_of(people: Sequence[Person]) -> list[Group]:
    """Only who votes; branches by their codes, other groups by their names, who is in none at the end."""
    found: dict[str, list[Person]] = {}
    for person in people:
        if person.is_elector:
            found.setdefault(person.group, []).append(person)
    names = sorted(found, key=lambda name: (not name, _code_of(found[name][0]), name))
    return [Group(number, name, tuple(found[name])) for number, name in enumerate(names, start=1)]


def _code_of(person: Person) -> str:
    return person.entry.branch.code if person.entry.branch else ""


def latest_of(people: Sequence[Person], number: int = 6) -> list[Person]:
    """Who came last, newest first: a mistake is seen here and undone."""
    here = [(person.row.pk, person) for person in people if person.row is not None and person.is_here]
    return [person for _pk, person in sorted(here, key=lambda pair: -pair[0])[:number]]


def standing_check_in(session: MeetingSession, entry: RollEntry) -> CheckIn | None:
    return CheckIn.objects.here().filter(session=session, entry=entry).select_related("by").first()


def came_with(row: CheckIn, account: Account) -> bool:
    """Whether it was this account's own hand."""
    return row.by_id == account.pk


def member_of(election: Election, pk: int) -> RollEntry | None:
    return RollEntry.objects.filter(election=election, pk=pk).standing().select_related("branch").first()


def entries_by_number(election: Election, numbers: Sequence[int]) -> dict[int, RollEntry]:
    """Everybody on the roll, with a vote or without: who stands there must not be said to be unknown."""
    return {entry.number: entry for entry in RollEntry.objects.filter(election=election, number__in=numbers).standing()}


def here_to_serve(session: MeetingSession) -> list[RollEntry]:
    """Present, with a vote, no candidate, no official yet: who can take an official's place."""
    busy = set(Official.objects.serving().filter(meeting=session.meeting).values_list("entry_id", flat=True))
    busy |= {candidate.entry_id for candidate in candidates_of(session.meeting)}
    return [person.entry for person in people_of(session) if person.is_here and person.is_elector and person.entry.pk not in busy]


def _left_out(meeting: Meeting) -> set[int]:
    if meeting.kind != Meeting.Kind.MEMBERS:
        return set()
    found = Exclusion.objects.filter(entry__election=meeting.election, state=Exclusion.State.APPROVED)
    return set(found.values_list("entry_id", flat=True))
