from typing import Any

import pytest

from elections.models import Contest
from elections.permissions import Role
from elections.rules.phases import Phase
from nominations.models import ShortageRemedy
from tests.factories.hall import approve
from tests.factories.nominations import a_round, nominate
from tests.factories.office import Office, add_contest, add_members, office_with_election

from .conftest import SignedIn


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.OPEN_NOMINATION)


@pytest.fixture
def contest(office: Office) -> Contest:
    a_round(office, closed=True)
    made = add_contest(office.election, seats=3)
    nominate(office, add_members(office.election, 3), made)
    return made


def url(office: Office, rest: str = "") -> str:
    return f"/desk/e/{office.election.code}/nomination/{rest}"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_shortage_leads_to_the_request_and_then_to_the_remedy(office: Office, contest: Contest, as_role: SignedIn) -> None:
    clerk = as_role(Role.COMMUNITY_CLERK)
    page = text(clerk.get(url(office)))
    assert "向上级请示" in page
    assert "nomination/remedy/" not in page
    approve(office, "too_few_nominees", "文委〔2026〕9号")
    page = text(clerk.get(url(office)))
    assert "文委〔2026〕9号" in page
    assert "nomination/remedy/" in page


def test_without_a_reply_nothing_is_remedied(office: Office, contest: Contest, as_role: SignedIn) -> None:
    clerk = as_role(Role.COMMUNITY_CLERK)
    page = text(clerk.post(url(office, "remedy/"), {"kind": "extension"}))
    assert 'value="extension"' in page
    assert not ShortageRemedy.objects.exists()


def test_fewer_seats_change_the_plan_and_a_secretary_has_to_stay(office: Office, contest: Contest, as_role: SignedIn) -> None:
    approve(office, "too_few_nominees")
    clerk = as_role(Role.COMMUNITY_CLERK)
    assert "3" in text(clerk.post(url(office, "remedy/"), {"kind": "fewer_seats", "contest": "committee", "seats": "3"}))
    clerk.post(url(office, "remedy/"), {"kind": "fewer_seats", "contest": "committee", "seats": "2"})
    contest.refresh_from_db()
    assert contest.seats == 2
    assert "减少名额" in text(clerk.get(url(office)))


def test_the_approver_and_a_teller_may_not(office: Office, contest: Contest, as_role: SignedIn) -> None:
    for role in (Role.STREET_APPROVER, Role.TELLER):
        assert as_role(role).post(url(office, "remedy/"), {"kind": "extension"}).status_code == 403
