from collections.abc import Callable

import pytest
from django.test import Client

from elections.permissions import Role
from elections.rules.phases import Phase
from tests.factories.office import Office, office_with_election

SignedIn = Callable[[Role], Client]


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.VETTING)


@pytest.fixture
def as_role(office: Office) -> SignedIn:
    """A browser in which the holder of a role is signed in."""

    def sign_in(role: Role) -> Client:
        browser = Client()
        browser.force_login(office[role], backend="elections.authentication.PasswordBackend")
        return browser

    return sign_in
