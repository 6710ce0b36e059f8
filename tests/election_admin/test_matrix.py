"""Who may do what when, asked of every address: nobody succeeds who must not, and nothing of another office is there."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

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
    office_with_everything,
    plausible,
    private_addresses,
    signed_in,
)

PHASES = list(Phase)
SUCCESS = {200, 302}


@pytest.fixture
def office(db: None) -> Office:
    return office_with_everything()


def roles_of(account: Account) -> set[Role]:
    return {Role(role) for role in account.appointments.filter(ends_at=None).values_list("role", flat=True)}


def may_open(address: Address, held: set[Role]) -> bool:
    """By the declaration of the view alone."""
    if isinstance(address.need, Act):
        return bool(roles_for(address.need) & held)
    return bool(address.need & held) if isinstance(address.need, frozenset) else True


def judge(
    office: Office, address: Address, account: Account, method: str, client: Client, path: str, typed: Mapping[str, Any]
) -> list[str]:
    office.election.refresh_from_db()
    status, events, _changed = ask(client, method, path, typed)
    asked = f"{method} {path} by {account.username} in {office.election.phase}"
    faults = [f"{asked}: {act} was recorded" for act, actor in events if actor != account or not allowed(actor, act, office.election)]
    if status >= 500:
        faults.append(f"{asked}: {status}")
    if not may_open(address, roles_of(account)) and status in SUCCESS:
        faults.append(f"{asked}: {status}, but the role may not")
    if method == "GET" and events:
        faults.append(f"{asked}: a GET recorded {events}")
    return faults


def forms_of(office: Office, paths: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What could be typed into each form, read from the page of somebody who may do the act in a phase that has it."""
    found: dict[str, dict[str, Any]] = {}
    addresses = [address for address in private_addresses() if isinstance(address.need, Act) and address.name in paths]
    for phase in PHASES:
        office.stands_in(phase)
        for address in addresses:
            if address.name not in found:
                form = (signed_in(holder_of(office, address)).get(paths[address.name]).context or {}).get("form")
                if form is not None and hasattr(form, "fields"):
                    found[address.name] = plausible(form)
    return found


def holder_of(office: Office, address: Address) -> Account:
    return next(account for account in office.accounts.values() if may_open(address, roles_of(account)))


def test_nobody_succeeds_who_must_not(office: Office) -> None:
    """Every role asks every address with GET and POST; the phases take turns, so that each address sees them all."""
    paths = crawl(office)
    typed = forms_of(office, paths)
    clients = {account: signed_in(account) for account in set(office.accounts.values())}
    faults: list[str] = []
    for place, address in enumerate(private_addresses()):
        path = paths.get(address.name) or address.path(office.election.code, 1)
        for number, account in enumerate(clients):
            office.stands_in(PHASES[(place + number) % len(PHASES)])
            for method in ("GET", "POST"):
                faults += judge(office, address, clients[account], account, method, path, typed.get(address.name, {}))
    assert faults == [], "\n".join(faults)


def test_no_act_succeeds_out_of_its_phase(office: Office) -> None:
    """Who has the role for an act asks for it in every phase."""
    paths = crawl(office)
    typed = forms_of(office, paths)
    faults: list[str] = []
    for address in private_addresses():
        if not isinstance(address.need, Act):
            continue
        account = holder_of(office, address)
        client = signed_in(account)
        path = paths.get(address.name) or address.path(office.election.code, 1)
        for phase in PHASES:
            office.stands_in(phase)
            for method in ("GET", "POST"):
                faults += judge(office, address, client, account, method, path, typed.get(address.name, {}))
    assert faults == [], "\n".join(faults)


def test_every_address_is_led_to_from_some_page(office: Office) -> None:
    """A screen that no page leads to is a screen that nobody finds."""
    paths = crawl(office)
    assert [address.name for address in private_addresses() if address.name not in paths and address.name not in NOT_LINKED] == []


NOT_LINKED: set[str] = set()


def test_nothing_of_another_office_is_there(office: Office) -> None:
    """Its election's code, and its rows' ids under the own code: 404, or 403 where the role could not even ask; nothing is recorded."""
    other = office_with_everything("chaoming")
    theirs = crawl(other)
    faults: list[str] = []
    for account in set(office.accounts.values()):
        client = signed_in(account)
        for address in private_addresses():
            path = theirs.get(address.name, "")
            has_id = "<int:" in str(address.pattern.pattern)
            if other.election.code not in path:
                continue
            for asked in {path, path.replace(other.election.code, office.election.code)} if has_id else {path}:
                for method in ("GET", "POST"):
                    status, events, changed = ask(client, method, asked, {})
                    foreign_code = other.election.code in asked
                    there = status not in {404, 405} if foreign_code else status in SUCCESS
                    if changed or events or there:
                        faults.append(f"{method} {asked} by {account.username}: {status}, recorded {events}")
    assert faults == [], "\n".join(faults)
