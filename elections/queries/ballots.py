"""发票处: who is here without a ballot of this round, who has one, and the groups to whom ballots are handed out."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from elections.models import BallotIssue, BallotRound, Election, RollEntry
from elections.models.roll import RollEntryQuerySet
from elections.queries.meetings import electors, present_entries
from elections.queries.rounds import round_of

MOST_FOUND = 20
NO_BRANCH = 0


@dataclass(frozen=True, slots=True)
class AtTheDesk:
    """`state`: waits (here, without a ballot), has (a ballot), away (not checked in)."""

    entry: RollEntry
    state: str


@dataclass(frozen=True, slots=True)
class Group:
    """A branch whose people wait for their ballots; `key` 0 is everybody without a branch."""

    key: int
    name: str
    waiting: int


@dataclass(frozen=True, slots=True)
class Desk:
    waiting: tuple[RollEntry, ...]
    groups: tuple[Group, ...]
    found: tuple[AtTheDesk, ...]


def ballot_desk(round: BallotRound, text: str = "") -> Desk:
    """`text`: a part of a name, its initials, or a number of the roll."""
    here, holders = present_entries(round.session), ballot_holders(round)
    waiting = tuple(_people(round).filter(pk__in=here - holders))
    found = tuple(AtTheDesk(entry, _state(entry, here, holders)) for entry in _found(round, text)) if text.strip() else ()
    return Desk(waiting, tuple(_groups(waiting)), found)


def ballot_holders(round: BallotRound) -> set[int]:
    return set(BallotIssue.objects.filter(round=round).values_list("entry_id", flat=True))


def electors_of(round: BallotRound, ids: Collection[int]) -> list[RollEntry]:
    return list(_people(round).filter(pk__in=ids))


def waiting_of(round: BallotRound, key: int) -> list[RollEntry]:
    """Those of a group who are here and have no ballot yet."""
    here = _people(round).filter(pk__in=present_entries(round.session) - ballot_holders(round))
    return list(here.filter(branch=None) if key == NO_BRANCH else here.filter(branch=key))


def holder_of(election: Election, pk: int, entry: int) -> tuple[BallotRound, RollEntry] | None:
    """A person with a ballot of this round in hand."""
    round = round_of(election, pk)
    issue = BallotIssue.objects.filter(round=round, entry=entry).select_related("entry").first() if round else None
    return (round, issue.entry) if round and issue else None


def _people(round: BallotRound) -> RollEntryQuerySet:
    return electors(round.session.meeting).select_related("branch").order_by("number")


def _found(round: BallotRound, text: str) -> list[RollEntry]:
    words = text.strip()
    where = Q(name__icontains=words) | Q(pinyin__istartswith=words)
    if words.isdecimal():
        where |= Q(number=int(words))
    return list(_people(round).filter(where)[:MOST_FOUND])


def _state(entry: RollEntry, here: Collection[int], holders: Collection[int]) -> str:
    if entry.pk in holders:
        return "has"
    return "waits" if entry.pk in here else "away"


def _groups(waiting: Collection[RollEntry]) -> list[Group]:
    """Branches by their codes, as at the check-in; who is in none at the end."""
    branches = {entry.branch.code: entry.branch for entry in waiting if entry.branch}
    counted = Counter(entry.branch_id or NO_BRANCH for entry in waiting)
    found = [Group(branch.pk, branch.name, counted[branch.pk]) for _code, branch in sorted(branches.items())]
    return found + ([Group(NO_BRANCH, "", counted[NO_BRANCH])] if counted[NO_BRANCH] else [])
