import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from elections.models import Job, MilestoneRecord, ResultReport
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.phases import Phase
from elections.services import rendering  # noqa: F401 - declares the work
from elections.services.elections import advance_phase
from elections.services.jobs import run_job
from elections.services.report_papers import Letter
from elections.services.reports import file_report
from elections.services.results import certify_result, publish_result
from tests.factories.hall import Hall, hall, whole_meeting
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
