"""The street, its communities and their branches, as an office lists them."""

from dataclasses import dataclass, field

from django.db.models import Q

from elections.models import Organisation


@dataclass(slots=True)
class Community:
    organisation: Organisation
    branches: list[Organisation] = field(default_factory=list)


def organisation_of(office: Organisation, pk: int) -> Organisation | None:
    return Organisation.objects.of_office(office).select_related("parent").filter(pk=pk).first()


def parent_of(office: Organisation, pk: int) -> Organisation | None:
    """The street or one of its communities: what can have parts."""
    return Organisation.objects.of_office(office).exclude(kind=Organisation.Kind.BRANCH).filter(pk=pk).first()


def communities_of(office: Organisation) -> list[Organisation]:
    return list(Organisation.objects.communities().filter(parent=office))


def tree(office: Organisation, name: str = "") -> list[Community]:
    """Every community with its branches; with `name` those in whose name, code or branches it stands."""
    parts = list(Organisation.objects.filter(Q(parent=office) | Q(parent__parent=office)))
    found = {part.pk: Community(part) for part in parts if part.kind == Organisation.Kind.COMMUNITY}
    for part in parts:
        if part.kind == Organisation.Kind.BRANCH and part.parent_id in found:
            found[part.parent_id].branches.append(part)
    return [community for community in found.values() if _fits(community, name)]


def _fits(community: Community, wanted: str) -> bool:
    parts = [community.organisation, *community.branches]
    return not wanted or any(wanted in part.name or wanted.lower() == part.code for part in parts)
