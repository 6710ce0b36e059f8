import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from elections.models import Document, WordTemplate
from elections.permissions import Role
from elections.services.documents import draft_document
from elections.views.office import READERS
from tests.elections.documents import samples
from tests.elections.documents.word_files import text_of, word_file
from tests.factories.office import Office, office_with_election
from tests.factories.signed_in import browser_of

from .conftest import SignedIn

pytestmark = pytest.mark.django_db

LIST = "/desk/office/word/"
AGENDA = f"{LIST}agenda/"


@pytest.fixture
def officer(as_role: SignedIn) -> Client:
    return as_role(Role.STREET_OFFICER)


def word(*lines: str, name: str = "议程模板.docx") -> dict[str, SimpleUploadedFile]:
    return {"template": SimpleUploadedFile(name, word_file(*lines))}


def drafted(office: Office, title: str = "议程") -> Document:
    return draft_document(office.election, "agenda", samples.agenda(), actor=office[Role.COMMUNITY_CLERK], title=title)


def test_a_template_is_taken_from_the_page_arranged_and_taken_over(office: Office, officer: Client) -> None:
    page = officer.get(LIST).content.decode()
    assert f'href="{AGENDA}first/"' in page
    assert "list_ballot" not in page
    first = officer.get(f"{AGENDA}first/")
    assert "attachment" in first.headers["Content-Disposition"]
    assert "{{标题}}" in text_of(first.content)
    said = officer.post(f"{AGENDA}store/", {"template": SimpleUploadedFile("改过的.docx", first.content)}, follow=True).content.decode()
    assert "模板已启用" in said
    assert "改过的.docx" in said
    assert officer.get(AGENDA).content == first.content


def test_unknown_fields_are_named_and_nothing_is_taken_over(office: Office, officer: Client) -> None:
    answer = officer.post(f"{AGENDA}store/", word("{{标题}}", "{{会场}}"))
    assert "“大会议程”没有这些字段：会场。" in answer.content.decode()
    assert not WordTemplate.objects.exists()
    assert "不是可以读取的Word文件" in officer.post(f"{AGENDA}store/", {"template": SimpleUploadedFile("a.docx", b"no")}).content.decode()


def test_a_paper_opens_in_it_and_comes_back_as_the_stamped_copy(office: Office, officer: Client) -> None:
    document = drafted(office)
    steps, opened = (f"/desk/e/{office.election.code}/documents/{document.pk}/{rest}/" for rest in ("steps", "word"))
    clerk = browser_of(office[Role.COMMUNITY_CLERK])
    assert "没有“大会议程”的Word模板" in clerk.post(opened, follow=True).content.decode()
    officer.post(f"{AGENDA}store/", word("{{标题}}"))
    document.pdf = WordTemplate.objects.get().file  # any file: that the paper is ready
    document.save()
    assert opened in clerk.get(steps).content.decode()
    answer = clerk.post(opened)
    assert text_of(answer.content) == samples.agenda().title
    assert answer.headers["Content-Disposition"].startswith("attachment")
    copy = SimpleUploadedFile("定稿.docx", answer.content)
    clerk.post(f"/desk/e/{office.election.code}/documents/{document.pk}/stamp/", {"copy_file": copy})
    document.refresh_from_db()
    assert document.state == Document.State.STAMPED
    officer.post(f"{AGENDA}withdraw/")
    assert opened not in clerk.get(steps).content.decode()
    assert officer.get(AGENDA).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_the_office_reads_the_templates_and_who_runs_it_changes_them(office: Office, as_role: SignedIn, role: Role) -> None:
    browser = as_role(role)
    expected = 200 if role in READERS else 403
    assert [browser.get(path).status_code for path in (LIST, f"{AGENDA}first/")] == [expected, expected]
    may = role in (Role.STREET_OFFICER, Role.SYSTEM_ADMINISTRATOR)
    assert browser.post(f"{AGENDA}store/", word("{{标题}}")).status_code == (302 if may else 403)
    assert WordTemplate.objects.exists() == may


def test_what_is_not_there_is_not_found(office: Office, officer: Client) -> None:
    other = office_with_election(code="other")
    foreign = drafted(other)
    browser_of(other[Role.STREET_OFFICER]).post(f"{AGENDA}store/", word("{{标题}}"))
    assert officer.get(AGENDA).status_code == 404
    assert officer.get(f"{LIST}list_ballot/first/").status_code == 404
    assert officer.get(f"{LIST}nonsense/store/").status_code == 404
    assert officer.get(f"{AGENDA}withdraw/").status_code == 404
    for election in (office.election.code, other.election.code):
        assert officer.post(f"/desk/e/{election}/documents/{foreign.pk}/word/").status_code == 404
    assert officer.post(f"/desk/office/papers/{foreign.pk}/word/").status_code == 404
