import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from elections.models import Job, MilestoneRecord, ResultReport
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from elections.services import rendering  # noqa: F401 - declares the work
from elections.services.elections import advance_phase
from elections.services.files import store_file
from elections.services.jobs import run_job
from elections.services.postings import record_posting
from elections.services.report_papers import Letter
from elections.services.reports import file_report
from elections.services.results import certify_result, publish_result
from nominations.rehearsal.scans import scan
from tests.factories.hall import Hall, hall, whole_meeting
from tests.factories.notices import first_notice
from tests.factories.office import office_with_election
from tests.factories.signed_in import browser_of

pytestmark = pytest.mark.django_db
LETTER = Letter(number="京都苑党委〔2026〕3号", signatory="张三", filled_by="李四", telephone="0571-85000000")
APPROVE = "登记选举结果批复"


@pytest.fixture
def at() -> Hall:
    """A result that is reported and waits for its reply, the papers printed."""
    found = hall()
    whole_meeting(found)
    certify_result(found.election, actor=found[Role.HOST])
    clerk = found[Role.COMMUNITY_CLERK]
    advance_phase(found.election, actor=clerk, to=Phase.REPORTING)
    publish_result(found.election, actor=clerk)
    file_report(found.election, LETTER, actor=clerk)
    for job in Job.objects.filter(state=Job.State.QUEUED):
        run_job(job.pk)
    return found


def test_the_approver_reads_the_papers_answers_and_puts_the_result_into_force(at: Hall) -> None:
    browser = browser_of(at[Role.STREET_APPROVER])
    report = ResultReport.objects.get()
    page = f"/desk/e/{at.election.code}/"
    asked = f"{page}requests/{report.request_id}/"
    read = browser.get(asked).content.decode()
    for paper in (report.report, report.form, report.summary):
        assert f"{page}documents/{paper.pk}/" in read
    assert APPROVE not in browser.get(page).content.decode()
    scan = SimpleUploadedFile("批复.pdf", b"%PDF-1.7\n%%EOF\n")
    answer = browser.post(f"{asked}reply/", {"number": "文街工委〔2026〕9号", "text": "同意。", "scan": scan})
    assert answer.headers["Location"] == f"{page}report/"
    assert APPROVE in browser.get(page).content.decode()
    assert APPROVE not in browser_of(at[Role.COMMUNITY_CLERK]).get(page).content.decode()
    done = browser.post(f"{page}result/approve/", follow=True).content.decode()
    assert "选举结果的上级批复已登记。" in done
    assert APPROVE not in done
    assert MilestoneRecord.objects.standing().filter(kind=Milestone.APPROVAL_RECEIVED).exists()


def test_without_an_answer_there_is_nothing_to_put_into_force(at: Hall) -> None:
    refused = browser_of(at[Role.STREET_APPROVER]).post(f"/desk/e/{at.election.code}/result/approve/", follow=True)
    assert "批复" in refused.content.decode().split('role="status"')[1].split("</div>")[0]
    assert not MilestoneRecord.objects.standing().filter(kind=Milestone.APPROVAL_RECEIVED).exists()
    assert browser_of(at[Role.COMMUNITY_CLERK]).post(f"/desk/e/{at.election.code}/result/approve/").status_code == 403


def test_once_it_is_published_the_desk_names_the_elected(at: Hall) -> None:
    page = browser_of(at[Role.COMMUNITY_CLERK]).get(f"/desk/e/{at.election.code}/").content.decode()
    assert "当选名单" in page
    assert '<h3 class="mt-4 mb-2">候选人</h3>' not in page


def test_where_the_result_hangs_shows_with_its_photograph_to_everybody(at: Hall, client: Client) -> None:
    clerk = browser_of(at[Role.COMMUNITY_CLERK])
    desk, public = f"/desk/e/{at.election.code}/", f"/e/{at.election.code}/"
    typed = {"row-TOTAL_FORMS": "2", "row-INITIAL_FORMS": "0", "row-0-place": "社区宣传栏", "row-1-place": "党务公开栏"}
    assert f"{desk}result/places/" in clerk.get(f"{desk}report/").content.decode()
    answer = clerk.post(f"{desk}result/places/", typed | {"row-0-photo": SimpleUploadedFile("张贴.jpg", scan("1"))})
    assert answer.headers["Location"] == f"{desk}report/"
    report = clerk.get(f"{desk}report/").content.decode()
    [follows] = re.findall(r'href="([^"]+/photo/)"', report)
    answer = clerk.post(follows, {"photo": SimpleUploadedFile("张贴.jpg", scan("2"))})
    assert answer.headers["Location"] == f"{desk}report/"

    for browser, page in ((clerk, f"{desk}report/"), (browser_of(at[Role.OBSERVER]), f"{desk}record/"), (client, public)):
        shown = browser.get(page).content.decode()
        assert "社区宣传栏" in shown and "党务公开栏" in shown
        photos = re.findall(r'<img src="([^"]+photo\.jpg)"', shown)
        assert [browser.get(photo).headers["Content-Type"] for photo in photos] == ["image/jpeg"] * 2


def test_a_photograph_of_a_notice_is_not_public(client: Client, db: None) -> None:
    office = office_with_election(phase=Phase.OPEN_NOMINATION)
    clerk = office[Role.COMMUNITY_CLERK]
    photo = store_file(office.election, actor=clerk, name="张贴.jpg", content=scan("1"))
    posting = record_posting(first_notice(office), actor=clerk, place="社区宣传栏", photo=photo)
    for code in (office.election.code, "none"):
        assert client.get(f"/e/{code}/places/{posting.pk}/photo.jpg").status_code == 404


def test_before_the_announcement_no_place_can_be_recorded(db: None) -> None:
    at = hall()
    assert browser_of(at[Role.COMMUNITY_CLERK]).get(f"/desk/e/{at.election.code}/result/places/").status_code == 404
