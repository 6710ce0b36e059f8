"""The street, its communities and their branches, as an office lists them."""

from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Q

from elections.models import Appointment, Election, Organisation, RollEntry
from elections.rules.natural_order import natural_key


@dataclass(slots=True)
class Community:
    organisation: Organisation
    branches: list[Organisation] = field(default_factory=list)


def organisation_of(office: Organisation, pk: int) -> Organisation | None:
    return Organisation.objects.of_office(office).select_related("parent").filter(pk=pk).first()


def parent_of(office: Organisation, pk: int) -> Organisation | None:
    """The street or one of its communities: what can have parts."""
    return Organisation.objects.of_office(office).exclude(kind=Organisation.Kind.BRANCH).filter(pk=pk).first()


def part_named(parent: Organisation, name: str) -> Organisation | None:
    """Of the street or the community, the part that has this name already."""
    return Organisation.objects.filter(parent=parent, name=name).first()


def what_uses(organisation: Organisation) -> dict[str, int]:
    """How much refers to it: an organisation that nothing refers to can be taken away."""
    named = {Organisation: "parts", Election: "elections", Appointment: "roles", RollEntry: "people"}
    used = dict.fromkeys([*named.values(), "others"], 0)
    for key in (key for model in apps.get_models() for key in model._meta.concrete_fields if key.related_model is Organisation):
        used[named.get(key.model, "others")] += key.model._base_manager.filter(**{key.attname: organisation.pk}).count()
    return used


def communities_of(office: Organisation) -> list[Organisation]:
    return list(Organisation.objects.communities().filter(parent=office))


def branches_of(community: Organisation) -> list[Organisation]:
    """第一、第二, … as people count."""
    return sorted(community.children.filter(kind=Organisation.Kind.BRANCH), key=lambda branch: natural_key(branch.name))


def tree(office: Organisation, name: str = "") -> list[Community]:
    """Every community with its branches; with `name` those in whose name, code or branches it stands."""
    parts = list(Organisation.objects.filter(Q(parent=office) | Q(parent__parent=office)))
    found = {part.pk: Community(part) for part in parts if part.kind == Organisation.Kind.COMMUNITY}
    for part in parts:
        if part.kind == Organisation.Kind.BRANCH and part.parent_id in found:
            found[part.parent_id].branches.append(part)
    for community in found.values():
        community.branches.sort(key=lambda branch: natural_key(branch.name))
    return [community for community in found.values() if _fits(community, name)]


def _fits(community: Community, wanted: str) -> bool:
    parts = [community.organisation, *community.branches]
    return not wanted or any(wanted in part.name or wanted.lower() == part.code for part in parts)
