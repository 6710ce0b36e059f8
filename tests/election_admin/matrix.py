"""Every address of the product, asked by every role in every phase: what may be answered, and what may be written."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from elections.models import Account, Appointment, AuditEvent, Election
from elections.permissions import PERMISSIONS, Role
from elections.rules.acts import Act
from elections.rules.phases import Phase, step_of
from tests.election_admin.rows import names_a_row
from tests.factories.course import play_until, rehearsed_office
from tests.factories.signed_in import enter
from tests.test_architecture import pages

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
# Acts that belong to the person and not to the election: anybody may do them with the own account.
OWN = {Act.CHOOSE_LANGUAGE, Act.CHANGE_PASSWORD, Act.RECORD_SIGN_OUT, Act.END_SIGN_INS}


@dataclass(frozen=True)
class Address:
    """A named address with what stands in it: an election's code, and ids of rows."""

    pattern: URLPattern

    @property
    def name(self) -> str:
        return str(self.pattern.name)

    @property
    def need(self) -> Any:
        return self.pattern.callback.requires  # type: ignore[attr-defined]

    @property
    def in_election(self) -> bool:
        return "<slug:code>" in self.route

    @property
    def route(self) -> str:
        return str(self.pattern.pattern)

    @property
    def is_act(self) -> bool:
        return isinstance(self.need, Act)

    @property
    def names_a_row(self) -> bool:
        return names_a_row(self.route)


def private_addresses() -> list[Address]:
    return [address for address in map(Address, pages(get_resolver().url_patterns)) if address.need != "public"]


@dataclass
class Office:
    """A street of two communities whose elections have been played to their end, so that there are rows of every kind.

    `accounts`: one for each role, of the street or of the first community. `other` is the second community's election."""

    election: Election
    other: Election
    accounts: Mapping[Role, Account]

    def stands_in(self, phase: Phase) -> None:
        Election.objects.filter(pk__in=[self.election.pk, self.other.pk]).update(phase=phase)


def office_with_everything() -> Office:
    office, at = rehearsed_office(communities=2)
    play_until(office, at, None)
    own = [office.street.pk, at.organisation.pk]
    found: dict[Role, Account] = {}
    for appointment in Appointment.objects.filter(organisation__in=own, ends_at=None).select_related("account").order_by("pk"):
        found.setdefault(Role(appointment.role), appointment.account)
    assert found.keys() == set(Role)
    return Office(at.election, office.communities[1].election, found)


def allowed(role_of: Account, act: Act, election: Election) -> bool:
    """By the tables alone: the role grants it and the phase has it (or it is the office's)."""
    roles = {Role(role) for role in role_of.appointments.filter(ends_at=None).values_list("role", flat=True)}
    if act in OWN or PERMISSIONS[act] == frozenset(Role):
        return True
    if not PERMISSIONS[act] & roles:
        return False
    return is_done_in(act, Phase(election.phase), election)


def is_done_in(act: Act, phase: Phase, election: Election) -> bool:
    """An act that stands in no step is the office's, and done whatever the phase."""
    in_any_step = any(act in step_of(step, election.rules).acts for step in Phase)
    return not in_any_step or act in step_of(phase, election.rules).acts


def newest() -> int:
    return AuditEvent.objects.order_by("pk").values_list("pk", flat=True).last() or 0


@dataclass(frozen=True)
class Answer:
    """`events` that people brought about; `changed` where anything at all was recorded."""

    status: int
    events: list[tuple[Act, Account]]
    changed: bool


@contextmanager
def taken_back(client: Client) -> Iterator[None]:
    """Whatever is written within, and a sign-out too."""
    cookies = deepcopy(client.cookies)
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)
        client.cookies = cookies


def ask(client: Client, method: str, path: str, typed: Mapping[str, Any], *, since: int) -> Answer:
    """What is answered and what is recorded after the event with the key `since`; all of it is taken back."""
    with taken_back(client):
        status = (client.get(path) if method == "GET" else client.post(path, typed)).status_code
        events = list(AuditEvent.objects.filter(pk__gt=since).select_related("actor"))
        return Answer(status, [(Act(event.verb), event.actor) for event in events if event.actor is not None], bool(events))


class SignedIn(Client):
    """Signed in at every question: a sign-out ends a session in the cache, where nothing is taken back."""

    def __init__(self, account: Account) -> None:
        super().__init__(raise_request_exception=False)
        self.account = account
        enter(self, account)

    def request(self, **asked: Any) -> Any:
        if not self.session.exists(self.cookies[settings.SESSION_COOKIE_NAME].value):
            enter(self, self.account)
        return super().request(**asked)


def plausible(form: forms.Form) -> dict[str, Any]:
    """Something in every field, so that a form fails on what it means and not on what is empty."""
    return {name: _value(field) for name, field in form.fields.items()}


def _value(field: forms.Field) -> Any:
    if isinstance(field, forms.FileField):
        return SimpleUploadedFile("scan.pdf", PDF, "application/pdf")
    if isinstance(field, forms.MultipleChoiceField):
        return [str(code) for code, _label in list(field.choices)[:1]]
    if isinstance(field, forms.ChoiceField):
        codes = [str(code) for code, _label in field.choices if code not in ("", None)]
        return codes[0] if codes else ""
    if isinstance(field, forms.IntegerField):
        return max(1, field.min_value or 1)
    if isinstance(field, forms.DateTimeField):
        return "2026-05-30T09:00"
    if isinstance(field, forms.DateField):
        return (date(2026, 5, 30) + timedelta(days=20)).isoformat()
    if isinstance(field, forms.BooleanField):
        return "on"
    return "测试"
