import io

import pytest
from pypdf import PdfReader

from elections.models import AuditEvent, Document, Job
from elections.permissions import Role
from elections.services import rendering  # noqa: F401 - declares the work
from elections.services.jobs import run_job
from tests.factories.hall import Hall, hall
from tests.factories.signed_in import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> Hall:
    return hall()


def pages(at: Hall, rest: str = "") -> str:
    return f"/desk/e/{at.election.code}/papers/{rest}"


def do_jobs() -> None:
    for job in Job.objects.filter(state=Job.State.QUEUED):
        run_job(job.pk)


def test_the_election_leads_to_its_papers_and_a_press_makes_one(at: Hall) -> None:
    browser = browser_of(at[Role.COMMUNITY_CLERK])
    assert pages(at) in browser.get(f"/desk/e/{at.election.code}/").content.decode()
    page = browser.get(pages(at)).content.decode()
    assert "中共京都苑社区委员会换届选举党员大会议程" in page
    assert "党工委差额票决票" not in page
    made = browser.post(pages(at, "prepare/"), {"kind": "agenda", "key": str(at.meeting.pk)}, follow=True)
    assert Document.objects.get().kind == "agenda"
    assert Document.objects.get().title in made.content.decode()
    browser.post(pages(at, "prepare/"), {"kind": "agenda", "key": str(at.meeting.pk)})
    assert Document.objects.count() == 1


def test_what_is_not_on_offer_is_said_in_words(at: Hall) -> None:
    browser = browser_of(at[Role.COMMUNITY_CLERK])
    answer = browser.post(pages(at, "prepare/"), {"kind": "count_report", "key": "1"}, follow=True)
    assert "计票结果报告单" in answer.content.decode()
    assert browser.post(pages(at, "prepare/"), {}).status_code == 302
    assert not Document.objects.exists()


def test_ballots_are_printed_in_numbers_and_opening_them_is_on_record(at: Hall) -> None:
    browser = browser_of(at[Role.COMMUNITY_CLERK])
    browser.post(pages(at, "prepare/"), {"kind": "number_ballot", "key": f"{at.meeting.pk}-next-secretary-deputy-committee"})
    ballot = Document.objects.get()
    browser.post(pages(at, f"{ballot.pk}/print/"), {"copies": "25"})
    browser.post(pages(at, f"{ballot.pk}/print/"), {"copies": "25"})
    assert AuditEvent.objects.filter(verb="order_print_run").count() == 1
    job = Job.objects.get(kind="print_run")
    address = f"/desk/e/{at.election.code}/print-runs/{job.pk}/"
    assert address not in browser.get(pages(at)).content.decode()
    assert browser.post(address).status_code == 404
    do_jobs()
    assert address in browser.get(pages(at)).content.decode()
    opened = browser.post(address)
    assert opened.headers["Content-Type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(opened.content)).pages) == 25
    assert AuditEvent.objects.filter(verb="open_confidential_file").count() == 1


def test_a_number_that_is_none_prints_nothing(at: Hall) -> None:
    browser = browser_of(at[Role.COMMUNITY_CLERK])
    browser.post(pages(at, "prepare/"), {"kind": "number_ballot", "key": f"{at.meeting.pk}-next-secretary-deputy-committee"})
    address = pages(at, f"{Document.objects.get().pk}/print/")
    for copies in ("", "很多", "0", "9999"):
        assert browser.post(address, {"copies": copies}, follow=True).status_code == 200
    assert not Job.objects.filter(kind="print_run").exists()
    assert browser.post(pages(at, "0/print/"), {"copies": "5"}).status_code == 404


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.TELLER, Role.STREET_APPROVER])
def test_who_makes_no_papers_is_not_let_in(at: Hall, role: Role) -> None:
    assert browser_of(at[role]).get(pages(at)).status_code in (403, 404)
    assert browser_of(at[role]).post(pages(at, "prepare/"), {"kind": "agenda", "key": "1"}).status_code in (403, 404)
