from collections.abc import Callable

import pytest
from django.test import Client

from elections.permissions import Role
from elections.rules.phases import Phase
from tests.factories.office import Office, office_with_election
from tests.factories.signed_in import browser_of

SignedIn = Callable[[Role], Client]


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.VETTING)


@pytest.fixture
def as_role(office: Office) -> SignedIn:
    """A browser in which the holder of a role is signed in."""
    return lambda role: browser_of(office[role])
