"""Every address, every role, every phase, every method: the whole product of what the suite asks in turns."""

import pytest

from elections.rules.phases import Phase
from tests.election_admin.matrix import private_addresses
from tests.election_admin.test_matrix import PHASES, Matrix, judge
from tests.election_admin.test_matrix import matrix as matrix

pytestmark = [pytest.mark.trial, pytest.mark.django_db]


@pytest.mark.parametrize("phase", PHASES)
def test_nobody_succeeds_who_must_not(matrix: Matrix, phase: Phase) -> None:
    faults = [
        fault
        for address in private_addresses()
        for account in matrix.clients
        for method in ("GET", "POST")
        for fault in judge(matrix, address, account, phase, method)
    ]
    assert faults == [], "\n".join(faults)
