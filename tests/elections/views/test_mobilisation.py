import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.models import MilestoneRecord, PublicityItem, RollEntry
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from elections.services.mobilisation import record_publicity
from nominations.rehearsal.scans import scan
from tests.factories.notices import move_to
from tests.factories.office import Office, add_members, another_community, office_with_election

from .conftest import SignedIn

MEETING = {
    "members": "9",
    "residents": "20",
    "discussed": "职数与条件",
    "place": "文化家园礼堂",
    "chair": "周敏",
    "due": "10",
    "present": "9",
    "votes_for": "9",
    "votes_against": "0",
    "abstained": "0",
    "manner": "show_of_hands",
    "resolution": "一致通过。",
}


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.MOBILISATION)


def address(office: Office, path: str = "") -> str:
    return f"/desk/e/{office.election.code}/mobilisation/{path}"


def page_of(browser: Client, where: str) -> str:
    answer = browser.get(where)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_place_says_what_to_do(office: Office, as_role: SignedIn) -> None:
    page = page_of(as_role(Role.COMMUNITY_CLERK), address(office))
    for word in ("还没有公告", "名册上还没有党员", "会后在此登记", "还没有登记", "制作公开信"):
        assert word in page
    reader = page_of(as_role(Role.GUIDANCE_OFFICER), address(office))
    assert address(office, "letters/") not in reader and address(office, "publicity/") not in reader


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.OBJECTION_HANDLER, Role.TELLER, Role.SYSTEM_ADMINISTRATOR])
def test_who_has_no_business_there_is_refused(role: Role, office: Office, as_role: SignedIn) -> None:
    for path in ("", "publicity/", "meeting/", "contacts/"):
        assert as_role(role).get(address(office, path)).status_code == 403


def test_publicity_stands_in_the_ledger_with_its_proof(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    proof = SimpleUploadedFile("横幅.jpg", scan("banner"))
    browser.post(address(office, "publicity/"), {"kind": "banner", "quantity": "4", "place": "主要路口", "evidence": proof})
    browser.post(address(office, "publicity/"), {"kind": "chat_group", "quantity": "2", "reached": "180"})
    page = page_of(browser, address(office))
    assert "主要路口" in page and "180" in page and "1笔，1笔有凭据" in page
    item = PublicityItem.objects.get(kind="banner")
    assert browser.get(address(office, f"publicity/{item.pk}/photo.jpg")).headers["Content-Type"] == "image/jpeg"
    other = another_community(office)
    officer = as_role(Role.STREET_OFFICER)
    assert officer.get(f"/desk/e/{other.code}/mobilisation/publicity/{item.pk}/photo.jpg").status_code == 404


def test_a_quantity_of_nothing_is_refused_and_the_rest_stays_typed(office: Office, as_role: SignedIn) -> None:
    page = as_role(Role.COMMUNITY_CLERK).post(address(office, "publicity/"), {"kind": "banner", "quantity": "0", "place": "主要路口"})
    assert "主要路口" in page.content.decode()
    assert not PublicityItem.objects.exists()


def test_the_meeting_is_recorded_with_who_came_and_what_was_adopted(office: Office, as_role: SignedIn) -> None:
    add_members(office.election, 10)
    browser = as_role(Role.COMMUNITY_SECRETARY)
    RollEntry.objects.filter(pk=RollEntry.objects.last().pk).update(membership="probationary")
    form = page_of(browser, address(office, "meeting/"))
    assert "名册上有党员10名" in form
    assert re.search(r'name="due" value="9"', form) and "有选举权的党员，名册上有9名" in form
    scanned = {"scan": SimpleUploadedFile("记录.jpg", scan("minutes"))}
    assert browser.post(address(office, "meeting/"), MEETING | scanned).headers["Location"] == address(office)
    held = MilestoneRecord.objects.get(kind=Milestone.MOBILISATION_MEETING_HELD)
    assert (held.facts["attended"], held.facts["members"], held.facts["adopted"]) == (29, 9, "一致通过。")
    page = page_of(browser, address(office))
    assert "9 / 0 / 0" in page and "职数与条件" in page


def test_minutes_that_do_not_carry_are_refused_in_figures(office: Office, as_role: SignedIn) -> None:
    add_members(office.election, 10)
    page = as_role(Role.COMMUNITY_CLERK).post(address(office, "meeting/"), MEETING | {"votes_for": "4"}).content.decode()
    assert "文化家园礼堂" in page and 'value="4"' in page
    assert not MilestoneRecord.objects.filter(kind=Milestone.MOBILISATION_MEETING_HELD).exists()


def test_before_and_after_its_step_the_meeting_is_not_recorded(office: Office, as_role: SignedIn) -> None:
    move_to(office, Phase.VETTING)
    assert as_role(Role.COMMUNITY_CLERK).post(address(office, "meeting/"), MEETING).status_code == 409


def test_the_number_of_queries_does_not_grow(office: Office, as_role: SignedIn) -> None:
    browser, counted = as_role(Role.COMMUNITY_CLERK), []
    for more in (1, 2, 47):
        add_members(office.election, more)
        for _ in range(more):
            number = PublicityItem.objects.count()
            record_publicity(office.election, "banner", 1 + number, actor=office[Role.COMMUNITY_CLERK], place=f"第{number}处")
        with CaptureQueriesContext(connection) as caught:
            page_of(browser, address(office))
        counted.append(len(caught))
    assert counted[0] == counted[1] == counted[2]
