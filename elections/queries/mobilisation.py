"""动员 in figures: leaders and the three musts, training by level, publicity by kind, and who was reached."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, QuerySet, Sum

from elections.models import (
    Contact,
    Cycle,
    Document,
    Election,
    LeaderDuty,
    LeaderPresence,
    MilestoneRecord,
    PublicityItem,
    RollEntry,
    Training,
)
from elections.rules.acts import Milestone

from .meeting_dates import wishes

Occasion = LeaderPresence.Occasion


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """`attended` are the occasions of the three musts; `missing` those still to come or missed."""

    duty: LeaderDuty
    attended: tuple[str, ...]
    missing: tuple[str, ...]


def leaders(cycle: Cycle) -> list[LeaderRow]:
    duties = LeaderDuty.objects.standing().filter(election__cycle=cycle).select_related("election__community").prefetch_related("presences")
    return [_leader_row(duty) for duty in duties.order_by("election__community__code")]


def _leader_row(duty: LeaderDuty) -> LeaderRow:
    there = {presence.occasion for presence in duty.presences.all()}
    attended = tuple(occasion for occasion in Occasion.values if occasion in there)
    return LeaderRow(duty, attended, tuple(occasion for occasion in Occasion.values if occasion not in there))


@dataclass(frozen=True, slots=True)
class GatheringFigures:
    kind: str
    level: str
    held: int
    attended: int


def training_figures(cycle: Cycle) -> list[GatheringFigures]:
    """业务培训会23次, 小结会10次, 交流观摩50余人次: how often and by how many, by level."""
    counted = Training.objects.filter(cycle=cycle).order_by().values("kind", "level").annotate(held=Count("pk"), people=Sum("attended"))
    rows = sorted(counted, key=lambda row: (Training.Kind.values.index(row["kind"]), Training.Level.values.index(row["level"])))
    return [GatheringFigures(row["kind"], row["level"], row["held"], row["people"]) for row in rows]


@dataclass(frozen=True, slots=True)
class PublicityFigures:
    """`proven` entries of the ledger, of `entries`, carry their evidence."""

    kind: str
    quantity: int
    entries: int
    proven: int


def publicity_figures(election: Election) -> list[PublicityFigures]:
    return _publicity(PublicityItem.objects.filter(election=election))


def publicity_of_cycle(cycle: Cycle) -> list[PublicityFigures]:
    return _publicity(PublicityItem.objects.filter(election__cycle=cycle))


def _publicity(items: QuerySet[PublicityItem]) -> list[PublicityFigures]:
    counted = items.order_by().values("kind").annotate(sum=Sum("quantity"), entries=Count("pk"), proven=Count("evidence"))
    rows = sorted(counted, key=lambda row: PublicityItem.Kind.values.index(row["kind"]))
    return [PublicityFigures(row["kind"], row["sum"], row["entries"], row["proven"]) for row in rows]


@dataclass(frozen=True, slots=True)
class ContactFigures:
    members: int
    reached: int
    tried_only: int
    away: int
    needs_fetching: int
    by_manner: Counter[str]
    wishes: Counter[str]

    @property
    def not_tried(self) -> int:
        return self.members - self.reached - self.tried_only

    @property
    def coverage(self) -> Fraction:
        """知晓率: members who were reached, of all."""
        return Fraction(self.reached, self.members) if self.members else Fraction(0)


def contact_figures(election: Election) -> ContactFigures:
    members = RollEntry.objects.filter(election=election).members()
    made = Contact.objects.filter(entry__in=members)
    manners = made.filter(reached=True).order_by().values("manner").annotate(people=Count("entry", distinct=True))
    tried = made.values("entry").distinct().count()
    reached = made.filter(reached=True).values("entry").distinct().count()
    return ContactFigures(
        members=members.count(),
        reached=reached,
        tried_only=tried - reached,
        away=members.filter(away=True).count(),
        needs_fetching=members.filter(needs_fetching=True).count(),
        by_manner=Counter({row["manner"]: row["people"] for row in manners}),
        wishes=wishes(election),
    )


def members_not_reached(election: Election) -> QuerySet[RollEntry]:
    """Whom nobody has reached yet, with how often it was tried."""
    members = RollEntry.objects.filter(election=election).members()
    tried = members.annotate(attempts=Count("contacts"), successes=Count("contacts", filter=Q(contacts__reached=True)))
    return tried.filter(successes=0)


def members_to_fetch(election: Election) -> QuerySet[RollEntry]:
    return RollEntry.objects.electors().filter(election=election, needs_fetching=True)


def publicity_of(election: Election) -> QuerySet[PublicityItem]:
    """The ledger, the newest first."""
    return PublicityItem.objects.filter(election=election).select_related("evidence").order_by("-done_at", "-pk")


def publicity_item(election: Election, pk: int) -> PublicityItem | None:
    return publicity_of(election).filter(pk=pk).first()


def mobilisation_meeting(election: Election) -> MilestoneRecord | None:
    """As recorded, with its minutes."""
    held = MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.MOBILISATION_MEETING_HELD)
    return held.select_related("decision", "evidence").first()


def counted_meeting(election: Election) -> MilestoneRecord | None:
    """With who came; one that is on record by its paper alone has no figures."""
    held = mobilisation_meeting(election)
    return held if held is not None and "members" in held.facts else None


def newest_letters(election: Election) -> Document | None:
    made = Document.objects.filter(election=election, kind="open_letter", superseded_by=None).select_related("pdf")
    return made.order_by("drafted_at", "pk").last()
