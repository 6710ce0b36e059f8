"""Who may do what when, asked of every address: nobody succeeds who must not, and nothing of another office is there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from elections.models import Account
from elections.permissions import Role, roles_for
from elections.rules.acts import Act
from elections.rules.phases import Phase
from tests.election_admin.matrix import (
    Address,
    Office,
    allowed,
    ask,
    crawl,
    is_done_in,
    newest,
    office_with_everything,
    plausible,
    private_addresses,
    signed_in,
    taken_back,
)
from tests.factories.office import office_with_election

PHASES = list(Phase)
SUCCESS = {200, 302}

# django_db: pytest-django makes the databases that tests ask for by this mark; the matrix itself lives around them.
pytestmark = [pytest.mark.xdist_group("matrix"), pytest.mark.django_db]


@dataclass
class Matrix:
    office: Office
    paths: Mapping[str, str]
    typed: Mapping[str, Mapping[str, Any]]
    clients: Mapping[Account, Client]
    since: int  # the newest event before anything was asked

    def path(self, address: Address) -> str:
        return self.paths.get(address.name) or address.path(self.office.election.code, 1)


@pytest.fixture(scope="module")
def matrix(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Matrix]:
    """One office for all tests of this module: each question takes back what it wrote, and the whole is taken back at the end."""
    lighter = override_settings(ROOT_URLCONF="tests.election_admin.bare_errors", SESSION_ENGINE="django.contrib.sessions.backends.cache")
    with django_db_blocker.unblock(), transaction.atomic(), lighter:
        office = office_with_everything()
        paths = crawl(office, office.election)
        clients = {account: signed_in(account) for account in set(office.accounts.values())}
        yield Matrix(office, paths, forms_of(office, paths, clients), clients, newest())
        transaction.set_rollback(True)


@cache
def roles_of(account: Account) -> set[Role]:
    return {Role(role) for role in account.appointments.filter(ends_at=None).values_list("role", flat=True)}


def may_open(address: Address, held: set[Role]) -> bool:
    """By the declaration of the view alone."""
    if isinstance(address.need, Act):
        return bool(roles_for(address.need) & held)
    return bool(address.need & held) if isinstance(address.need, frozenset) else True


def judge(matrix: Matrix, address: Address, account: Account, phase: Phase, method: str) -> list[str]:
    """The phase is taken back with the answer: rows that one transaction changes thousands of times become slow to read."""
    with taken_back(matrix.clients[account]):
        matrix.office.stands_in(phase)
        return list(faults_of(matrix, address, account, method))


def faults_of(matrix: Matrix, address: Address, account: Account, method: str) -> Iterator[str]:
    election, client = matrix.office.election, matrix.clients[account]
    election.refresh_from_db(fields=["phase"])
    path = matrix.path(address)
    answer = ask(client, method, path, matrix.typed.get(address.name, {}), since=matrix.since)
    asked = f"{method} {path} by {account.username} in {election.phase}"
    yield from (f"{asked}: {act} was recorded" for act, actor in answer.events if actor != account or not allowed(actor, act, election))
    if answer.status >= 500:
        yield f"{asked}: {answer.status}"
    if not may_open(address, roles_of(account)) and answer.status in SUCCESS:
        yield f"{asked}: {answer.status}, but the role may not"
    if method == "GET" and answer.changed:
        yield f"{asked}: a GET recorded {answer.events}"


def forms_of(office: Office, paths: Mapping[str, str], clients: Mapping[Account, Client]) -> dict[str, dict[str, Any]]:
    """What could be typed into each form, read from the page of somebody who may do the act in a phase that has it."""
    found: dict[str, dict[str, Any]] = {}
    addresses = [address for address in private_addresses() if isinstance(address.need, Act) and address.name in paths]
    for phase in PHASES:
        office.stands_in(phase)
        for address in addresses:
            if address.name not in found and is_done_in(address.need, phase, office.election):
                form = (clients[holder_of(office, address)].get(paths[address.name]).context or {}).get("form")
                if form is not None and hasattr(form, "fields"):
                    found[address.name] = plausible(form)
    return found


def holder_of(office: Office, address: Address) -> Account:
    return next(account for account in office.accounts.values() if may_open(address, roles_of(account)))


def test_nobody_succeeds_who_must_not(matrix: Matrix) -> None:
    """Every role asks every address, for an act to do it, for a page to read it; the phases take turns. `make trials` asks everything."""
    faults: list[str] = []
    for place, address in enumerate(private_addresses()):
        for number, account in enumerate(matrix.clients):
            phase = PHASES[(place + number) % len(PHASES)]
            faults += judge(matrix, address, account, phase, "POST" if isinstance(address.need, Act) else "GET")
    assert faults == [], "\n".join(faults)


def test_no_act_succeeds_out_of_its_phase(matrix: Matrix) -> None:
    """Who has the role for an act asks for it in every phase."""
    acts = [address for address in private_addresses() if isinstance(address.need, Act)]
    faults = [
        fault for address in acts for phase in PHASES for fault in judge(matrix, address, holder_of(matrix.office, address), phase, "POST")
    ]
    assert faults == [], "\n".join(faults)


NEIGHBOURS = (Role.COMMUNITY_SECRETARY, Role.COMMUNITY_CLERK, Role.HOST, Role.TELLER, Role.OBSERVER)
FROM_ELSEWHERE = (Role.STREET_OFFICER, Role.STREET_APPROVER, Role.SECURITY_ADMINISTRATOR, Role.COMMUNITY_CLERK)


def test_nothing_of_another_community_is_there(matrix: Matrix) -> None:
    """Who works for one community of a street asks for everything of the other one: its code, and its rows' ids under the own code."""
    office = matrix.office
    theirs = crawl(office, office.other)
    for role in NEIGHBOURS:
        nothing_is_there(matrix.clients[office.accounts[role]], theirs, office.other.code, office.election.code)


def test_nothing_of_another_street_is_there(matrix: Matrix) -> None:
    """Another street's staff asks for everything of this one, of its office and of its elections."""
    other = office_with_election(code="elsewhere")
    for role in FROM_ELSEWHERE:
        nothing_is_there(signed_in(other[role]), matrix.paths, matrix.office.election.code, other.election.code)


def nothing_is_there(client: Client, theirs: Mapping[str, str], code: str, own: str) -> None:
    """404, or 403 where the role could not even ask; nothing is recorded."""
    faults, since = [], newest()
    for address in private_addresses():
        path = theirs.get(address.name, "")
        has_id = "<int:" in str(address.pattern.pattern)
        if not (f"/e/{code}/" in path or (has_id and path)):
            continue
        for asked in {path, path.replace(f"/e/{code}/", f"/e/{own}/")} if has_id else {path}:
            for method in ("GET", "POST"):
                answer = ask(client, method, asked, {}, since=since)
                there = answer.status in SUCCESS if f"/e/{own}/" in asked else answer.status not in {403, 404, 405}
                if answer.changed or there:
                    faults.append(f"{method} {asked}: {answer.status}, recorded {answer.events}")
    assert faults == [], "\n".join(faults)
