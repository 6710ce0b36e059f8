"""更正 in the browser: where an entry stands it is put right, and what stood before is read there."""

from datetime import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from elections.models import PublicityItem
from elections.permissions import Role
from elections.rules.phases import Phase
from elections.services.leading_groups import assign_leader, record_presence_of_leader
from elections.services.meetings import record_preparatory_meeting
from elections.services.mobilisation import Attempt, Attendance, Gathering, record_contact, record_mobilisation_meeting, record_training
from elections.services.mobilisation import record_publicity as record
from tests.elections.services.test_mobilisation import MINUTES
from tests.factories.office import SHANGHAI, Office, add_members, office_with_election

from .conftest import SignedIn


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.MOBILISATION)


def address(office: Office, path: str) -> str:
    return f"/desk/e/{office.election.code}/{path}"


def page(browser, where: str) -> str:
    answer = browser.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def test_publicity_is_put_right_where_it_stands(office: Office, as_role: SignedIn) -> None:
    item = record(office.election, "banner", 30, actor=office[Role.COMMUNITY_CLERK], place="主要路口")
    browser, there = as_role(Role.COMMUNITY_CLERK), address(office, f"mobilisation/publicity/{item.pk}/correct/")
    assert there in page(browser, address(office, "mobilisation/"))
    assert 'value="30"' in page(browser, there)

    typed = {"kind": "banner", "quantity": "13", "place": "主要路口", "reason": ""}
    refused = browser.post(there, typed).content.decode()
    assert 'value="13"' in refused and PublicityItem.objects.get().quantity == 30
    same = browser.post(there, typed | {"quantity": "30", "reason": "抄错"}).content.decode()
    assert "没有可更正的内容" in same and "抄错" in same

    assert browser.post(there, typed | {"reason": "抄错一位"}).headers["Location"] == address(office, "mobilisation/")
    shown = page(browser, address(office, "mobilisation/"))
    assert "<s>30</s> → 13" in shown and "抄错一位" in shown
    course = page(browser, address(office, "course/"))
    assert "<s>30</s> → 13" in course and "抄错一位" in course
    guidance = page(as_role(Role.GUIDANCE_OFFICER), address(office, "mobilisation/"))
    assert there not in guidance and "抄错一位" in guidance


def photograph(name: str, colour: str) -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (8, 8), colour).save(made, "PNG")
    return SimpleUploadedFile(name, made.getvalue())


def test_a_wrong_photograph_is_replaced_and_left_alone_it_stays(office: Office, as_role: SignedIn) -> None:
    item = record(office.election, "banner", 30, actor=office[Role.COMMUNITY_CLERK])
    browser, there = as_role(Role.COMMUNITY_CLERK), address(office, f"mobilisation/publicity/{item.pk}/correct/")
    typed = {"kind": "banner", "quantity": "30", "reason": "补传照片"}
    assert "保留原件" not in page(browser, there)
    browser.post(there, typed | {"evidence": photograph("横幅.png", "red")})
    first = PublicityItem.objects.get().evidence
    assert first.name == "横幅.png"

    assert "保留原件" in page(browser, there)
    browser.post(there, typed | {"quantity": "31", "reason": "漏记一条"})
    assert PublicityItem.objects.get().evidence == first

    typed |= {"quantity": "31", "once": "a-token-of-this-form"}
    refused = browser.post(there, typed | {"reason": "", "evidence": photograph("横幅二.png", "blue")}).content.decode()
    assert "横幅二.png" in refused and "evidence-held" in refused
    assert PublicityItem.objects.get().evidence == first
    browser.post(there, typed | {"reason": "传错照片", "evidence-held": "1"})
    second = PublicityItem.objects.get().evidence
    assert second.name == "横幅二.png"
    assert "<s>横幅.png</s> → 横幅二.png" in page(browser, address(office, "mobilisation/"))


def test_every_entry_of_the_mobilisation_is_put_right_on_its_page(office: Office, as_role: SignedIn) -> None:
    clerk, officer = office[Role.COMMUNITY_CLERK], office[Role.STREET_OFFICER]
    [member, *_] = add_members(office.election, 30)
    record_mobilisation_meeting(office.election, MINUTES, Attendance(members=28), actor=clerk)
    [contact] = record_contact(
        office.election, [Attempt(entry=member, manner="telephone", reached=True, wish="any", by_name="孙")], actor=clerk
    )
    present = record_presence_of_leader(assign_leader(office.election, actor=officer, name="赵"), "planning", actor=officer)
    held_at = datetime(2026, 3, 1, 14, tzinfo=SHANGHAI)
    gathering = Gathering(kind="training", level="street", topic="业务培训", held_at=held_at, attended=60)
    training = record_training(office.election.cycle, gathering, actor=officer)
    cycle = f"/desk/office/cycles/{office.election.cycle_id}/"
    for role, listed, there, typed, shown in (
        (
            Role.COMMUNITY_CLERK,
            address(office, "mobilisation/"),
            address(office, "mobilisation/meeting/correct/"),
            {"members": "29", "residents": "0"},
            "<s>28</s> → 29",
        ),
        (
            Role.COMMUNITY_CLERK,
            address(office, f"mobilisation/contacts/{member.pk}/"),
            address(office, f"mobilisation/attempts/{contact.pk}/correct/"),
            {"result": "not_reached", "manner": "visit", "by_name": "孙"},
            "<s>电话</s> → 上门",
        ),
        (
            Role.STREET_OFFICER,
            address(office, "plan/"),
            address(office, f"plan/presences/{present.pk}/correct/"),
            {"attended_at": "2026-03-01T09:00"},
            "→ 2026-03-01 09:00",
        ),
        (
            Role.STREET_OFFICER,
            cycle,
            f"/desk/office/trainings/{training.pk}/correct/",
            {"topic": "业务培训", "held_at": "2026-03-01T14:00", "attended": "66"},
            "<s>60</s> → 66",
        ),
    ):
        browser = as_role(role)
        assert there in page(browser, listed)
        assert page(browser, there)
        assert browser.post(there, typed | {"reason": "核对签到表后更正"}).status_code == 302, there
        after = page(browser, listed)
        assert shown in after and "核对签到表后更正" in after
    assert address(office, f"plan/presences/{present.pk}/correct/") not in page(as_role(Role.COMMUNITY_CLERK), address(office, "plan/"))


def test_a_preparation_is_put_right_on_the_page_of_the_meeting(office: Office, as_role: SignedIn) -> None:
    clerk = office[Role.COMMUNITY_CLERK]
    office.election.phase = Phase.CANDIDACY
    office.election.save()
    held = record_preparatory_meeting(office.election, "preparatory", actor=clerk, place="会议室", attended=20)
    browser, there = as_role(Role.COMMUNITY_CLERK), address(office, f"meeting/preparations/{held.pk}/correct/")
    assert there in page(browser, address(office, "meeting/"))
    browser.post(there, {"place": "会议室", "attended": "22", "matters": "", "reason": "漏计两人"})
    assert "<s>20</s> → 22" in page(browser, address(office, "meeting/"))
