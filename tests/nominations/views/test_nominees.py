from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from elections.models import ConflictOfInterest, Contest, RollEntry
from elections.permissions import Role
from elections.rules.phases import Phase
from nominations.models import Nominee
from nominations.rules.endorsement import Channel, Endorser
from nominations.services.nominations import Sheet, register_nomination
from tests.factories.nominations import a_round, nominate
from tests.factories.office import Office, add_contest, add_members, office_with_election

from .conftest import SignedIn, queries

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.OPEN_NOMINATION)


@pytest.fixture
def contest(office: Office) -> Contest:
    return add_contest(office.election)


@pytest.fixture
def people(office: Office) -> list[RollEntry]:
    return add_members(office.election, 12)


@pytest.fixture
def nominee(office: Office, people: list[RollEntry], contest: Contest) -> Nominee:
    return nominate(office, people[:1], contest, steps=("nominated",))[0]


@pytest.fixture
def clerk(as_role: SignedIn) -> Client:
    return as_role(Role.COMMUNITY_CLERK)


def url(nominee: Nominee, act: str = "") -> str:
    return f"/desk/e/{nominee.election.code}/nomination/nominees/{nominee.pk}/{act}"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_consent_with_its_signed_sheet(clerk: Client, nominee: Nominee) -> None:
    assert "登记本人同意" in text(clerk.get(url(nominee)))
    sheet = SimpleUploadedFile("同意书.pdf", PDF)
    answer = clerk.post(url(nominee, "consent/"), {"accepts_other_post": "on", "sheet": sheet})
    assert answer.headers["Location"] == f"/desk/e/{nominee.election.code}/nomination/"
    step = nominee.steps.get(step="consented")
    assert (step.accepts_other_post, step.sheet.confidential) == (True, True)
    page = text(clerk.get(url(nominee)))
    assert "服从调整" in page
    assert "签名材料已扫描" in page


def test_a_withdrawal_needs_its_reason_and_is_done_once(clerk: Client, nominee: Nominee) -> None:
    assert "这个字段是必填项" in text(clerk.post(url(nominee, "withdraw/"), {"reason": ""}))
    for _ in range(2):
        assert clerk.post(url(nominee, "withdraw/"), {"reason": "本人缺乏自信心"}).status_code == 302
    assert nominee.steps.filter(step="withdrawn").count() == 1
    assert "withdraw/" not in text(clerk.get(url(nominee)))


def test_a_consent_that_came_later_than_the_sheet_needs_why(clerk: Client, nominee: Nominee, office: Office) -> None:
    office.pass_time(days=2)
    page = text(clerk.post(url(nominee, "consent/"), {"fact_at": "2026-03-02T10:00"}))
    assert 'value="2026-03-02T10:00"' in page
    assert not nominee.steps.filter(step="consented").exists()
    clerk.post(url(nominee, "consent/"), {"fact_at": "2026-03-02T10:00", "late_reason": "停电"})
    assert nominee.steps.filter(step="consented").exists()


def test_who_carries_the_nominees_name_says_not_that_it_is_somebody_else(
    office: Office, clerk: Client, as_role: SignedIn, nominee: Nominee
) -> None:
    own = office[Role.COMMUNITY_CLERK]
    own.display_name = nominee.entry.name
    own.save()
    page = text(clerk.get(url(nominee, "consent/")))
    assert "selected" not in page.split('name="account"')[1].split("</select>")[0].replace('value="" selected', "")
    assert "请核实是否同一人" in page
    assert "这个字段是必填项" in text(clerk.post(url(nominee, "consent/"), {}))
    assert f"您的账号与推荐人选{nominee.entry.name}同名" in text(clerk.post(url(nominee, "consent/"), {"account": "none"}))
    assert not nominee.steps.filter(step="consented").exists()
    secretary = as_role(Role.COMMUNITY_SECRETARY)
    assert secretary.post(url(nominee, "consent/"), {"account": "none"}).status_code == 302
    nominee.entry.refresh_from_db()
    assert nominee.entry.account is None
    secretary.post(url(nominee, "account/"), {"account": str(own.pk)})
    assert ConflictOfInterest.objects.get().account == own


def test_a_nominee_takes_not_the_own_account_off_the_own_name(office: Office, clerk: Client, nominee: Nominee) -> None:
    own = office[Role.COMMUNITY_CLERK]
    own.display_name = nominee.entry.name
    own.save()
    clerk.post(url(nominee, "account/"), {"account": str(own.pk)})
    nominee.entry.refresh_from_db()
    assert nominee.entry.account == own
    assert "请由其他人办理" in text(clerk.post(url(nominee, "account/"), {"account": ""}))
    nominee.entry.refresh_from_db()
    assert nominee.entry.account == own


def test_the_account_of_a_nominee_is_offered_by_its_name_and_barred(
    office: Office, clerk: Client, as_role: SignedIn, nominee: Nominee
) -> None:
    secretary = office[Role.COMMUNITY_SECRETARY]
    secretary.display_name = f"书记 {nominee.entry.name}"
    secretary.save()
    assert "有同名的工作账号" in text(clerk.get(url(nominee)))
    page = text(clerk.get(url(nominee, "consent/")))
    assert f'<option value="">——</option> <option value="{secretary.pk}">' in " ".join(page.replace(" selected", "").split())
    assert f'<option value="{secretary.pk}" selected>' not in page, "a name alone says not that it is the same person"
    clerk.post(url(nominee, "consent/"), {"account": str(secretary.pk)})
    assert ConflictOfInterest.objects.get().account == secretary
    barred = as_role(Role.COMMUNITY_SECRETARY)
    page = text(barred.get(url(nominee)))
    assert "您是本次选举的推荐人选" in page
    assert "登记退出" not in page
    assert barred.post(url(nominee, "withdraw/"), {"reason": "错"}).status_code == 409
    assert barred.post(url(nominee, "account/"), {"account": ""}).status_code == 409
    assert not nominee.steps.filter(step="withdrawn").exists()


def test_an_account_named_wrongly_is_taken_back(
    office: Office, clerk: Client, nominee: Nominee, contest: Contest, people: list[RollEntry]
) -> None:
    secretary = office[Role.COMMUNITY_SECRETARY]
    clerk.post(url(nominee, "consent/"))
    clerk.post(url(nominee, "account/"), {"account": str(secretary.pk)})
    assert ConflictOfInterest.objects.get().until is None
    other = nominate(office, people[1:2], contest)[0]
    assert f"该账号已关联{nominee.entry.name}" in text(clerk.post(url(other, "account/"), {"account": str(secretary.pk)}))
    answer = clerk.post(url(nominee, "account/"), {"account": ""})
    assert answer.headers["Location"] == url(nominee)
    assert ConflictOfInterest.objects.get().until is not None
    nominee.entry.refresh_from_db()
    assert nominee.entry.account is None


def test_endorsers_show_to_who_registers_sheets_alone(office: Office, as_role: SignedIn, people: list[RollEntry], contest: Contest) -> None:
    a_round(office)
    endorsers = [Endorser(entry.name, entry=entry.pk) for entry in people[1:11]]
    sheet = Sheet(entry=people[0], contest=contest, channel=Channel.JOINT, endorsers=endorsers)
    nominee = register_nomination(office.election, sheet, actor=office[Role.COMMUNITY_CLERK]).nominee
    assert people[5].name in text(as_role(Role.COMMUNITY_CLERK).get(url(nominee)))
    page = text(as_role(Role.STREET_APPROVER).get(url(nominee)))
    assert people[5].name not in page
    assert "10个签名" in page
    nominee.entry.account = office[Role.COMMUNITY_SECRETARY]
    nominee.entry.save()
    as_role(Role.COMMUNITY_CLERK).post(url(nominee, "consent/"))
    assert people[5].name not in text(as_role(Role.COMMUNITY_SECRETARY).get(url(nominee)))


def test_the_page_of_a_nominee_asks_as_often_for_fifty_sheets(clerk: Client, nominee: Nominee) -> None:
    clerk.get(url(nominee))
    asked = {queries(clerk, url(nominee))}
    for more in (2, 47):
        for number in range(more):
            sheet = nominee.nominations.earliest("pk")
            sheet.pk, sheet.channel, sheet.organisation = None, "organisation", f"第{more}-{number}党支部"
            sheet.save()
        asked.add(queries(clerk, url(nominee)))
    assert len(asked) == 1
