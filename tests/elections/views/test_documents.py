import io
import zipfile
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.models import AuditEvent, Document, StoredFile
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.services.decisions import correct_decision, record_decision
from elections.services.files import keep_bytes
from elections.services.papers import prepare_paper
from tests.elections.documents import samples
from tests.factories.office import Office, another_community

from .conftest import SignedIn
from .test_board import issued
from .test_decisions import MINUTES

PDF = b"%PDF-1.7\n%%EOF\n"


def a_document(office: Office, audience: str, state: str = "draft", *, ready: bool = True) -> Document:
    now = election_now(office.election)
    kept = keep_bytes(PDF)
    pdf = StoredFile.objects.create(
        office=office.street,
        election=office.election,
        sha256=kept.sha256,
        size=kept.size,
        media_type=kept.media_type,
        name="x.pdf",
        confidential=audience != "public",
        stored_at=now,
    )
    return Document.objects.create(
        office=office.street,
        election=office.election,
        kind="official_letter",
        title=f"文书({audience})",
        audience=audience,
        state=state,
        snapshot="{}",
        snapshot_sha256="0" * 64,
        head="0" * 64,
        pdf=pdf if ready else None,
        drafted_at=now,
    )


def opened() -> int:
    return AuditEvent.objects.filter(verb="open_confidential_file").count()


def address(document: Document) -> str:
    assert document.election is not None
    return f"/desk/e/{document.election.code}/documents/{document.pk}/"


@pytest.mark.parametrize(
    ("audience", "role", "may"),
    [
        ("street", Role.STREET_OFFICER, True),
        ("street", Role.COMMUNITY_SECRETARY, False),
        ("community_office", Role.COMMUNITY_CLERK, True),
        ("community_office", Role.OBSERVER, False),
        ("observers", Role.OBSERVER, True),
        ("members", Role.COMMUNITY_CLERK, True),
        ("members", Role.OBSERVER, False),
    ],
)
def test_a_paper_opens_for_whom_it_is_meant_and_that_stays_on_record(
    audience: str, role: Role, may: bool, office: Office, as_role: SignedIn
) -> None:
    answer = as_role(role).post(address(a_document(office, audience, "posted")))
    assert answer.status_code == (200 if may else 404)
    assert opened() == int(may)
    if may:
        assert answer.content == PDF
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("inline; filename*=utf-8''")


def test_looking_does_not_open_it(office: Office, as_role: SignedIn) -> None:
    assert as_role(Role.STREET_OFFICER).get(address(a_document(office, "street"))).status_code == 405


def test_a_draft_is_the_offices_own(office: Office, as_role: SignedIn) -> None:
    draft = a_document(office, "observers")
    assert as_role(Role.OBSERVER).post(address(draft)).status_code == 404
    assert as_role(Role.COMMUNITY_CLERK).post(address(draft)).status_code == 200


def test_a_paper_that_is_still_being_made_says_so(office: Office, as_role: SignedIn) -> None:
    waiting = a_document(office, "street", ready=False)
    browser = as_role(Role.STREET_OFFICER)
    assert "正在生成PDF" in browser.get(f"/desk/e/{office.election.code}/").content.decode()
    assert browser.post(address(waiting)).status_code == 404


def test_a_paper_of_another_election_is_not_there(office: Office, as_role: SignedIn) -> None:
    document = a_document(office, "street")
    other = another_community(office)
    assert as_role(Role.STREET_OFFICER).post(f"/desk/e/{other.code}/documents/{document.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("audience", "state", "status"),
    [("public", "posted", 200), ("public", "stamped", 200), ("public", "draft", 404), ("members", "posted", 404), ("street", "filed", 404)],
)
def test_everybody_opens_what_was_posted_for_everybody(audience: str, state: str, status: int, office: Office, client: Client) -> None:
    document = a_document(office, audience, state)
    answer = client.get(f"/e/{office.election.code}/documents/{document.pk}/")
    assert answer.status_code == status
    assert opened() == 0


def test_the_paper_of_an_issued_notice_is_public_at_once(office: Office, client: Client) -> None:
    notice = issued(office, office.election)
    notice.document = a_document(office, "public")
    Document.objects.filter(pk=notice.document.pk).update(kind="notice", snapshot=samples.notice(2).to_json())
    notice.save()
    page = client.get(f"/e/{office.election.code}/notices/{notice.pk}/").content.decode()
    assert f"/e/{office.election.code}/documents/{notice.document.pk}/" in page
    assert client.get(f"/e/{office.election.code}/documents/{notice.document.pk}/").content == PDF


def test_the_stamped_copy_is_what_is_shown(office: Office, as_role: SignedIn) -> None:
    document = a_document(office, "street")
    kept = keep_bytes(PDF + b"stamped")
    assert document.pdf is not None
    copy = StoredFile.objects.get(pk=document.pdf.pk)
    copy.pk, copy.sha256 = None, kept.sha256
    copy.save()
    Document.objects.filter(pk=document.pk).update(stamped_copy=copy)
    assert as_role(Role.STREET_OFFICER).post(address(document)).content == PDF + b"stamped"


class TestTheWayOfAPaper:
    def steps(self, document: Document, rest: str = "steps/") -> str:
        return f"{address(document)}{rest}"

    def notice(self, office: Office, audience: str = "public") -> Document:
        document = a_document(office, audience)
        document.kind = "announcement" if audience == "public" else "committee_ballot"
        document.save()
        return document

    def test_from_draft_to_posted(self, office: Office, as_role: SignedIn) -> None:
        document = self.notice(office)
        browser = as_role(Role.COMMUNITY_CLERK)
        place = f"/desk/e/{office.election.code}/documents/"
        assert self.steps(document, "finalise/") in browser.get(place).content.decode()
        assert "已定稿" in browser.post(self.steps(document, "finalise/"), follow=True).content.decode()
        assert self.steps(document, "stamp/") in browser.get(place).content.decode()
        browser.post(self.steps(document, "stamp/"), {"copy_file": SimpleUploadedFile("盖章.pdf", PDF + b"x")})
        assert browser.post(address(document)).content == PDF + b"x"
        assert "登记已张贴" in browser.get(place).content.decode()
        browser.post(self.steps(document, "release/"), {"where": "posted"})
        document.refresh_from_db()
        assert document.state == "posted"
        assert self.steps(document, "release/") not in browser.get(place).content.decode()

    def test_what_was_edited_in_an_office_program_may_take_its_place(self, office: Office, as_role: SignedIn) -> None:
        document = self.notice(office)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as made:
            made.writestr("[Content_Types].xml", "<Types/>")
            made.writestr("word/document.xml", "<w/>")
        browser = as_role(Role.COMMUNITY_CLERK)
        browser.post(self.steps(document, "stamp/"), {"copy_file": SimpleUploadedFile("定稿.docx", packed.getvalue())})
        answer = browser.post(address(document))
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert ".docx" in answer.headers["Content-Disposition"]

    def test_nothing_goes_back_and_the_page_says_why(self, office: Office, as_role: SignedIn) -> None:
        document = self.notice(office)
        browser = as_role(Role.COMMUNITY_CLERK)
        browser.post(self.steps(document, "release/"), {"where": "posted"})
        page = browser.post(self.steps(document, "finalise/")).content.decode()
        assert "已张贴" in page
        document.refresh_from_db()
        assert document.state == "posted"

    @pytest.mark.parametrize("act", ["steps/", "finalise/", "stamp/", "release/", "correct/"])
    def test_a_paper_for_the_street_is_not_there_for_others(self, office: Office, as_role: SignedIn, act: str) -> None:
        document = self.notice(office, "street")
        assert as_role(Role.COMMUNITY_CLERK).get(self.steps(document, act)).status_code == 404
        assert as_role(Role.STREET_OFFICER).get(self.steps(document, act)).status_code == 200
        other = another_community(office)
        assert as_role(Role.STREET_OFFICER).get(f"/desk/e/{other.code}/documents/{document.pk}/{act}").status_code == 404

    @pytest.mark.parametrize("role", [Role.STREET_APPROVER, Role.VETTING_DEPARTMENT, Role.GUIDANCE_OFFICER, Role.OBSERVER])
    def test_who_brings_nothing_out_is_refused(self, office: Office, as_role: SignedIn, role: Role) -> None:
        document = self.notice(office)
        for act in ("finalise/", "stamp/", "release/", "correct/"):
            assert as_role(role).post(self.steps(document, act)).status_code == 403
        document.refresh_from_db()
        assert document.state == "draft"

    def test_a_sealed_election_changes_no_paper(self, office: Office, as_role: SignedIn) -> None:
        document = self.notice(office)
        office.election.sealed_at = election_now(office.election)
        office.election.save()
        assert as_role(Role.COMMUNITY_CLERK).get(self.steps(document, "stamp/")).status_code == 409

    def test_a_paper_of_changed_facts_is_made_anew(self, office: Office, as_role: SignedIn) -> None:
        clerk = office[Role.COMMUNITY_CLERK]
        row = record_decision(office.election, MINUTES, actor=clerk)
        document = prepare_paper(office.election, "meeting_minutes", str(row.pk), actor=clerk)
        browser = as_role(Role.COMMUNITY_CLERK)
        correct = self.steps(document, "correct/")
        assert correct not in browser.get(self.steps(document)).content.decode()
        assert "重新生成后内容不变" in browser.post(correct, {"reason": "笔误"}).content.decode()
        correct_decision(row, replace(MINUTES, votes_for=4, votes_against=1), actor=clerk, reason="计票笔误")
        assert correct in browser.get(self.steps(document)).content.decode()
        answer = browser.post(correct, {"reason": "计票笔误"})
        document.refresh_from_db()
        assert document.superseded_by is not None
        assert answer.headers["Location"] == self.steps(document.superseded_by)
        assert "查看更正后的文书" in browser.get(self.steps(document)).content.decode()
        assert "更正前的文书" in browser.get(self.steps(document.superseded_by)).content.decode()

    def test_the_list_is_searched_and_narrowed(self, office: Office, as_role: SignedIn) -> None:
        self.notice(office)
        a_document(office, "community_office", "filed")
        browser = as_role(Role.COMMUNITY_CLERK)
        place = f"/desk/e/{office.election.code}/documents/"
        table = browser.get(f"{place}?state=waiting").content.decode()
        assert "文书(public)" in table
        assert "文书(community_office)" not in table
        assert "文书(community_office)" in browser.get(f"{place}?words=office&state=filed").content.decode()
        assert "没有符合条件的文书" in browser.get(f"{place}?words=没有&state=").content.decode()
        assert "文书(public)" in browser.get(f"{place}?state=nonsense").content.decode()

    def test_the_list_asks_the_database_as_often_for_fifty_as_for_one(self, office: Office, as_role: SignedIn) -> None:
        browser = as_role(Role.COMMUNITY_CLERK)
        counts = []
        for many in (1, 3, 50):
            while Document.objects.count() < many:
                self.notice(office)
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(f"/desk/e/{office.election.code}/documents/").status_code == 200
            counts.append(len(asked))
        assert len(set(counts)) == 1
