import io
import json

import pytest
from openpyxl import load_workbook

from elections.models import AuditChain, AuditDetail, AuditEvent
from elections.permissions import Role
from elections.rules.audit_chain import verify
from elections.services.accounts import create_account
from elections.services.decisions import correct_decision, record_decision
from elections.services.documents import draft_document, render_document, stamp_document
from elections.services.elections import annul_election
from elections.services.files import path_of, store_file
from elections.services.records import erase_detail, export_list, export_record, lines_of, open_confidential_file
from tests.elections.documents import samples
from tests.elections.services.test_decisions import MINUTES
from tests.factories.office import another_community, office_with_election
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return office_with_election()


class TestExport:
    def test_it_verifies_names_the_election_and_ends_with_its_own_event(self, office):
        record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK])
        before = AuditChain.objects.get(election=office.election)
        content = export_record(office.election, actor=office[Role.OBSERVER])
        header = json.loads(content.splitlines()[0])
        assert (header["election"], header["count"]) == ("wenhui-jingdu-2026", 3)
        shown = AuditChain.objects.get(election=office.election)
        assert header["head"] == shown.head
        assert verify(content, head=shown.check_code).exit_code == verify(content, head=before.check_code).exit_code == 0
        figures = json.loads(AuditEvent.objects.get(verb="export_record").raw)["figures"]
        assert figures == {"events": 2, "head": before.head}

    def test_the_records_of_two_elections_do_not_mix(self, office):
        other = another_community(office)
        record_decision(other, MINUTES, actor=office[Role.STREET_OFFICER])
        assert json.loads(export_record(office.election, actor=office[Role.OBSERVER]).splitlines()[0])["count"] == 2

    def test_who_may_not_export(self, office):
        with refused(("role_missing", {"act": "export_record"})):
            export_record(office.election, actor=office[Role.TELLER])

    def test_an_annulled_election_is_exported_like_any_other(self, office):
        annul_election(office.election, actor=office[Role.STREET_APPROVER], number="文委〔2026〕40号", reason="查实贿选")
        assert verify(export_record(office.election, actor=office[Role.AUDIT_ADMINISTRATOR])).exit_code == 0

    def test_the_offices_own_record_verifies_too(self, office):
        content = b"".join(lines_of(AuditChain.objects.get(office=office.street, election=None)))
        assert json.loads(content.splitlines()[0])["election"] == "office:wenhui"
        assert verify(content).exit_code == 0

    def test_a_changed_byte_in_the_store_is_found(self, office):
        record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK])
        honest = export_record(office.election, actor=office[Role.OBSERVER])
        head = json.loads(honest.splitlines()[0])["head"]
        event = AuditEvent.objects.get(verb="record_decision")
        AuditEvent.objects.filter(pk=event.pk).update(raw=event.raw.replace('"present":6', '"present":7'))
        forged = b"".join(lines_of(AuditChain.objects.get(election=office.election), 3))
        assert verify(forged, head=head).exit_code == 1


class TestErasing:
    def event(self, office) -> AuditEvent:
        decision = record_decision(office.election, MINUTES, actor=office[Role.COMMUNITY_CLERK])
        correct_decision(decision, MINUTES, actor=office[Role.COMMUNITY_CLERK], reason="丁玥同志身体原因")
        return AuditEvent.objects.get(verb="correct_decision")

    def test_the_text_goes_and_the_record_still_verifies(self, office):
        event = self.event(office)
        erase_detail(event, actor=office[Role.AUDIT_ADMINISTRATOR], reason="保存期满")
        erase_detail(event, actor=office[Role.AUDIT_ADMINISTRATOR], reason="保存期满")
        detail = AuditDetail.objects.get(event=event)
        assert (detail.text, detail.salt, detail.erased_at is not None) == ("", "", True)
        assert AuditEvent.objects.filter(verb="erase_detail").count() == 1
        assert verify(export_record(office.election, actor=office[Role.OBSERVER])).exit_code == 0

    def test_with_a_reason_by_the_audit_administrator_where_there_is_something(self, office):
        event = self.event(office)
        with refused(("reason_missing", {})):
            erase_detail(event, actor=office[Role.AUDIT_ADMINISTRATOR], reason="")
        with refused(("role_missing", {"act": "erase_detail"})):
            erase_detail(event, actor=office[Role.STREET_OFFICER], reason="保存期满")
        with refused(("event_without_detail", {"number": 1})):
            erase_detail(AuditEvent.objects.get(verb="open_election"), actor=office[Role.AUDIT_ADMINISTRATOR], reason="保存期满")
        assert "丁玥" in AuditDetail.objects.get(event=event).text

    def test_on_the_offices_chain_too(self, office):
        create_account(office.street, actor=office[Role.SECURITY_ADMINISTRATOR], username="zhang", display_name="张建国")
        event = AuditEvent.objects.get(verb="create_account")
        erase_detail(event, actor=office[Role.AUDIT_ADMINISTRATOR], reason="已离任")
        assert AuditEvent.objects.get(verb="erase_detail").chain == event.chain
        event.chain.refresh_from_db()
        assert verify(b"".join(lines_of(event.chain))).exit_code == 0


class TestOpening:
    def document(self, office):
        return draft_document(office.election, "count_report", samples.count_report(), actor=office[Role.COMMUNITY_CLERK], title="情况报告")

    def test_it_is_on_record_who_opened_what(self, office):
        document = render_document(self.document(office), b"%PDF-1.7 report")
        assert open_confidential_file(document, actor=office[Role.OBSERVER]) == b"%PDF-1.7 report"
        event = AuditEvent.objects.get(verb="open_confidential_file")
        assert (event.actor, json.loads(event.raw)["figures"]["kind"]) == (office[Role.OBSERVER], "count_report")
        copy = store_file(office.election, actor=office[Role.COMMUNITY_CLERK], name="盖章件.pdf", content=b"%PDF-1.7 stamped")
        stamped = stamp_document(document, actor=office[Role.COMMUNITY_CLERK], copy=copy)
        assert open_confidential_file(stamped, actor=office[Role.STREET_OFFICER]) == b"%PDF-1.7 stamped"
        assert AuditEvent.objects.filter(verb="open_confidential_file").count() == 2

    def test_what_is_not_ready_damaged_or_meant_for_others(self, office):
        document = self.document(office)
        with refused(("document_not_ready", {"title": "情况报告"})):
            open_confidential_file(document, actor=office[Role.STREET_OFFICER])
        document = render_document(document, b"%PDF-1.7 report")
        type(document).objects.update(audience="street")
        document.refresh_from_db()
        with refused(("document_not_for_reader", {"title": "情况报告"})):
            open_confidential_file(document, actor=office[Role.COMMUNITY_CLERK])
        path_of(document.pdf.sha256).unlink()
        with refused(("file_changed", {"name": "情况报告.pdf"})):
            open_confidential_file(document, actor=office[Role.STREET_OFFICER])
        assert not AuditEvent.objects.filter(verb="open_confidential_file").exists()


class TestLists:
    def test_a_list_leaves_the_house_with_its_length_on_record(self, office):
        rows = [("姓名",), ("王毅",), ("=1+1",)]
        content = export_list(office.election, "roll", "选举人名册", rows, actor=office[Role.STREET_APPROVER])
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
        assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["姓名", "王毅", "'=1+1"]
        assert json.loads(AuditEvent.objects.get(verb="export_list").raw)["figures"] == {"kind": "roll", "people": 2}
        with refused(("role_missing", {"act": "export_list"})):
            export_list(office.election, "roll", "选举人名册", rows, actor=office[Role.OBSERVER])
