from datetime import date

import pytest

from elections.models import AuditEvent, RollEntry, RollRevision
from elections.permissions import Role
from elections.services.roll import close_roll
from tests.factories.office import Office, add_members, office_with_election

from .conftest import SignedIn

TYPED = {
    "name": "单 小燕",
    "sex": "female",
    "born_on": "1949-12-31",
    "ethnicity": "汉族",
    "education": "college",
    "identity_number": "11010519491231002x",
    "membership": "full",
    "joined_on": "1978-07-01",
    "full_member_on": "1979-07-01",
    "capacities": ["member", "building_head"],
    "tags": ["re_elected"],
    "telephone": "13800001111",
}


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election()


@pytest.fixture
def closed(office: Office) -> list[RollEntry]:
    members = add_members(office.election, 9)
    close_roll(office.election, actor=office[Role.COMMUNITY_CLERK])
    return members


def place(office: Office, path: str = "") -> str:
    return f"/desk/e/{office.election.code}/roll/{path}"


def test_a_person_is_typed_in(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    answer = browser.post(place(office, "add/"), TYPED)
    assert answer.headers["Location"] == place(office)
    entry = RollEntry.objects.get()
    assert (entry.name, entry.identity_tail, entry.capacities, entry.tags) == (
        "单小燕",
        "002X",
        ["member", "building_head"],
        ["re_elected"],
    )
    assert "单 小燕已按所填内容记入名册" in browser.get(place(office)).content.decode()


def test_a_refusal_keeps_what_was_typed(office: Office, as_role: SignedIn) -> None:
    answer = as_role(Role.COMMUNITY_CLERK).post(place(office, "add/"), TYPED | {"sex": "male", "post": "居民小组长"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "居民小组长" in page
    assert "身份证号" in page
    assert not RollEntry.objects.exists()


def test_a_character_that_cannot_be_printed_is_said_at_once(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    browser.post(place(office, "add/"), TYPED | {"name": "王\U0003134a", "identity_number": ""})
    assert RollEntry.objects.count() == 1
    assert "\U0003134a”没有可用的字体" in browser.get(place(office)).content.decode()


def test_an_entry_is_changed_and_keeps_its_id_number(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    browser.post(place(office, "add/"), TYPED)
    entry = RollEntry.objects.get()
    page = browser.get(place(office, f"{entry.pk}/edit/")).content.decode()
    assert 'value="13800001111"' in page
    answer = browser.post(place(office, f"{entry.pk}/edit/"), TYPED | {"identity_number": "", "post": "社区工作者"})
    assert answer.headers["Location"] == place(office, f"{entry.pk}/")
    entry.refresh_from_db()
    assert (entry.post, entry.identity_tail) == ("社区工作者", "002X")


def test_taking_off_needs_a_reason(office: Office, as_role: SignedIn) -> None:
    [entry] = add_members(office.election, 1)
    browser = as_role(Role.COMMUNITY_CLERK)
    assert "移出后" in browser.get(place(office, f"{entry.pk}/remove/")).content.decode()
    assert browser.post(place(office, f"{entry.pk}/remove/"), {"reason": ""}).status_code == 200
    browser.post(place(office, f"{entry.pk}/remove/"), {"reason": "录错"})
    entry.refresh_from_db()
    assert entry.removed_at is not None
    assert entry.name in browser.get(place(office), {"state": "struck"}).content.decode()
    assert browser.get(place(office, f"{entry.pk}/")).status_code == 200
    assert browser.get(place(office, f"{entry.pk}/edit/")).status_code == 404


def test_the_same_form_sent_twice_is_one_act(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    for _press in range(2):
        browser.post(place(office, "add/"), TYPED | {"once": "one-and-the-same"})
    assert AuditEvent.objects.filter(verb="add_roll_entry").count() == 1


def test_a_closed_roll_is_not_edited(office: Office, closed: list[RollEntry], as_role: SignedIn) -> None:
    answer = as_role(Role.COMMUNITY_CLERK).post(place(office, "add/"), TYPED)
    assert "名册已经定稿" in answer.content.decode()
    assert RollEntry.objects.count() == 9


def test_a_closed_roll_is_revised_with_a_reason(office: Office, closed: list[RollEntry], as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    assert "修订原因" in browser.get(place(office, "revise/")).content.decode()
    answer = browser.post(place(office, "revise/"), TYPED | {"reason": "组织关系转入"})
    assert answer.headers["Location"] == place(office)
    first = closed[0]
    typed = {
        "name": first.name,
        "sex": first.sex,
        "born_on": first.born_on.isoformat(),
        "ethnicity": "汉族",
        "education": first.education,
        "membership": "full",
        "joined_on": "2001-07-01",
        "full_member_on": "2002-07-01",
        "capacities": ["member"],
        "suspension": "party_probation",
        "suspended_from": "2026-03-01",
        "reason": "受留党察看处分",
    }
    answer = browser.post(place(office, f"{first.pk}/revise/"), typed)
    assert answer.headers["Location"] == place(office, f"{first.pk}/")
    browser.post(place(office, f"{closed[1].pk}/strike/"), {"reason": "去世"})

    assert list(RollRevision.objects.order_by("pk").values_list("kind", flat=True)) == ["added", "changed", "removed"]
    page = browser.get(place(office)).content.decode()
    assert "组织关系转入" in page
    page = browser.get(place(office, f"{first.pk}/")).content.decode()
    assert "影响选举权利的情况、开始日期" in page
    first.refresh_from_db()
    assert (first.may_vote, first.suspended_from) == (False, date(2026, 3, 1))


@pytest.mark.parametrize("role", [Role.STREET_APPROVER, Role.OBSERVER, Role.HOST])
def test_who_may_not_write_the_roll(role: Role, office: Office, as_role: SignedIn) -> None:
    [entry] = add_members(office.election, 1)
    browser = as_role(role)
    for path in ("add/", "revise/", f"{entry.pk}/edit/", f"{entry.pk}/remove/", f"{entry.pk}/revise/", f"{entry.pk}/strike/"):
        assert browser.post(place(office, path), TYPED | {"reason": "…"}).status_code == 403
    assert RollEntry.objects.get().removed_at is None
