import pytest

from elections.permissions import Role
from elections.queries.attendance import turnout
from elections.services.rounds import void_round
from tests.factories.hall import Hall, hall

pytestmark = pytest.mark.django_db
CODES = ("secretary", "deputy", "committee")


def papers(at: Hall) -> tuple[int, int, int | None, int | None]:
    found = turnout(at.election)
    assert found is not None
    return found.figures.due, found.figures.present, found.issued, found.returned


def test_a_ballot_with_too_many_papers_gives_its_place_to_the_one_that_counts() -> None:
    at = hall()
    assert turnout(at.election) is None
    at.open(18)
    too_many = at.close(at.round(*CODES), returned=19)
    assert papers(at) == (20, 18, None, None)
    at.decide(too_many)
    again = at.round(*CODES)
    assert papers(at) == (20, 18, None, None)
    at.close(again, returned=17)
    assert papers(at) == (20, 18, 18, 17)


def test_a_round_that_was_declared_void_is_no_round_of_the_meeting() -> None:
    at = hall()
    at.open(18)
    misprinted = at.round(*CODES)
    void_round(misprinted, actor=at[Role.HOST], reason="选票印制有误")
    assert papers(at) == (20, 18, None, None)
    at.close(at.round(*CODES), returned=16)
    assert papers(at) == (20, 18, 18, 16)
