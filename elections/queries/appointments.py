"""Accounts with what they may do, as the administrators of an office list them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Q

from elections.models import Account, Appointment, Election, Organisation


@dataclass(frozen=True, slots=True)
class AccountRow:
    account: Account
    held: list[Appointment]

    @property
    def state(self) -> str:
        if self.account.closed_at is not None:
            return "closed"
        return "slip_out" if self.account.first_sign_in_code else "open"


def accounts_of(office: Organisation, at: datetime, *, name: str = "", role: str = "", state: str = "") -> list[AccountRow]:
    """By name or user name, by a role held now, by state: open, slip_out (never signed in with the newest slip), closed."""
    found = Account.objects.filter(office=office).order_by("closed_at", "username")
    if name:
        found = found.filter(Q(display_name__icontains=name) | Q(username__icontains=name))
    if role:
        found = found.filter(pk__in=Appointment.objects.in_force(at).filter(role=role).values("account"))
    rows = [AccountRow(account, list(account.appointments.all())) for account in found.prefetch_related(_held(at))]
    return [row for row in rows if row.state == state] if state else [row for row in rows if row.state != "closed"]


def account_of_office(office: Organisation, pk: int) -> Account | None:
    return Account.objects.select_related("office").filter(office=office, pk=pk).first()


def open_account(office: Organisation, pk: int) -> Account | None:
    return Account.objects.select_related("office").filter(office=office, pk=pk, closed_at=None).first()


def appointments_of(account: Account) -> list[Appointment]:
    """All there ever were, the newest first."""
    return list(account.appointments.select_related("organisation", "election__community", "appointed_by").order_by("-begins_at", "-pk"))


def appointment_of(office: Organisation, pk: int) -> Appointment | None:
    """One in force that can be ended."""
    held = Appointment.objects.select_related("account", "organisation__parent").filter(account__office=office, ends_at=None)
    return held.filter(pk=pk).first()


def open_elections(office: Organisation) -> list[Election]:
    """Those in which something can still be done, to tie a role to."""
    found = Election.objects.of_office(office).filter(sealed_at=None, annulled_at=None)
    return list(found.select_related("cycle", "community").order_by("community__code"))


def _held(at: datetime) -> "Prefetch[str]":
    held = Appointment.objects.in_force(at).select_related("organisation", "election").order_by("pk")
    return Prefetch("appointments", queryset=held)
