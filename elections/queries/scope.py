"""What an account may look at. Every page starts here: what is not in an account's scope is not there (404)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q, QuerySet

from elections.models import Account, Appointment, Election, Organisation
from elections.permissions import ADMINISTRATORS, HALL_ROLES, STREET_ROLES, Role

from .clock import office_now
from .rights import election_roles, office_roles

# Who works at the desk: sees every election of the street, or those of the own communities.
STREET_DESK = frozenset({Role.STREET_OFFICER, Role.STREET_APPROVER, Role.VETTING_DEPARTMENT, Role.OBJECTION_HANDLER})
COMMUNITY_DESK = frozenset({Role.GUIDANCE_OFFICER, Role.COMMUNITY_SECRETARY, Role.COMMUNITY_CLERK})
DESK_ROLES = STREET_DESK | COMMUNITY_DESK
# Who checks what was done: the record of the acts, without the names that stand behind it.
AUDIT_ROLES = frozenset({Role.AUDIT_ADMINISTRATOR, Role.OBSERVER})

STREET_PAGES: Mapping[Role, str] = {
    Role.SYSTEM_ADMINISTRATOR: "elections:office",
    Role.SECURITY_ADMINISTRATOR: "elections:accounts",
    Role.AUDIT_ADMINISTRATOR: "elections:records",
    Role.STREET_APPROVER: "elections:inbox",
    **dict.fromkeys((Role.STREET_OFFICER, Role.VETTING_DEPARTMENT, Role.OBJECTION_HANDLER), "elections:board"),
}


@dataclass
class Reader:
    """An account with its appointments in force; asked once for each request."""

    account: Account
    now: datetime
    appointments: list[Appointment]

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(appointment.role) for appointment in self.appointments)

    @cached_property
    def desk_elections(self) -> list[Election]:
        return [election for election in self.reached_elections if self.roles_in(election) & DESK_ROLES]

    @cached_property
    def observed_elections(self) -> list[Election]:
        return [election for election in self.reached_elections if self.roles_in(election) & AUDIT_ROLES]

    @cached_property
    def reached_elections(self) -> list[Election]:
        """By any role, newest cycle first: also those of the hall, and those that keep the office running."""
        street = {held.organisation_id for held in self.appointments if held.role in STREET_ROLES}
        own = [held for held in self.appointments if held.role not in STREET_ROLES]
        single = {held.election_id for held in own if held.election_id is not None}
        communities = {held.organisation_id for held in own if held.election_id is None}
        where = Q(cycle__office__in=street) | Q(pk__in=single) | Q(community__in=communities)
        ours = Election.objects.of_office(self.account.office).filter(where)
        return list(ours.select_related("cycle__office", "community").order_by("-cycle__opened_at", "community__code", "-pk"))

    def roles_in(self, election: Election) -> frozenset[Role]:
        return election_roles(self.appointments, election)

    @property
    def roles_in_office(self) -> frozenset[Role]:
        return office_roles(self.appointments, self.account.office)

    @property
    def is_at_desk(self) -> bool:
        return bool(self.roles & DESK_ROLES)

    @property
    def is_at_street_desk(self) -> bool:
        return bool(self.roles & STREET_DESK)

    @property
    def runs_office(self) -> bool:
        """Sees what keeps the office running: organisations, accounts, cycles."""
        return bool(self.roles & {*ADMINISTRATORS, Role.STREET_OFFICER, Role.STREET_APPROVER})

    @property
    def is_approver(self) -> bool:
        return Role.STREET_APPROVER in self.roles

    @property
    def has_a_choice(self) -> bool:
        """Whether there is a switcher between communities; the street has its board for that."""
        return not self.is_at_street_desk and len(self.desk_elections) > 1


@dataclass(frozen=True, slots=True)
class Duty:
    """A role with the places where it is held; in a community with the election that runs there."""

    role: Role
    held: list[tuple[Appointment, Election | None]]

    @property
    def page(self) -> str:
        """The name of the page of an election where the role has its work."""
        if self.role in HALL_ROLES:
            return "elections:hall"
        return "elections:record" if self.role in AUDIT_ROLES else "elections:election"

    @property
    def street_page(self) -> str:
        """The page of the whole street where the role has its work."""
        return STREET_PAGES[self.role]


def duties_of(reader: Reader) -> list[Duty]:
    """In the order of the roles; of two elections of a community the newest."""
    newest: dict[int, Election] = {}
    for election in reader.reached_elections:
        newest.setdefault(election.community_id, election)
    held: dict[Role, list[tuple[Appointment, Election | None]]] = {}
    for appointment in reader.appointments:
        own = appointment.election or newest.get(appointment.organisation_id)
        held.setdefault(Role(appointment.role), []).append((appointment, own))
    return [Duty(role, held[role]) for role in Role if role in held]


def read_account(account: Account) -> Reader:
    now = office_now(account.office)
    held = Appointment.objects.in_force(now).filter(account=account, organisation__in=_own_office(account))
    return Reader(account, now, list(held.select_related("organisation", "election__community")))


def _own_office(account: Account) -> QuerySet[Organisation]:
    return Organisation.objects.of_office(account.office)
