import pytest

from elections.documents.word_templates import first_template
from elections.models import AuditEvent, Document, StoredFile, WordTemplate
from elections.permissions import Role
from elections.services.documents import draft_document, kinds
from elections.services.records import open_in_word
from elections.services.word_templates import store_word_template, templated, withdraw_word_template
from tests.elections.documents import samples
from tests.elections.documents.word_files import text_of, word_file
from tests.factories.office import Office, office_with_election
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db

AGENDA = kinds()["agenda"]
OWN = word_file("本街道格式", "{{标题}}")


@pytest.fixture
def office() -> Office:
    return office_with_election()


def store(office: Office, content: bytes = OWN, role: Role = Role.STREET_OFFICER) -> WordTemplate:
    return store_word_template(office.street, AGENDA, actor=office[role], name="议程模板.docx", content=content)


def drafted(office: Office) -> Document:
    return draft_document(office.election, "agenda", samples.agenda(), actor=office[Role.COMMUNITY_CLERK], title="议程")


def events(verb: str) -> int:
    return AuditEvent.objects.filter(verb=verb).count()


def test_another_template_takes_the_place_of_the_first_and_the_same_again_is_nothing(office: Office) -> None:
    first = store(office)
    assert store(office) == first
    second = store(office, word_file("{{标题}}"))
    first.refresh_from_db()
    assert (first.withdrawn_by, second.withdrawn_at) == (office[Role.STREET_OFFICER], None)
    assert events("store_word_template") == 2


def test_a_document_opens_in_the_template_for_its_readers_and_that_is_on_record(office: Office) -> None:
    document = drafted(office)
    with refused(("word_template_missing", {"title": AGENDA.title})):
        open_in_word(document, actor=office[Role.COMMUNITY_CLERK])
    store(office)
    content = open_in_word(document, actor=office[Role.COMMUNITY_CLERK])
    assert text_of(content).splitlines() == ["本街道格式", samples.agenda().title]
    assert events("open_confidential_file") == 1
    Document.objects.update(audience="street")
    with refused(("document_not_for_reader", {"title": document.title})):
        open_in_word(Document.objects.get(), actor=office[Role.COMMUNITY_CLERK])
    assert events("open_confidential_file") == 1


def test_a_withdrawn_template_is_filled_no_more(office: Office) -> None:
    kept = store(office)
    withdraw_word_template(kept, actor=office[Role.SYSTEM_ADMINISTRATOR])
    withdraw_word_template(kept, actor=office[Role.SYSTEM_ADMINISTRATOR])
    assert events("withdraw_word_template") == 1
    with refused(("word_template_missing", {"title": AGENDA.title})):
        open_in_word(drafted(office), actor=office[Role.COMMUNITY_CLERK])


def test_a_template_with_faults_is_refused_whole(office: Office) -> None:
    with refused(("word_fields_unknown", {"title": AGENDA.title, "fields": "会场、桌号"})):
        store(office, word_file("{{会场}}{{桌号}}"))
    with refused(("word_template_unreadable", {})):
        store(office, b"%PDF-1.7")
    with refused(("role_missing", {"act": "store_word_template"})):
        store(office, role=Role.COMMUNITY_CLERK)
    assert not WordTemplate.objects.exists()
    assert not StoredFile.objects.exists()
    assert not events("store_word_template")


def test_what_voters_receive_keeps_its_form() -> None:
    assert {kind.code for kind in templated()} == {kind.code for kind in kinds().values() if not kind.in_numbers}
    assert "list_ballot" not in {kind.code for kind in templated()}
    assert len(first_template(AGENDA)) > 1000
