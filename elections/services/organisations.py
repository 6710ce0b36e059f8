from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from elections.models import Account, Organisation
from elections.queries.organisations import part_named, what_uses
from elections.rules.acts import Act
from elections.rules.codes import code_issues
from elections.rules.issues import Issue, refuse_if

from . import audit
from .acting import office_act

EDITABLE = ("name", "title", "superior_name", "telephone", "address", "postcode", "preparatory")


def found_office(*, code: str, name: str, title: str, superior_name: str, rehearsal_from: datetime | None = None) -> Organisation:
    """The street itself, with its chain; made once, before there is anybody who could be the actor.

    `rehearsal_from` makes it a rehearsal (演练) whose clock starts there.
    """
    refuse_if([*code_issues(code), *_name_issues(name)])
    with transaction.atomic():
        if Organisation.objects.streets().filter(code=code).exists():
            refuse_if([Issue("organisation_code_taken", {"code": code})])
        offset = rehearsal_from - timezone.now() if rehearsal_from else timedelta(0)
        office = Organisation.objects.create(
            kind=Organisation.Kind.STREET,
            code=code,
            name=name,
            title=title,
            superior_name=superior_name,
            rehearsal=rehearsal_from is not None,
            clock_offset=offset,
            created_at=timezone.now() + offset,
        )
        chain = audit.open_chain(office)
        audit.record(Act.CREATE_ORGANISATION, chain, None, office, at=office.created_at, detail={"name": name}, rehearsal=office.rehearsal)
        return office


def create_organisation(office: Organisation, *, actor: Account, parent: Organisation, code: str, name: str, title: str) -> Organisation:
    """A community of the street, or a branch of a community. Entering the same one again returns it."""
    with office_act(Act.CREATE_ORGANISATION, office, actor) as act:
        name = one_name(name)
        act.refuse([*code_issues(code), *_name_issues(name), *_parent_issues(act.office, parent)])
        existing = Organisation.objects.filter(parent=parent, code=code).first()
        if existing is not None:
            act.refuse([Issue("organisation_code_taken", {"code": code})] if (existing.name, existing.title) != (name, title) else [])
            act.repeats()
            return existing
        act.refuse(_twin_issues(parent, name))
        kind = Organisation.Kind.COMMUNITY if parent.kind == Organisation.Kind.STREET else Organisation.Kind.BRANCH
        made = Organisation.objects.create(kind=kind, parent=parent, code=code, name=name, title=title, created_at=act.now)
        act.record(made, detail={"name": name}, kind=kind.value, code=code)
        return made


def edit_organisation(
    organisation: Organisation,
    *,
    actor: Account,
    name: str,
    title: str,
    superior_name: str = "",
    telephone: str = "",
    address: str = "",
    postcode: str = "",
    preparatory: bool = False,
) -> Organisation:
    """Name, title and where objections reach it; whether a 筹备组 presides there. What was printed before keeps its old snapshot."""
    with office_act(Act.EDIT_ORGANISATION, organisation.office, actor) as act:
        organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
        name = one_name(name)
        act.refuse([*_name_issues(name), *_twin_issues(organisation.parent, name, but=organisation)])
        before = {field: getattr(organisation, field) for field in EDITABLE}
        after = dict(zip(EDITABLE, (name, title, superior_name, telephone, address, postcode, preparatory), strict=True))
        if before == after:
            act.repeats()
            return organisation
        for field, value in after.items():
            setattr(organisation, field, value)
        organisation.save(update_fields=EDITABLE)
        act.record(organisation, detail={"before": before, "after": after})
        return organisation


def remove_organisation(organisation: Organisation, *, actor: Account) -> None:
    """One that was entered by mistake: as long as nothing was built on it, nothing is lost with it but the entry."""
    with office_act(Act.REMOVE_ORGANISATION, organisation.office, actor) as act:
        standing = Organisation.objects.select_for_update(of=("self",)).filter(pk=organisation.pk).first()
        if standing is None:
            act.repeats()
            return
        act.refuse(_removal_issues(standing))
        act.record(standing, detail={"name": standing.name}, kind=standing.kind, code=standing.code)
        standing.delete()


def _removal_issues(organisation: Organisation) -> Iterator[Issue]:
    """Whatever refers to it stands against it, of whichever table."""
    if organisation.parent_id is None:
        yield Issue("office_stays", {"name": organisation.name})
        return
    used = what_uses(organisation)
    if any(used.values()):
        yield Issue("organisation_in_use", {"name": organisation.name, **used})


def move_rehearsal_clock(office: Organisation, *, actor: Account, by: timedelta) -> Organisation:
    """A rehearsal's clock moves forwards only; a real office has none to move."""
    with office_act(Act.MOVE_REHEARSAL_CLOCK, office, actor) as act:
        act.refuse([] if act.office.rehearsal else [Issue("clock_of_real_office", {})])
        act.refuse([] if by > timedelta(0) else [Issue("clock_moved_back", {})])
        act.office.clock_offset += by
        act.office.save(update_fields=["clock_offset"])
        act.record(act.office, seconds=int(by.total_seconds()))
        return act.office


def one_name(name: str) -> str:
    """A name has no blanks in it, whoever typed one."""
    return "".join(name.split())


def _twin_issues(parent: Organisation | None, name: str, but: Organisation | None = None) -> Iterator[Issue]:
    twin = part_named(parent, name) if parent is not None else None
    if twin is not None and twin != but:
        yield Issue("organisation_there_already", {"name": twin.name})


def _name_issues(name: str) -> Iterator[Issue]:
    if not name.strip():
        yield Issue("name_missing", {})


def _parent_issues(office: Organisation, parent: Organisation) -> Iterator[Issue]:
    if parent.office != office:
        yield Issue("organisation_elsewhere", {"name": parent.name})
    elif parent.kind == Organisation.Kind.BRANCH:
        yield Issue("branch_has_no_parts", {"name": parent.name})
