import io
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from elections.models import AuditEvent, Document, StoredFile
from elections.permissions import Role
from elections.services.files import path_of, store_file
from tests.factories.office import Office, another_community

from .conftest import SignedIn
from .test_documents import a_document

PDF = b"%PDF-1.7\n%%EOF\n"
TOO_LARGE = b"%PDF-" + b"0" * 21 * 1024 * 1024


def files(office: Office, rest: str = "") -> str:
    return f"/desk/e/{office.election.code}/files/{rest}"


def opened() -> int:
    return AuditEvent.objects.filter(verb="open_confidential_file").count()


def test_an_upload_is_kept_and_opens_as_an_attachment(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    browser.post(files(office, "new/"), {"upload": SimpleUploadedFile("清单.pdf", PDF)})
    stored = StoredFile.objects.get()
    page = browser.get(f"/desk/e/{office.election.code}/documents/").content.decode()
    assert "清单.pdf" in page
    answer = browser.post(files(office, f"{stored.pk}/"))
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert opened() == 1
    assert browser.get(files(office, f"{stored.pk}/")).status_code == 405


def test_a_picture_loses_what_is_hidden_in_it(office: Office, as_role: SignedIn) -> None:
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "hidden"
    Image.new("RGB", (8, 8)).save(target, "JPEG", exif=exif)
    assert b"hidden" in target.getvalue()
    browser = as_role(Role.COMMUNITY_CLERK)
    browser.post(files(office, "new/"), {"upload": SimpleUploadedFile("a.png", target.getvalue())})
    answer = browser.post(files(office, f"{StoredFile.objects.get().pk}/"))
    assert b"hidden" not in answer.content
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "a.jpg" in answer.headers["Content-Disposition"]


def test_a_photograph_tells_nobody_where_it_was_taken(office: Office, as_role: SignedIn) -> None:
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "HUAWEI P60", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 17.0, 0.0), 3: "E", 4: (120.0, 10.0, 0.0)})
    Image.new("RGB", (60, 40)).save(target, "JPEG", exif=exif)
    with Image.open(io.BytesIO(target.getvalue())) as sent:
        assert sent.getexif().get_ifd(0x8825)
    browser = as_role(Role.COMMUNITY_CLERK)
    browser.post(files(office, "new/"), {"upload": SimpleUploadedFile("现场.jpg", target.getvalue())})
    stored = StoredFile.objects.get()
    for content in (path_of(stored.sha256).read_bytes(), browser.post(files(office, f"{stored.pk}/")).content):
        assert b"HUAWEI" not in content and b"Exif" not in content
        with Image.open(io.BytesIO(content)) as kept:
            assert not kept.getexif() and not kept.getexif().get_ifd(0x8825)
            assert kept.size == (40, 60)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.html", "..\\..\\a.exe", '名单".html\r\nX-Evil: 1', "/etc/批复.svg", "a.pdf\x00.html", "%2e%2e%2fa.js"]
)
def test_a_page_in_a_pdfs_clothes_is_saved_under_a_harmless_name(office: Office, as_role: SignedIn, name: str) -> None:
    """What it is called comes from outside, what it is does not."""
    polyglot = PDF + b"<html><script>alert(1)</script>"
    browser = as_role(Role.COMMUNITY_CLERK)
    stored = store_file(office.election, actor=office[Role.COMMUNITY_CLERK], name=name, content=polyglot)
    answer = browser.post(files(office, f"{stored.pk}/"))
    disposition = answer.headers["Content-Disposition"]
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert disposition.startswith("attachment; filename")
    saved = unquote(disposition.partition("=")[2].removeprefix("utf-8''")).strip('"')
    assert saved.endswith(".pdf")
    assert not set(saved) & set('/\\"') and not any(ord(letter) < 32 for letter in saved)
    assert "X-Evil" not in answer.headers


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"MZ\x00\x00", "只能上传"),
        ("a.png", b"<html><script>1</script>", "只能上传"),
        ("a.png", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "只能上传"),
        ("a.html", b"<html><script>1</script>", "只能上传"),
        ("a.pdf", TOO_LARGE, "MB"),
    ],
)
def test_what_is_foreign_or_too_large_is_refused_in_words(office: Office, as_role: SignedIn, name: str, content: bytes, said: str) -> None:
    page = as_role(Role.COMMUNITY_CLERK).post(files(office, "new/"), {"upload": SimpleUploadedFile(name, content)}).content.decode()
    assert said in page
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.STREET_OFFICER, 200),
        (Role.STREET_APPROVER, 200),
        (Role.COMMUNITY_SECRETARY, 404),
        (Role.GUIDANCE_OFFICER, 404),
        (Role.OBSERVER, 404),
        (Role.TELLER, 403),
        (Role.SYSTEM_ADMINISTRATOR, 403),
    ],
)
def test_a_confidential_file_is_for_the_street_and_who_stored_it(office: Office, as_role: SignedIn, role: Role, status: int) -> None:
    stored = store_file(office.election, actor=office[Role.COMMUNITY_CLERK], name="表.pdf", content=PDF, confidential=True)
    assert as_role(role).post(files(office, f"{stored.pk}/")).status_code == status
    assert opened() == int(status == 200)
    assert as_role(Role.COMMUNITY_CLERK).post(files(office, f"{stored.pk}/")).status_code == 200


def test_the_file_of_another_election_is_not_there(office: Office, as_role: SignedIn) -> None:
    other = another_community(office)
    stored = store_file(other, actor=office[Role.STREET_OFFICER], name="表.pdf", content=PDF)
    clerk = as_role(Role.COMMUNITY_CLERK)
    assert clerk.post(f"/desk/e/{other.code}/files/{stored.pk}/").status_code == 404
    assert clerk.post(files(office, f"{stored.pk}/")).status_code == 404
    assert opened() == 0


def test_what_a_document_carries_opens_with_the_document_alone(office: Office, as_role: SignedIn) -> None:
    document = a_document(office, "street")
    copy = store_file(office.election, actor=office[Role.STREET_OFFICER], name="盖章件.pdf", content=PDF + b"1")
    Document.objects.filter(pk=document.pk).update(stamped_copy=copy)
    for pk in (copy.pk, document.pdf_id):
        assert as_role(Role.COMMUNITY_CLERK).post(files(office, f"{pk}/")).status_code == 404


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.GUIDANCE_OFFICER, Role.CALLER])
def test_who_stores_nothing_is_refused(office: Office, as_role: SignedIn, role: Role) -> None:
    assert as_role(role).get(files(office, "new/")).status_code == 403
