from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.permissions import Role
from tests.factories.office import Office
from tests.factories.signed_in import browser_of

SignedIn = Callable[[Role], Client]


@pytest.fixture
def as_role(office: Office) -> SignedIn:
    """A browser in which the holder of a role is signed in. Each module says in which phase its office is."""
    return lambda role: browser_of(office[role])


def queries(browser: Client, address: str) -> int:
    """How often a page asks the database."""
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)
