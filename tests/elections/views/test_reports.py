import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elections.models import AuditEvent, Document, Elected, Handover, Job, MilestoneRecord, ResultReport, WorkShare
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.closing import new_committee, papers_waiting
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from elections.services import rendering  # noqa: F401 - declares the work
from elections.services.elections import advance_phase, reopen_phase
from elections.services.jobs import run_job
from elections.services.outcomes import record_declined
from elections.services.report_papers import Letter
from elections.services.reports import file_report, receive_approval
from elections.services.requests import return_request
from elections.services.results import certify_result, publish_result
from elections.services.sessions import close_session
from tests.factories.hall import Hall, hall, whole_meeting
from tests.factories.signed_in import browser_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"
LETTER = {"number": "京都苑党委〔2026〕3号", "signatory": "张三", "filled_by": "李四", "telephone": "0571-85000000"}


@pytest.fixture
def at() -> Hall:
    """The result is confirmed and the election in its reporting phase."""
    found = hall(slate={"committee": 5})
    whole_meeting(found)
    certify_result(found.election, actor=found[Role.HOST])
    advance_phase(found.election, actor=found[Role.COMMUNITY_CLERK], to=Phase.REPORTING)
    return found


def report(at: Hall, rest: str = "") -> str:
    return f"/desk/e/{at.election.code}/report/{rest}"


def do_jobs() -> None:
    for job in Job.objects.filter(state=Job.State.QUEUED):
        run_job(job.pk)


def reached(kind: Milestone) -> bool:
    return MilestoneRecord.objects.standing().filter(kind=kind).exists()


def filed(at: Hall) -> ResultReport:
    publish_result(at.election, actor=at[Role.COMMUNITY_CLERK])
    return file_report(at.election, Letter(**LETTER), actor=at[Role.COMMUNITY_CLERK])


def closed(at: Hall) -> None:
    filed(at)
    browser = browser_of(at[Role.STREET_APPROVER])
    browser.post(report(at, "approval/"), {"number": "9号", "scan": SimpleUploadedFile("批复.pdf", PDF)})
    advance_phase(at.election, actor=at[Role.COMMUNITY_CLERK], to=Phase.CLOSED)


def divided(at: Hall, **changed: str) -> dict[str, object]:
    people = new_committee(at.election)
    number = str(len(people))
    given = {f"row-{entry.pk}-work": f"分工{place}" for place, (entry, _posts) in enumerate(people)}
    minutes = {"place": "会议室", "chair": people[0][0].name, "due": number, "present": number, "votes_for": number}
    minutes |= {"votes_against": "0", "abstained": "0", "manner": "show_of_hands", "resolution": "通过分工。"}
    return given | minutes | {"held_at": f"{timezone.localtime(election_now(at.election)):%Y-%m-%dT%H:%M}"} | changed


def test_each_part_waits_for_the_one_before(at: Hall) -> None:
    browser = browser_of(at[Role.COMMUNITY_CLERK])
    page = browser.get(report(at)).content.decode()
    for name in {person["name"] for person in MilestoneRecord.objects.get(kind=Milestone.RESULT_CERTIFIED).facts["elected"]}:
        assert name in page
    assert report(at, "announce/") in page
    assert report(at, "seal/") not in page
    assert browser.get(report(at, "seal/")).status_code == 409
    assert browser.get(report(at, "handover/")).status_code == 409


def test_the_result_is_announced_once(at: Hall) -> None:
    browser = browser_of(at[Role.COMMUNITY_CLERK])
    assert "当选人名单将公开。" in browser.get(report(at, "announce/")).content.decode()
    for _press in range(2):
        browser.post(report(at, "announce/"))
    assert reached(Milestone.RESULT_PUBLISHED)
    assert AuditEvent.objects.filter(verb="publish_result").count() == 1
    paper = Document.objects.get(kind="result_announcement")
    assert paper.title in browser.get(report(at)).content.decode()


def test_a_letter_without_its_head_is_refused_and_kept(at: Hall) -> None:
    browser = browser_of(at[Role.COMMUNITY_CLERK])
    publish_result(at.election, actor=at[Role.COMMUNITY_CLERK])
    page = browser.post(report(at, "file/"), LETTER | {"signatory": ""}).content.decode()
    assert LETTER["number"] in page
    assert not ResultReport.objects.exists()
    page = browser.post(report(at, "file/"), LETTER | {"signatory": " "}).content.decode()
    assert not ResultReport.objects.exists()
    browser.post(report(at, "file/"), LETTER)
    made = ResultReport.objects.get()
    do_jobs()
    page = browser.get(report(at)).content.decode()
    for paper in (made.form, made.report, made.summary):
        assert f"/documents/{paper.pk}/" in page


def test_what_came_back_is_filed_anew_with_the_head_it_had(at: Hall) -> None:
    return_request(filed(at).request, actor=at[Role.STREET_APPROVER], text="请核对电话。")
    browser = browser_of(at[Role.COMMUNITY_CLERK])
    assert "请核对电话。" in browser.get(report(at)).content.decode()
    browser.post(report(at, "file/"), LETTER | {"telephone": "0571-85000001"})
    assert ResultReport.objects.count() == 2
    assert "请核对电话。" not in browser.get(report(at)).content.decode()


def test_after_the_result_was_taken_back_the_page_offers_everything_anew(at: Hall, client: Client) -> None:
    first = filed(at)
    do_jobs()
    announced = Document.objects.get(kind="result_announcement")
    assert f"/documents/{announced.pk}" in client.get(f"/e/{at.election.code}/").content.decode()
    reopen_phase(at.election, actor=at[Role.STREET_APPROVER], to=Phase.MEETING, reason="当选人不愿任职")
    leaving = Elected.objects.filter(contest__code="committee")[0]
    record_declined(leaving, actor=at[Role.HOST], reason="本人不愿任职")
    public = client.get(f"/e/{at.election.code}/").content.decode()
    assert f"/documents/{announced.pk}" not in public
    browser = browser_of(at[Role.COMMUNITY_CLERK])
    page = browser.get(report(at)).content.decode()
    assert "已撤回的选举结果的材料" in page
    assert f"/documents/{first.form_id}/" in page and f"/documents/{announced.pk}/" in page
    assert "已撤回" in browser.get(f"/desk/e/{at.election.code}/requests/{first.request_id}/").content.decode()
    paper = browser.get(f"/desk/e/{at.election.code}/documents/{announced.pk}/steps/").content.decode()
    assert "该文书所载的选举结果已撤回" in paper and "登记张贴或报送" not in paper and "定稿" not in paper
    papers = browser.get(f"/desk/e/{at.election.code}/documents/").content.decode()
    assert papers.count("结果已撤回") == 4  # the announcement and the three of the report
    names = at.names("committee")
    session = at.open()
    at.vote("committee", votes={"committee": {names[3]: 18}})
    close_session(session, actor=at[Role.HOST])
    certify_result(at.election, actor=at[Role.HOST])
    advance_phase(at.election, actor=at[Role.COMMUNITY_CLERK], to=Phase.REPORTING)
    page = browser.get(report(at)).content.decode()
    assert report(at, "announce/") in page and report(at, "file/") in page
    assert 'value="京都苑党委〔2026〕4号"' in browser.get(report(at, "file/")).content.decode()
    browser.post(report(at, "announce/"))
    browser.post(report(at, "file/"), LETTER | {"number": "京都苑党委〔2026〕4号"})
    do_jobs()
    public = client.get(f"/e/{at.election.code}/").content.decode()
    assert names[3] in public and leaving.name not in public
    assert f"/documents/{announced.pk}" not in public


def test_a_reply_on_paper_needs_number_and_scan(at: Hall) -> None:
    filed(at)
    browser = browser_of(at[Role.STREET_APPROVER])
    page = browser.post(report(at, "approval/"), {"number": "", "text": "同意此结果。"}).content.decode()
    assert "批复须填写文号。" in page
    assert "同意此结果。" in page
    browser.post(report(at, "approval/"), {"number": "9号"})
    assert not reached(Milestone.APPROVAL_RECEIVED)
    browser.post(report(at, "approval/"), {"number": "9号", "scan": SimpleUploadedFile("批复.pdf", PDF)})
    assert reached(Milestone.APPROVAL_RECEIVED)
    assert browser_of(at[Role.COMMUNITY_CLERK]).get(report(at, "approval/")).status_code == 403


def test_everybody_elected_has_a_share(at: Hall) -> None:
    closed(at)
    browser = browser_of(at[Role.COMMUNITY_CLERK])
    people = new_committee(at.election)
    first = people[0][0]
    page = browser.post(report(at, "work/"), divided(at) | {f"row-{first.pk}-work": ""}).content.decode()
    assert first.name in page
    assert "分工1" in page
    assert not WorkShare.objects.exists()
    browser.post(report(at, "work/"), divided(at))
    assert WorkShare.objects.count() == len(people)
    assert "分工1" in browser.get(report(at)).content.decode()


def test_the_hand_over_with_its_list(at: Hall) -> None:
    closed(at)
    browser = browser_of(at[Role.COMMUNITY_CLERK])
    given = {"handed_by": "甲", "received_by": "乙", "witnessed_by": "", "items": "印章"}
    assert "印章" in browser.post(report(at, "handover/"), given).content.decode()
    assert not Handover.objects.exists()
    browser.post(report(at, "handover/"), given | {"witnessed_by": "丙", "scan": SimpleUploadedFile("清单.pdf", PDF)})
    assert report(at, "handover/correct/") in browser.get(report(at)).content.decode()
    browser.post(report(at, "handover/correct/"), given | {"items": "印章2枚", "witnessed_by": "丙", "reason": "漏写数量"})
    assert "→ 印章2枚" in browser.get(report(at)).content.decode()
    made = Handover.objects.get()
    assert f"/files/{made.scan_id}/" in browser.get(report(at)).content.decode()


def sealed(at: Hall) -> Client:
    closed(at)
    browser = browser_of(at[Role.COMMUNITY_CLERK])
    browser.post(report(at, "work/"), divided(at))
    browser.post(report(at, "handover/"), {"handed_by": "甲", "received_by": "乙", "witnessed_by": "丙", "items": "印章"})
    page = browser.get(report(at)).content.decode()
    assert "归档之前还差" in page
    assert report(at, "seal/") not in page
    for entry in at.election.late_entries.all():
        browser_of(at[Role.STREET_APPROVER]).post(f"/desk/e/{at.election.code}/late-entries/{entry.pk}/confirm/", {"back": "course"})
    do_jobs()
    assert report(at, "seal/") in browser.get(report(at)).content.decode()
    browser.post(report(at, "seal/"))
    return browser


def test_the_archive_is_sealed_packed_and_taken_out_by_the_street(at: Hall) -> None:
    browser = sealed(at)
    assert at.election.sealed_at is not None
    assert "归档包等待生成" in browser.get(report(at)).content.decode()
    assert "归档包等待生成" in browser.get(report(at, "archive/")).content.decode()
    officer = browser_of(at[Role.STREET_OFFICER])
    assert officer.post(report(at, "archive.zip")).headers["Location"] == report(at)
    do_jobs()
    assert "归档包已生成" in browser.get(report(at)).content.decode()
    assert browser.post(report(at, "archive.zip")).status_code == 403
    answer = officer.post(report(at, "archive.zip"))
    assert answer.content.startswith(b"PK")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert AuditEvent.objects.filter(verb="export_archive").count() == 1
    assert officer.get(report(at, "archive.zip")).status_code == 405
    assert browser.get(report(at, "work/")).status_code == 409


def test_the_last_step_says_what_is_missing_until_the_seal(at: Hall) -> None:
    closed(at)
    clerk, officer = browser_of(at[Role.COMMUNITY_CLERK]), browser_of(at[Role.STREET_OFFICER])
    home = f"/desk/e/{at.election.code}/"
    page = clerk.get(home).content.decode()
    missing = page[page.index('id="missing-title"') :]
    assert missing.index("新班子分工") < missing.index("还没有登记工作交接") < missing.index("归档封存")
    assert "各步骤均已办理" not in page
    clerk.post(report(at, "work/"), divided(at))
    clerk.post(report(at, "handover/"), {"handed_by": "甲", "received_by": "乙", "witnessed_by": "丙", "items": "印章"})
    for entry in at.election.late_entries.all():
        browser_of(at[Role.STREET_APPROVER]).post(f"/desk/e/{at.election.code}/late-entries/{entry.pk}/confirm/", {"back": "course"})
    do_jobs()
    [announced] = [paper for paper in papers_waiting(at.election) if paper.kind == "result_announcement"]
    assert announced.title in clerk.get(report(at, "seal/")).content.decode(), "what was never posted is named before the seal"
    to_do = re.search(r"(\d+)份待办", officer.get(f"{home}documents/").content.decode())
    assert to_do is not None and int(to_do[1]) == len(papers_waiting(at.election))
    clerk.post(report(at, "seal/"))
    assert "各步骤均已办理" in clerk.get(home).content.decode()


def test_who_closes_nothing_is_refused(at: Hall) -> None:
    for role in (Role.OBSERVER, Role.GUIDANCE_OFFICER, Role.TELLER, Role.VETTING_DEPARTMENT):
        browser = browser_of(at[role])
        for rest in ("announce/", "file/", "approval/", "work/", "handover/", "seal/"):
            assert browser.post(report(at, rest)).status_code == 403, (role, rest)


def test_the_page_costs_the_same_for_few_and_for_many(at: Hall) -> None:
    filed(at)
    browser = browser_of(at[Role.COMMUNITY_CLERK])
    browser.get(report(at))
    counts = []
    for _again in (1, 3):
        with CaptureQueriesContext(connection) as asked:
            browser.get(report(at))
        counts.append(len(asked))
        return_request(ResultReport.objects.latest("pk").request, actor=at[Role.STREET_APPROVER], text="再改。")
        file_report(at.election, Letter(**LETTER), actor=at[Role.COMMUNITY_CLERK])
    assert len(set(counts)) == 1


def test_the_approval_given_to_the_request_needs_no_second_paper(at: Hall) -> None:
    made = filed(at)
    browser = browser_of(at[Role.STREET_APPROVER])
    scan = SimpleUploadedFile("批复.pdf", PDF)
    browser.post(f"/desk/e/{at.election.code}/requests/{made.request_id}/reply/", {"number": "9号", "scan": scan})
    assert 'name="scan"' not in browser.get(report(at, "approval/")).content.decode()
    browser.post(report(at, "approval/"))
    assert receive_approval(at.election, actor=at[Role.STREET_APPROVER]).facts["reply"]["number"] == "9号"
