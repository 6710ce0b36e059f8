import pytest
from django.test import Client

from elections.models import AuditEvent, Document, StoredFile
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.services.files import keep_bytes
from tests.factories.office import Office, another_community

from .conftest import SignedIn
from .test_board import issued

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
        ("members", Role.OBSERVER, True),
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
