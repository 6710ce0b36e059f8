"""选举人名册: its figures, the rights of one person on a day, and who stands on two rolls."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from elections.models import Election, Exclusion, MilestoneRecord, Reply, Request, RollEntry
from elections.rules.acts import Milestone
from elections.rules.eligibility import Right, Standing, rights_on
from elections.rules.exclusions import ExclusionCategory
from elections.rules.roll_figures import RollFigures, RollMember, roll_figures
from elections.rules.roll_person import Member, RollPerson, standing_of

MEMBERSHIPS: dict[str, Member] = {"full": "full", "probationary": "probationary", "none": "none"}
Replies = Sequence[tuple[str, list[int] | None]]  # number, and the people of the roll that it is about
COUNTED_AS_EXCLUDED = (Exclusion.State.CONSENTED, Exclusion.State.APPROVED)


def is_closed(election: Election) -> bool:
    return MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.ROLL_CLOSED).exists()


def roll_day(election: Election, now: datetime) -> date:
    """The day for which the roll is drawn up: the meeting's, or today while no day is chosen."""
    return election.meeting_on or timezone.localdate(now)


def person_of(entry: RollEntry) -> RollPerson:
    return RollPerson(
        name=entry.name,
        sex=entry.sex,
        born_on=entry.born_on,
        membership=MEMBERSHIPS[entry.membership],
        ethnicity=entry.ethnicity,
        education=entry.education,
        joined_on=entry.joined_on,
        full_member_on=entry.full_member_on,
        branch_name=entry.branch_name,
        post=entry.post,
        telephone=entry.telephone,
        address=entry.address,
        capacities=tuple(entry.capacities),
        tags=tuple(entry.tags),
        part_time=entry.part_time,
        suspension=entry.suspension,
        suspended_from=entry.suspended_from,
        suspended_until=entry.suspended_until,
        away=entry.away,
        needs_fetching=entry.needs_fetching,
    )


def replies_to_stand(election: Election) -> Replies:
    """The superior's scanned replies that let part-time members stand, the newest first: number, and whom the request was about."""
    replies = Reply.objects.filter(request__election=election, request__kind=Request.Kind.CAPACITY_TO_STAND, scan__isnull=False)
    approved = replies.filter(kind=Reply.Kind.APPROVED).exclude(number="")
    return tuple(approved.order_by("-pk").values_list("number", "request__people"))


def reply_for(entry: RollEntry, replies: Replies) -> str:
    """The number of the newest that covers this person; "" where none does."""
    return next((number for number, people in replies if people is None or entry.pk in people), "")


def standing(entry: RollEntry) -> Standing:
    return standing_of(person_of(entry), reply_for(entry, replies_to_stand(entry.election)))


def rights_of(entry: RollEntry, day: date) -> frozenset[Right]:
    """What the rules answer for that day; nothing for somebody who was struck off."""
    return frozenset() if entry.removed_at else rights_on(standing(entry), day)


def figures_of(election: Election) -> RollFigures:
    """党员总数, 正式, 预备, 有选举权, 可不计入 (consented by the superior; the meeting votes on them), 应到会 once the meeting agrees."""
    excluded = Exclusion.objects.filter(entry__election=election, state__in=COUNTED_AS_EXCLUDED).values_list("entry_id", "category")
    categories = {entry: ExclusionCategory(category) for entry, category in excluded}
    members = RollEntry.objects.filter(election=election).members().values_list("pk", "membership", "may_vote")
    return roll_figures(
        RollMember(full=membership == "full", has_vote=may_vote and membership == "full", exclusion=categories.get(entry))
        for entry, membership, may_vote in members
    )


def first_capacities(election: Election) -> Counter[str]:
    """How many slips of each category the roll has: one for each person, by the first capacity in the rule set's order."""
    order = election.rules.capacity_order
    counted: Counter[str] = Counter()
    for capacities in RollEntry.objects.filter(election=election).standing().values_list("capacities", flat=True):
        first = next((capacity for capacity in order if capacity in capacities), None)
        if first is not None:
            counted[first] += 1
    return counted


@dataclass(frozen=True, slots=True)
class DoubleEntry:
    """`certain` by ID number; otherwise the same name and birthday, where one of the two rolls has no number."""

    entry: RollEntry
    other: RollEntry
    certain: bool


def on_two_rolls(election: Election) -> list[DoubleEntry]:
    """Electors of this roll who are electors of another one of the same cycle."""
    own = list(RollEntry.objects.electors().filter(election=election))
    alike = Q(name__in={entry.name for entry in own}) | Q(identity_key__in={entry.identity_key for entry in own} - {""})
    others = (
        RollEntry.objects.electors().filter(alike, election__cycle=election.cycle, election__annulled_at=None).exclude(election=election)
    )
    by_key: dict[str, RollEntry] = {}
    by_person: dict[tuple[str, date], RollEntry] = {}
    for other in others.select_related("election__community"):
        by_key[other.identity_key] = other
        by_person[other.name, other.born_on] = other
    found = []
    for entry in own:
        same = by_key.get(entry.identity_key) if entry.identity_key else None
        named = by_person.get((entry.name, entry.born_on))
        if same is not None:
            found.append(DoubleEntry(entry, same, certain=True))
        elif named is not None and not (entry.identity_key and named.identity_key):
            found.append(DoubleEntry(entry, named, certain=False))
    return found


def search(election: Election, text: str) -> list[RollEntry]:
    """By name, pinyin initials or number, as the check-in desk and the roll's page do."""
    wanted = text.strip()
    found = Q(name__contains=wanted) | Q(pinyin__startswith=wanted.lower())
    if wanted.isdecimal():
        found |= Q(number=int(wanted))
    return list(RollEntry.objects.filter(found, election=election).standing()) if wanted else []
