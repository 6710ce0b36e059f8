"""Who may do what when, asked of every address: nobody succeeds who must not, and nothing of another community or office is there."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from elections.models import Account, Election, Organisation
from elections.permissions import STREET_ROLES, Role, roles_for
from elections.rules.phases import Phase
from tests.election_admin.matrix import (
    Address,
    Office,
    SignedIn,
    allowed,
    ask,
    is_done_in,
    newest,
    office_with_everything,
    plausible,
    private_addresses,
    taken_back,
)
from tests.election_admin.rows import path_of
from tests.factories.office import NO_KEY, give_role, make_account, office_with_election

PHASES = list(Phase)
SUCCESS = {200, 302}
# A played election has none of these: they are asked for with a number that nobody has.
WITHOUT_A_ROW = {
    "confirm_late_entry",
    "end_sign_in",
    "objection",
    "open_print_run",
    "open_summary_in_word",
    "open_summary_paper",
    "rule_on_objection",
}

# django_db: pytest-django makes the databases that tests ask for by this mark; the matrix itself lives around them.
pytestmark = [pytest.mark.xdist_group("matrix"), pytest.mark.django_db]


@dataclass(eq=False)
class Matrix:
    office: Office
    paths: Mapping[str, str]
    clients: Mapping[Account, Client]
    since: int  # the newest event before anything was asked

    @cache  # noqa: B019 -- one matrix in a run
    def holding(self, roles: frozenset[Role]) -> Client:
        """Somebody of the street and of its first community with just these roles."""
        return holder(self.office.election.cycle.office, self.office.election.community, roles)

    @cache  # noqa: B019 -- one matrix in a run
    def typed(self, address: Address) -> Mapping[str, Any]:
        """What could be typed into its form, read from the page of whoever may do the act in a phase that has it."""
        election, account = self.office.election, holder_of(self.office, address)
        phases = [phase for phase in PHASES if address.is_act and is_done_in(address.need, phase, election)]
        with taken_back(self.clients[account]):
            self.office.stands_in(phases[-1] if phases else Phase.CLOSED)
            form = (self.clients[account].get(self.paths[address.name]).context or {}).get("form")
        return plausible(form) if hasattr(form, "fields") else {}


@pytest.fixture(scope="module")
def matrix(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Matrix]:
    """One office for all tests of this module: each question takes back what it wrote, and the whole is taken back at the end."""
    lighter = override_settings(ROOT_URLCONF="tests.election_admin.bare_errors", SESSION_ENGINE="django.contrib.sessions.backends.cache")
    with django_db_blocker.unblock(), transaction.atomic(), lighter:
        office = office_with_everything()
        clients = {account: SignedIn(account) for account in dict.fromkeys(office.accounts.values())}
        yield Matrix(office, paths_of(office.election), clients, newest())
        transaction.set_rollback(True)


def paths_of(election: Election) -> dict[str, str]:
    """Each address with a real row, where there is one."""
    routes = {address.name: address.route for address in private_addresses()}
    return {
        name: path_of(route, election) or path_of(route.replace("<int:pk>", str(NO_KEY)), election) or "" for name, route in routes.items()
    }


@cache
def roles_of(account: Account) -> set[Role]:
    return {Role(role) for role in account.appointments.filter(ends_at=None).values_list("role", flat=True)}


def roles_that_may(address: Address) -> frozenset[Role]:
    """By the declaration of the view alone."""
    if address.is_act:
        return roles_for(address.need)
    return address.need if isinstance(address.need, frozenset) else frozenset(Role)


def may_open(address: Address, held: set[Role]) -> bool:
    return bool(roles_that_may(address) & held)


def holder(street: Organisation, community: Organisation, roles: Collection[Role]) -> Client:
    made = make_account(street, f"{street.code}-{Account.objects.count()}")
    for role in roles:
        give_role(made, role, street if role in STREET_ROLES else community)
    client = SignedIn(made)
    assert client.get("/account/").status_code == 200, "who is refused everywhere proves nothing"
    return client


def holder_of(office: Office, address: Address) -> Account:
    return next(account for account in office.accounts.values() if may_open(address, roles_of(account)))


def judge(matrix: Matrix, address: Address, account: Account, phase: Phase, method: str) -> list[str]:
    """The phase is taken back with the answer: rows that one transaction changes thousands of times become slow to read."""
    with taken_back(matrix.clients[account]):
        matrix.office.stands_in(phase)
        return list(_faults(matrix, address, account, method))


def _faults(matrix: Matrix, address: Address, account: Account, method: str) -> Iterator[str]:
    election = matrix.office.election
    election.refresh_from_db(fields=["phase"])
    path = matrix.paths[address.name]
    answer = ask(matrix.clients[account], method, path, matrix.typed(address) if method == "POST" else {}, since=matrix.since)
    asked = f"{method} {path} by {account.username} in {election.phase}"
    yield from (f"{asked}: {act} was recorded" for act, actor in answer.events if actor != account or not allowed(actor, act, election))
    if answer.status >= 500:
        yield f"{asked}: {answer.status}"
    if not may_open(address, roles_of(account)) and answer.status in SUCCESS:
        yield f"{asked}: {answer.status}, but the role may not"
    if method == "GET" and answer.changed:
        yield f"{asked}: a GET recorded {answer.events}"


def test_every_kind_of_row_is_there(matrix: Matrix) -> None:
    election = matrix.office.election
    assert {address.name for address in private_addresses() if path_of(address.route, election) is None} == WITHOUT_A_ROW


def test_nobody_succeeds_without_the_role(matrix: Matrix) -> None:
    """Every address, every method, by somebody who holds every role but those that have it: roles only add rights, so the answer holds
    for each of them. The phase plays no part in it: they do not come that far. `make trials` asks each role by itself."""
    faults = []
    for address in private_addresses():
        others = frozenset(Role) - roles_that_may(address)
        if others:
            path, client = matrix.paths[address.name], matrix.holding(others)
            answers = {"GET": client.get(path).status_code, "POST": client.post(path).status_code}
            faults += [f"{method} {path} without the role: {status}" for method, status in answers.items() if status not in {403, 404, 405}]
    assert faults == [], "\n".join(faults)
    assert newest() == matrix.since


def test_nobody_succeeds_with_it_where_the_phase_does_not_have_the_act(matrix: Matrix) -> None:
    """Each act by each role that has it, in a phase that has it not; the phases take turns. `make trials` asks all of them."""
    faults: list[str] = []
    for place, address in enumerate(private_addresses()):
        for number, account in enumerate(matrix.clients):
            if address.is_act and may_open(address, roles_of(account)):
                barred = [phase for phase in PHASES if not is_done_in(address.need, phase, matrix.office.election)]
                for phase in barred[(place + number) % len(barred) :][:1] if barred else ():
                    faults += judge(matrix, address, account, phase, "POST")
    assert faults == [], "\n".join(faults)


@pytest.mark.trial  # the stories and the tests of each page open them too
def test_whoever_may_is_answered(matrix: Matrix) -> None:
    """Each page and each act by somebody who may, in some phase: no fault of ours, and what is recorded is theirs to do."""
    faults: list[str] = []
    for place, address in enumerate(private_addresses()):
        account, phase = holder_of(matrix.office, address), PHASES[place % len(PHASES)]
        for method in ("GET", "POST"):
            faults += judge(matrix, address, account, phase, method)
    assert faults == [], "\n".join(faults)


NEIGHBOURS = frozenset(Role) - STREET_ROLES


def test_nothing_of_another_community_is_there(matrix: Matrix) -> None:
    """Who has every role in one community of a street asks for everything of the other: its code, and its rows' ids under the own code."""
    office = matrix.office
    theirs = {name: path for name, path in paths_of(office.other).items() if "/e/" in path}
    nothing_is_there(matrix.holding(NEIGHBOURS), theirs, office.other.code, office.election.code)


def test_nothing_of_another_street_is_there(matrix: Matrix) -> None:
    """Who has every role in another street asks for everything of this one, of its office and of its elections."""
    other = office_with_election(code="elsewhere")
    theirs = {name: path for name, path in matrix.paths.items() if path.startswith("/desk/")}  # the own account is one's own
    everything = holder(other.street, other.community, Role)
    nothing_is_there(everything, theirs, matrix.office.election.code, other.election.code)


def nothing_is_there(client: Client, theirs: Mapping[str, str], code: str, own: str) -> None:
    """404, or 403 where the role could not even ask; nothing is recorded."""
    faults, since = [], newest()
    for address in private_addresses():
        path = theirs.get(address.name, "")
        if f"/e/{code}/" not in path and not (path and address.names_a_row):
            continue
        for asked in {path, path.replace(f"/e/{code}/", f"/e/{own}/")} if address.names_a_row else {path}:
            for method, status in {"GET": client.get(asked).status_code, "POST": client.post(asked).status_code}.items():
                if status in SUCCESS if f"/e/{own}/" in asked else status not in {403, 404, 405}:
                    faults.append(f"{method} {asked}: {status}")
    assert faults == [], "\n".join(faults)
    assert newest() == since
