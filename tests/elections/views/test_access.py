"""Every address says who may open it, and holds to it."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from elections.permissions import Role
from elections.rules.acts import Act
from elections.services.requests import submit_request
from tests.factories.office import Office, another_community, office_with_election

from .conftest import SignedIn

PUBLIC = {
    "public",
    "public_election",
    "public_notice",
    "public_picture",
    "public_document",
    "public_posting_photo",
    "public_record",
    "public_record_file",
    "verify",
    "verifier",
    "begin",
    "booth",
    "booth_done",
    "sign_in",
    "first_sign_in",
    "one_time_code",
    "language",
    "text_size",
    "healthz",
}


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from patterns(item)
        else:
            yield item


ALL = list(patterns(get_resolver()))


@pytest.mark.parametrize("pattern", ALL, ids=lambda pattern: pattern.name)
def test_each_address_says_who_may_open_it(pattern: URLPattern) -> None:
    need = getattr(pattern.callback, "requires", None)
    assert isinstance(need, Act | frozenset) or need in {"public", "signed_in"}
    assert (need == "public") == (pattern.name in PUBLIC)


@pytest.mark.parametrize("pattern", [item for item in ALL if item.name not in PUBLIC], ids=lambda pattern: pattern.name)
def test_a_visitor_is_sent_to_the_door(pattern: URLPattern, client: Client, db: None) -> None:
    address = re.sub(r"<(?:slug|str):\w+>", "x", re.sub(r"<int:\w+>", "1", f"/{pattern.pattern}"))
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/sign-in/")


def test_a_part_of_a_page_sends_the_whole_window_to_the_door(client: Client, db: None) -> None:
    answer = client.get("/desk/board/", HTTP_HX_REQUEST="true")
    assert answer.headers["HX-Redirect"] == "/sign-in/"


def test_another_office_is_not_there(office: Office, as_role: SignedIn) -> None:
    other = office_with_election(code="chaoming")
    browser = as_role(Role.STREET_OFFICER)
    assert browser.get(f"/desk/e/{other.election.code}/").status_code == 404
    assert browser.post(f"/desk/e/{other.election.code}/advance/", {"to": "mobilisation"}).status_code == 404
    assert browser.get(f"/desk/e/{office.election.code}/").status_code == 200


def test_another_community_is_not_there(office: Office, as_role: SignedIn) -> None:
    other = another_community(office)
    assert as_role(Role.COMMUNITY_SECRETARY).get(f"/desk/e/{other.code}/").status_code == 404
    assert as_role(Role.STREET_OFFICER).get(f"/desk/e/{other.code}/").status_code == 200


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.TELLER, Role.SYSTEM_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR])
def test_who_has_no_desk_sees_no_desk_page(role: Role, office: Office, as_role: SignedIn) -> None:
    assert as_role(role).get(f"/desk/e/{office.election.code}/").status_code == 404


def test_an_act_needs_its_role(office: Office, as_role: SignedIn) -> None:
    item = submit_request(office.election, "plan", actor=office[Role.COMMUNITY_SECRETARY], title="请示")
    address = f"/desk/e/{office.election.code}/requests/{item.pk}/reply/"
    assert as_role(Role.COMMUNITY_SECRETARY).post(address, {"number": "1"}).status_code == 403
    assert as_role(Role.STREET_OFFICER).post(address, {"number": "1"}).status_code == 403
    assert item.replies.count() == 0


@pytest.mark.parametrize(
    ("role", "opens_on"),
    [
        (Role.STREET_OFFICER, "/desk/board/"),
        (Role.STREET_APPROVER, "/desk/requests/"),
        (Role.OBJECTION_HANDLER, "/desk/board/"),
        (Role.COMMUNITY_SECRETARY, "/desk/e/wenhui-jingdu-2026/"),
        (Role.COMMUNITY_CLERK, "/desk/e/wenhui-jingdu-2026/"),
        (Role.OBSERVER, "/desk/records/"),
        (Role.AUDIT_ADMINISTRATOR, "/desk/records/"),
        (Role.SYSTEM_ADMINISTRATOR, "/desk/office/"),
        (Role.SECURITY_ADMINISTRATOR, "/desk/office/"),
    ],
)
def test_each_role_opens_on_what_it_does_next(role: Role, opens_on: str, as_role: SignedIn) -> None:
    assert as_role(role).get("/desk/").headers["Location"] == opens_on


def test_other_roles_see_their_duties(as_role: SignedIn) -> None:
    answer = as_role(Role.TELLER).get("/desk/")
    assert answer.status_code == 200
    assert "我的职责" in answer.content.decode()
