from decimal import Decimal

import pytest

from elections.rules.issues import Issue
from nominations.rules.participation import Participation, participation_issues


@pytest.mark.parametrize(("members", "reached"), [(84, False), (85, True), (100, True)])
def test_exactly_the_target_is_reached(members, reached):
    found = Participation(members, 100, 40, "17/20")
    assert found.reached is reached
    code = "participation_reached" if reached else "participation_below_target"
    assert found.finding == Issue(code, {"members": members, "of": 100, "rate": f"{members}.00", "residents": 40, "target": "85%"})


def test_the_figures_of_the_street():
    assert Participation(1428, 1555, 398, "17/20").rate == Decimal("91.83")


def test_typed_figures_must_fit_roll_and_sheets():
    found = Participation(101, 100, 5, "17/20")
    assert list(participation_issues(found, members_on_sheets=102, residents_on_sheets=6)) == [
        Issue("participants_over_roll", {"members": 101, "of": 100}),
        Issue("participants_under_sheets", {"typed": 101, "sheets": 102}),
        Issue("residents_under_sheets", {"typed": 5, "sheets": 6}),
    ]
    assert list(participation_issues(Participation(100, 100, 5, "17/20"), members_on_sheets=100, residents_on_sheets=5)) == []
