import pytest

from elections.models import Exclusion
from elections.permissions import Role
from elections.services.exclusions import propose_exclusion
from elections.services.roll import close_roll
from tests.factories.office import Office, add_members, another_community, office_with_election

from .conftest import SignedIn


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election()


def place(office: Office, path: str = "") -> str:
    return f"/desk/e/{office.election.code}/roll/{path}"


def test_a_case_is_proposed_in_its_words_and_withdrawn(office: Office, as_role: SignedIn) -> None:
    member, *_others = add_members(office.election, 9)
    browser = as_role(Role.COMMUNITY_CLERK)
    assert "年老体弱卧床不起" in browser.get(place(office, f"{member.pk}/exclude/")).content.decode()
    answer = browser.post(place(office, f"{member.pk}/exclude/"), {"entry": member.pk, "category": "bedridden"})
    assert answer.headers["Location"] == place(office, "exclusions/")
    exclusion = Exclusion.objects.get()
    page = browser.get(place(office, "exclusions/")).content.decode()
    assert "年老体弱卧床不起" in page
    assert "/decisions/" in page
    assert "社区提出" in browser.get(place(office), {"excluded": "proposed"}).content.decode()
    browser.post(place(office, f"exclusions/{exclusion.pk}/withdraw/"), {"reason": "病情好转"})
    exclusion.refresh_from_db()
    assert exclusion.state == "withdrawn"


def test_a_member_is_chosen_among_the_electors(office: Office, as_role: SignedIn) -> None:
    add_members(office.election, 2)
    [probationary] = add_members(office.election, 1, membership="probationary", may_vote=False)
    browser = as_role(Role.COMMUNITY_CLERK)
    page = browser.get(place(office, "exclusions/propose/")).content.decode()
    assert page.count("<option") == 3
    assert probationary.name not in page
    answer = browser.post(place(office, "exclusions/propose/"), {"entry": probationary.pk, "category": "bedridden"})
    assert answer.status_code == 200
    assert not Exclusion.objects.exists()


def test_half_a_year_is_asked_for_and_what_was_typed_stays(office: Office, as_role: SignedIn) -> None:
    [member] = add_members(office.election, 1)
    browser = as_role(Role.COMMUNITY_CLERK)
    typed = {"entry": member.pk, "category": "abroad_self_funded", "since": "2026-02-01"}
    page = browser.post(place(office, f"{member.pk}/exclude/"), typed).content.decode()
    assert "6个月" in page
    assert 'value="2026-02-01"' in page


def test_a_closed_roll_takes_no_more_cases(office: Office, as_role: SignedIn) -> None:
    member, *_others = add_members(office.election, 9)
    close_roll(office.election, actor=office[Role.COMMUNITY_CLERK])
    browser = as_role(Role.COMMUNITY_CLERK)
    assert place(office, "exclusions/propose/") not in browser.get(place(office, "exclusions/")).content.decode()
    answer = browser.post(place(office, f"{member.pk}/exclude/"), {"entry": member.pk, "category": "bedridden"})
    assert "名册已经定稿" in answer.content.decode()


def test_cases_of_others_are_not_there_and_strangers_are_refused(office: Office, as_role: SignedIn) -> None:
    [member] = add_members(office.election, 1)
    exclusion = propose_exclusion(member, "bedridden", actor=office[Role.COMMUNITY_CLERK])
    neighbour = another_community(office)
    assert as_role(Role.STREET_OFFICER).get(f"/desk/e/{neighbour.code}/roll/exclusions/{exclusion.pk}/withdraw/").status_code == 404
    for role in (Role.OBSERVER, Role.STREET_APPROVER, Role.HOST):
        browser = as_role(role)
        assert browser.post(place(office, f"{member.pk}/exclude/"), {"entry": member.pk, "category": "bedridden"}).status_code == 403
        assert browser.post(place(office, f"exclusions/{exclusion.pk}/withdraw/"), {"reason": "…"}).status_code == 403
    assert as_role(Role.STREET_APPROVER).get(place(office, "exclusions/")).status_code == 200
