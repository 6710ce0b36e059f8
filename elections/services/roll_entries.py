"""One line of the roll: what is checked before it is written, and what follows from what is stated."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.crypto import salted_hmac

from elections.documents.glyphs import missing_glyphs
from elections.models import Election, Organisation, RollEntry
from elections.models.roll import RollEntryQuerySet
from elections.queries.roll import Replies, person_of, replies_to_stand, reply_for, roll_day
from elections.rules.eligibility import Right, rights_on
from elections.rules.identity_number import contradiction_issues, identity_issues
from elections.rules.issues import Issue
from elections.rules.roll_person import RollPerson, person_issues, standing_of

from .acting import ElectionAct
from .pinyin import initials

DAYS = ("born_on", "joined_on", "full_member_on", "suspended_from", "suspended_until")


def entry_issues(act: ElectionAct, person: RollPerson, identity_number: str) -> Iterator[Issue]:
    yield from person_issues(person, timezone.localdate(act.now), act.election.rules.capacity_order)
    if identity_number:
        faults = list(identity_issues(identity_number))
        yield from faults or contradiction_issues(identity_number, person.born_on, person.sex)


def write_entry(act: ElectionAct, entry: RollEntry, person: RollPerson, identity_number: str = "") -> RollEntry:
    """Within another act: the person as stated, with what follows from it. The ID number itself is not kept."""
    fill_entry(entry, person, branches_of(act.election))
    if identity_number:
        entry.identity_key, entry.identity_tail = identity_key(act.election, identity_number), identity_number[-4:]
    set_rights(act, entry, replies_to_stand(act.election))
    entry.save()
    return entry


def fill_entry(entry: RollEntry, person: RollPerson, branches: Mapping[str, Organisation]) -> None:
    for name, value in asdict(person).items():
        setattr(entry, name, list(value) if isinstance(value, tuple) else value)
    entry.pinyin = initials(person.name)
    entry.branch = branches.get(person.branch_name)


def set_rights(act: ElectionAct, entry: RollEntry, replies: Replies) -> None:
    rights = rights_on(standing_of(person_of(entry), reply_for(entry, replies)), roll_day(act.election, act.now))
    entry.may_vote = Right.VOTE in rights
    entry.may_stand = Right.STAND in rights
    entry.may_recommend = Right.RECOMMEND in rights
    entry.may_endorse = Right.ENDORSE in rights


def refresh_rights(act: ElectionAct) -> None:
    """Within another act: rights as they are on the day of the meeting, with the replies that have come in since."""
    _set_rights_of(act, RollEntry.objects.filter(election=act.election).standing())


def refresh_part_time(act: ElectionAct) -> None:
    """Within the act that brings the reply: who it covers may stand from now on."""
    _set_rights_of(act, RollEntry.objects.filter(election=act.election, part_time=True).standing())


def _set_rights_of(act: ElectionAct, found: RollEntryQuerySet) -> None:
    entries, replies = list(found), replies_to_stand(act.election)
    for entry in entries:
        set_rights(act, entry, replies)
    RollEntry.objects.bulk_update(entries, ["may_vote", "may_stand", "may_recommend", "may_endorse"], batch_size=500)


def same_person(act: ElectionAct, person: RollPerson, identity_number: str) -> RollEntry | None:
    """By ID number; without one on either side, by name and birthday."""
    key = identity_key(act.election, identity_number) if identity_number else ""
    alike = RollEntry.objects.filter(election=act.election, name=person.name, born_on=person.born_on).standing()
    for entry in alike:
        if not (key and entry.identity_key) or key == entry.identity_key:
            return entry
    return RollEntry.objects.filter(election=act.election, identity_key=key).standing().first() if key else None


def branches_of(election: Election) -> dict[str, Organisation]:
    return {branch.name: branch for branch in Organisation.objects.filter(parent=election.community, kind=Organisation.Kind.BRANCH)}


def next_number(act: ElectionAct) -> int:
    newest = RollEntry.objects.filter(election=act.election).order_by("-number").first()
    return newest.number + 1 if newest else 1


def identity_key(election: Election, number: str) -> str:
    """A keyed hash, for matching within the office only: without the office's key no number can be tried against it."""
    return salted_hmac("elections.roll.identity", f"{election.office.code}:{number}", algorithm="sha256").hexdigest()


def unprintable(name: str) -> list[str]:
    """Characters that no packaged font covers: flagged when the name is entered, refused when a paper is issued."""
    return missing_glyphs(name)


def changed_fields(before: RollPerson, after: RollPerson) -> list[str]:
    old, new = asdict(before), asdict(after)
    return sorted(name for name in new if new[name] != old[name])


def read_plain(values: Mapping[str, Any]) -> RollPerson:
    """What `plain` wrote."""
    read = dict(values)
    for name in DAYS:
        read[name] = date.fromisoformat(read[name]) if read[name] else None
    for name in ("capacities", "tags"):
        read[name] = tuple(read[name])
    return RollPerson(**read)


def plain(person: RollPerson) -> dict[str, Any]:
    """As JSON keeps it."""
    values = asdict(person).items()
    return {
        name: value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value for name, value in values
    }
