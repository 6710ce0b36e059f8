"""One cycle of the street: its rules, the elections of its communities, who leads and helps, and the papers that close it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from elections.models import (
    Appointment,
    Cycle,
    Document,
    Election,
    GroupMember,
    LeadingGroup,
    Organisation,
    Reply,
    Request,
    StoredFile,
    Training,
)
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.rule_set import PRESETS, RuleSet

from .organisations import communities_of

SUMMARY_KINDS = ("summary_table", "cycle_summary")
HELPERS = (Role.GUIDANCE_OFFICER, Role.OBSERVER)


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """`election` is None where the community has none that stands."""

    community: Organisation
    election: Election | None


@dataclass(frozen=True, slots=True)
class Helpers:
    """Who advises and who observes in a community, or in one election of it."""

    community: Organisation
    guidance: list[Appointment]
    observers: list[Appointment]


def cycles_of(office: Organisation) -> list[Cycle]:
    return list(Cycle.objects.filter(office=office).annotate(opened=Count("elections")).select_related("opened_by"))


def cycle_of(office: Organisation, pk: int) -> Cycle | None:
    return Cycle.objects.select_related("office", "opened_by").filter(office=office, pk=pk).first()


def preset_of(office: Organisation, preset: str) -> RuleSet | None:
    """The rules that a new cycle starts from."""
    return PRESETS.get(preset)


def elections_of(cycle: Cycle) -> list[CommunityRow]:
    """Every community of the street with its election where it is opened, one that was annulled in a row of its own before it."""
    rows: list[CommunityRow] = []
    found = list(Election.objects.filter(cycle=cycle).order_by("pk"))
    for community in communities_of(cycle.office):
        own = [election for election in found if election.community_id == community.pk]
        rows += [CommunityRow(community, election) for election in own]
        rows += [] if any(election.annulled_at is None for election in own) else [CommunityRow(community, None)]
    return rows


def unopened(cycle: Cycle) -> list[Organisation]:
    return [row.community for row in elections_of(cycle) if row.election is None]


def free_code(cycle: Cycle, community: Organisation) -> str:
    """A code to offer: another number for each election of the community in the cycle."""
    code, number = f"{community.code[:22]}-{cycle.code[:9]}", Election.objects.filter(cycle=cycle, community=community).count() + 1
    return code if number == 1 else f"{code[:29].rstrip('-')}-{number}"


def standing_elections(cycle: Cycle) -> list[Election]:
    """Those that the summary tells of."""
    return list(Election.objects.filter(cycle=cycle, annulled_at=None).select_related("community").order_by("community__code"))


def trainings_of(cycle: Cycle) -> list[Training]:
    return list(Training.objects.filter(cycle=cycle).select_related("community", "recorded_by", "evidence").order_by("-held_at", "-pk"))


def training_of(office: Organisation, pk: int) -> Training | None:
    return Training.objects.filter(cycle__office=office, pk=pk).select_related("cycle__office").first()


def training_sheet(office: Organisation, pk: int) -> StoredFile | None:
    """Who came, on paper; `pk` of the training."""
    found = Training.objects.filter(cycle__office=office, pk=pk).exclude(evidence=None).select_related("evidence__office").first()
    return found.evidence if found else None


def street_group(cycle: Cycle) -> list[GroupMember]:
    """工作领导小组 of the street as it stands; empty where none is set."""
    group = LeadingGroup.objects.standing().filter(cycle=cycle, election=None).first()
    return list(group.members.all()) if group else []


def helpers_of(cycle: Cycle, communities: Sequence[Organisation], at: datetime) -> list[Helpers]:
    found = {community.pk: Helpers(community, [], []) for community in communities}
    held = Appointment.objects.in_force(at).filter(role__in=HELPERS, organisation__in=list(found)).select_related("account")
    for appointment in held.order_by("pk"):
        of = found[appointment.organisation_id]
        (of.guidance if appointment.role == Role.GUIDANCE_OFFICER else of.observers).append(appointment)
    return list(found.values())


def rules_are_bound(cycle: Cycle) -> bool:
    """Whether a roll is closed, after which every change of the rules rests on a reply of the superior."""
    return Election.objects.filter(cycle=cycle, milestones__kind=Milestone.ROLL_CLOSED).exists()


def approved_change(cycle: Cycle) -> Request | None:
    """The reply that the next change may rest on."""
    asked = Request.objects.filter(election__cycle=cycle, kind=Request.Kind.RULE_CHANGE, pk__gt=cycle.rule_request_id or 0)
    return asked.filter(replies__kind=Reply.Kind.APPROVED, replies__scan__isnull=False).last()


def summaries_of(cycle: Cycle) -> list[Document]:
    """The papers of the newest filing."""
    found = Document.objects.filter(
        office=cycle.office, election=None, kind__in=SUMMARY_KINDS, superseded_by=None, title__startswith=cycle.name
    )
    return list(found.select_related("pdf", "stamped_copy").order_by("pk"))


def summary_paper(office: Organisation, pk: int) -> Document | None:
    return (
        Document.objects.select_related("pdf", "stamped_copy").filter(office=office, election=None, kind__in=SUMMARY_KINDS, pk=pk).first()
    )
