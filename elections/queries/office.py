"""The office itself: what an account may do in it, how far it is set up, and whether its three administrators are three people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from elections.models import Account, Appointment, BackupMade, CalendarYear, Cycle, Election, Organisation
from elections.permissions import ADMINISTRATORS, Role, roles_for
from elections.rules.acts import Act
from elections.rules.calendar import shipped_calendar

BACKUP_AFTER = timedelta(days=3)  # once a day is due; a weekend may lie between


def acts_of_office(held: Collection[Role]) -> frozenset[Act]:
    """By the roles held for the whole street; the rules may still refuse."""
    return frozenset(act for act in Act if roles_for(act) & frozenset(held))


@dataclass(frozen=True, slots=True)
class SetUp:
    """How far the office is set up, in figures."""

    communities: int
    branches: int
    accounts: int
    unused_slips: int
    without_role: int
    cycle: Cycle | None
    elections: int


def set_up(office: Organisation, at: datetime) -> SetUp:
    kinds: Mapping[str, int] = dict(
        Organisation.objects.of_office(office).order_by().values_list("kind").annotate(count=Count("pk")).values_list("kind", "count")
    )
    accounts = Account.objects.filter(office=office, closed_at=None)
    appointed = Appointment.objects.in_force(at).filter(account__office=office).values("account")
    cycle = Cycle.objects.filter(office=office).first()
    return SetUp(
        communities=kinds.get(Organisation.Kind.COMMUNITY, 0),
        branches=kinds.get(Organisation.Kind.BRANCH, 0),
        accounts=accounts.count(),
        unused_slips=accounts.exclude(first_sign_in_code="").count(),
        without_role=accounts.exclude(pk__in=appointed).count(),
        cycle=cycle,
        elections=Election.objects.filter(cycle=cycle).count() if cycle else 0,
    )


def together(office: Organisation, at: datetime) -> list[tuple[Account, list[Role]]]:
    """Who holds more than one of the three administrators' roles (三员): they are to be three people."""
    held: dict[Account, list[Role]] = {}
    for appointment in _administrators(office, at):
        held.setdefault(appointment.account, []).append(Role(appointment.role))
    return [(account, roles) for account, roles in held.items() if len(set(roles)) > 1]


def vacant(office: Organisation, at: datetime) -> list[Role]:
    """Administrators' roles that nobody holds."""
    held = {appointment.role for appointment in _administrators(office, at)}
    return [role for role in ADMINISTRATORS if role not in held]


@dataclass(frozen=True, slots=True)
class LastBackup:
    """`made` is None where the office was never backed up."""

    made: BackupMade | None
    overdue: bool


def last_backup(at: datetime) -> LastBackup:
    made = BackupMade.objects.last()
    return LastBackup(made, overdue=made is None or at - made.made_at > BACKUP_AFTER)


@dataclass(frozen=True, slots=True)
class KnownYear:
    """`own` is the office's own list, which wins over the one that the program brings along; how many days each names."""

    year: int
    own: CalendarYear | None
    holidays: int
    workdays: int


def known_years(office: Organisation) -> list[KnownYear]:
    """Years whose working days are known."""
    shipped = shipped_calendar().years
    known = {year: KnownYear(year, None, len(table.holidays), len(table.workdays)) for year, table in shipped.items()}
    for own in CalendarYear.objects.filter(office=office).select_related("loaded_by"):
        known[own.year] = KnownYear(own.year, own, len(own.holidays), len(own.workdays))
    return [known[year] for year in sorted(known)]


def _administrators(office: Organisation, at: datetime) -> list[Appointment]:
    current = Q(account__closed_at=None, organisation=office, election=None, role__in=ADMINISTRATORS)
    return list(Appointment.objects.in_force(at).filter(current).select_related("account").order_by("account", "pk"))
