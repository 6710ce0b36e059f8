import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from elections.models import Contest, LateEntry, Request
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.services.requests import reply_to_request, submit_request
from tests.factories.office import Office, add_contest, another_community

from .conftest import SignedIn

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def waiting(office: Office) -> Request:
    return submit_request(
        office.election, "plan", actor=office[Role.COMMUNITY_SECRETARY], title="关于换届方案的请示", text="妥否，请批示。"
    )


def address(item: Request, act: str = "") -> str:
    assert item.election is not None
    return f"/desk/e/{item.election.code}/requests/{item.pk}/{act}"


def test_the_inbox_names_what_waits_the_oldest_first(office: Office, waiting: Request, as_role: SignedIn) -> None:
    other = another_community(office)
    office.pass_time(days=1)
    submit_request(other, "plan", actor=office[Role.STREET_OFFICER], title="第二份请示")
    page = as_role(Role.STREET_APPROVER).get("/desk/requests/").content.decode()
    assert page.index("关于换届方案的请示") < page.index("第二份请示")


def test_the_inbox_is_the_streets(as_role: SignedIn) -> None:
    assert as_role(Role.COMMUNITY_SECRETARY).get("/desk/requests/").headers["Location"] == "/desk/"


def test_a_reply_with_its_number_and_scan_approves(waiting: Request, as_role: SignedIn) -> None:
    browser = as_role(Role.STREET_APPROVER)
    scan = SimpleUploadedFile("批复.pdf", PDF)
    sent = browser.post(address(waiting, "reply/"), {"number": "文街工委(2026)１2号", "text": "同意。", "scan": scan})
    assert sent.headers["Location"] == "/desk/requests/"
    waiting.refresh_from_db()
    assert waiting.state == Request.State.APPROVED
    answer = waiting.replies.get()
    assert (answer.number, answer.is_opinion_only) == ("文街工委〔2026〕12号", False)
    assert "已答复：关于换届方案的请示" in browser.get("/desk/requests/").content.decode()


def test_without_a_scan_it_is_an_opinion_until_the_scan_is_attached(waiting: Request, as_role: SignedIn) -> None:
    browser = as_role(Role.STREET_APPROVER)
    browser.post(address(waiting, "reply/"), {"number": "12号"})
    assert "仅为意见，缺批复扫描件" in browser.get(address(waiting)).content.decode()
    browser.post(address(waiting, "scan/"), {"scan": SimpleUploadedFile("a.pdf", PDF)})
    page = browser.get(address(waiting)).content.decode()
    assert "仅为意见" not in page
    assert "/scan/" not in page


def test_the_address_of_a_form_answers_with_the_way_to_its_page(waiting: Request, as_role: SignedIn) -> None:
    answer = as_role(Role.STREET_APPROVER).get(address(waiting, "reply/"))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "这个地址只接收表单" in answer.content.decode() and f'href="{address(waiting)}"' in answer.content.decode()


def test_the_approver_reads_what_is_asked_until_it_is_answered(office: Office, as_role: SignedIn) -> None:
    add_contest(office.election, "secretary", 1, names_at_least=2)
    committee = add_contest(office.election, "committee", 4)
    waiting = submit_request(office.election, "plan", actor=office[Role.COMMUNITY_SECRETARY], title="关于换届方案的请示")
    Contest.objects.filter(pk=committee.pk).update(seats=6)  # settled anew afterwards: that is not what was asked
    browser = as_role(Role.STREET_APPROVER)
    rows = re.findall(
        r'<th scope="row">(.+?)</th><td class="num"[^>]*>(.+?)</td><td class="num"[^>]*>(.+?)</td>', page_of(browser, waiting)
    )
    assert rows == [("书记", "1", "2"), ("委员", "4", "5")]
    assert "无记名投票、差额选举" in page_of(browser, waiting)
    browser.post(address(waiting, "return/"), {"text": "请补充。"})
    assert "无记名投票、差额选举" not in page_of(browser, waiting)


def page_of(browser: Client, item: Request) -> str:
    return browser.get(address(item)).content.decode()


def test_a_reply_without_a_number_is_refused_and_nothing_typed_is_lost(waiting: Request, as_role: SignedIn) -> None:
    page = as_role(Role.STREET_APPROVER).post(address(waiting, "reply/"), {"text": "同意此方案。"}).content.decode()
    assert "批复须填写文号。" in page
    assert "同意此方案。" in page
    waiting.refresh_from_db()
    assert waiting.state == Request.State.SUBMITTED


def test_a_foreign_file_is_refused_in_words(waiting: Request, as_role: SignedIn) -> None:
    scan = SimpleUploadedFile("a.exe", b"MZ\x00\x00")
    page = as_role(Role.STREET_APPROVER).post(address(waiting, "reply/"), {"number": "12号", "scan": scan}).content.decode()
    assert "只能上传JPEG、PNG、PDF、Word和Excel文件。" in page
    assert waiting.replies.count() == 0


def test_returning_says_what_to_mend(waiting: Request, as_role: SignedIn) -> None:
    browser = as_role(Role.STREET_APPROVER)
    assert "这个字段是必填项" in browser.post(address(waiting, "return/"), {"text": ""}).content.decode()
    browser.post(address(waiting, "return/"), {"text": "职数与编制不符，请核对。"})
    waiting.refresh_from_db()
    assert waiting.state == Request.State.RETURNED
    seen = as_role(Role.COMMUNITY_SECRETARY).get(address(waiting)).content.decode()
    assert "职数与编制不符，请核对。" in seen


def test_who_cannot_answer_sees_no_form(waiting: Request, as_role: SignedIn) -> None:
    page = as_role(Role.COMMUNITY_SECRETARY).get(address(waiting)).content.decode()
    assert "请批示。" in page
    assert "/reply/" not in page


def test_an_answered_request_is_not_answered_otherwise(office: Office, waiting: Request, as_role: SignedIn) -> None:
    reply_to_request(waiting, actor=office[Role.STREET_APPROVER], number="12号")
    page = as_role(Role.STREET_APPROVER).post(address(waiting, "return/"), {"text": "再改。"}).content.decode()
    assert "此件已经答复" in page
    assert waiting.replies.count() == 1


def test_a_request_of_another_election_is_not_there(office: Office, waiting: Request, as_role: SignedIn) -> None:
    other = another_community(office)
    assert as_role(Role.STREET_APPROVER).get(f"/desk/e/{other.code}/requests/{waiting.pk}/").status_code == 404


def test_a_late_entry_is_confirmed_by_somebody_else(office: Office, as_role: SignedIn) -> None:
    now = election_now(office.election)
    entry = LateEntry.objects.create(
        election=office.election,
        act="record_visit",
        subject="x:1",
        fact_at=now - timedelta(days=3),
        entered_at=now,
        entered_by=office[Role.STREET_OFFICER],
        reason="停电",
    )
    target = f"/desk/e/{office.election.code}/late-entries/{entry.pk}/confirm/"
    own = as_role(Role.STREET_OFFICER)
    assert target not in own.get("/desk/requests/").content.decode()
    own.post(target)
    assert "补录人不能自己确认" in own.get("/desk/requests/").content.decode()
    other = as_role(Role.STREET_APPROVER)
    assert target in other.get("/desk/requests/").content.decode()
    for _press in range(2):
        assert other.post(target).status_code == 302
    entry.refresh_from_db()
    assert entry.confirmed_by == office[Role.STREET_APPROVER]
