import json
from dataclasses import replace

import pytest

from elections.documents.mobilisation import OpenLetter
from elections.documents.render import render_pdf
from elections.documents.snapshot import Snapshot
from elections.models import AuditChain, AuditEvent, Document, Job
from elections.permissions import Role
from elections.rules.acts import Act
from elections.services import files
from elections.services.acting import office_act
from elections.services.documents import (
    attach,
    draft_document,
    finalise_document,
    kinds,
    release_document,
    render_document,
    stamp_document,
    supersede_document,
)
from elections.services.elections import annul_election
from elections.services.files import store_file
from elections.services.jobs import run_job
from elections.services.rendering import render
from tests.elections.documents import samples
from tests.factories.office import another_community, office_with_election
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db

LETTER: OpenLetter = samples.open_letter()
KIND = "open_letter"


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return office_with_election()


def draft(office, snapshot: Snapshot = LETTER) -> Document:
    return draft_document(office.election, KIND, snapshot, actor=office[Role.COMMUNITY_CLERK], title="致社区党员的一封信")


def scan(office, election=None):
    return store_file(election or office.election, actor=office[Role.STREET_OFFICER], name="盖章件.pdf", content=b"%PDF-1.7 stamped")


class TestDrafting:
    def test_a_snapshot_is_frozen_with_the_head_before_its_own_event_and_queued(self, office):
        before = AuditChain.objects.get(election=office.election).head
        document = draft(office)
        frozen = OpenLetter.from_json(document.snapshot)
        assert document.head == before
        assert (frozen.head, frozen.rehearsal) == (before[:16], True)
        assert replace(frozen, head=LETTER.head, rehearsal=LETTER.rehearsal) == LETTER
        assert document.audience == kinds()[KIND].audience
        job = Job.objects.get()
        assert (job.kind, job.params, job.state) == ("render_document", {"document": document.pk}, "queued")
        event = AuditEvent.objects.get(verb="draft_document")
        assert json.loads(event.raw)["figures"] == {"kind": KIND, "snapshot": document.snapshot_sha256}

    def test_the_same_facts_again_return_the_draft_that_stands(self, office):
        first = draft(office)
        office.pass_time(hours=1)
        assert draft(office) == first
        assert Document.objects.count() == AuditEvent.objects.filter(verb="draft_document").count() == 1
        assert draft(office, replace(LETTER, title="致全体党员的一封信")) != first

    def test_a_kind_that_is_not_in_the_registries_is_refused(self, office):
        with refused(("document_kind_unknown", {"kind": "poem"})):
            draft_document(office.election, "poem", LETTER, actor=office[Role.COMMUNITY_CLERK], title="x")

    def test_a_snapshot_of_another_kind_is_a_fault_of_ours_and_found_before_anything_is_written(self, office):
        with pytest.raises(TypeError, match="roll_notice is not made of OpenLetter"):
            draft_document(office.election, "roll_notice", LETTER, actor=office[Role.COMMUNITY_CLERK], title="x")
        assert not Document.objects.exists()

    def test_a_character_that_no_font_has_is_named_before_anything_is_printed(self, office):
        with refused(("glyph_missing", {"characters": "\U0003134a", "codes": "U+3134A"})):
            draft(office, replace(LETTER, title="致\U0003134a同志的一封信"))
        assert not Document.objects.exists()
        assert not Job.objects.exists()

    def test_an_observer_drafts_nothing(self, office):
        with refused(("role_missing", {"act": "draft_document"})):
            draft_document(office.election, KIND, LETTER, actor=office[Role.OBSERVER], title="x")

    def test_a_paper_of_the_whole_street_belongs_to_no_election(self, office):
        with office_act(Act.FILE_SUMMARY, office.street, office[Role.STREET_OFFICER]) as act:
            document = attach(act, "summary_table", samples.summary_table(), title="汇总表")
            act.record(document)
        assert (document.election, document.office) == (None, office.street)
        assert Job.objects.get().election is None
        assert finalise_document(document, actor=office[Role.STREET_OFFICER]).state == "awaiting_signature"
        with refused(("role_missing", {"act": "release_document"})):
            release_document(document, actor=office[Role.COMMUNITY_CLERK], filed=True)


class TestRendering:
    def test_the_job_brings_the_pdf_home(self, office):
        document = draft(office)
        job = run_job(Job.objects.get().pk)
        document.refresh_from_db()
        assert (job.state, job.result) == ("done", {"file": document.pdf_id})
        pdf = files.read(document.pdf)
        assert pdf.startswith(b"%PDF-")
        assert pdf == render_pdf(kinds()[KIND], OpenLetter.from_json(document.snapshot))
        event = AuditEvent.objects.get(verb="render_document")
        assert (event.actor, json.loads(event.raw)["figures"]["pdf"]) == (None, document.pdf.sha256)

    def test_rendered_twice_there_is_one_pdf_and_one_event(self, office):
        document = draft(office)
        first = render_document(document, b"%PDF-1.7 one").pdf
        assert render_document(Document.objects.get(), b"%PDF-1.7 one").pdf == first
        assert AuditEvent.objects.filter(verb="render_document").count() == 1
        assert render(Job.objects.get()) == {"file": first.pk}

    def test_only_what_is_public_opens_without_a_record(self, office):
        draft(office)
        for audience, confidential in (("public", False), ("street", True)):
            Document.objects.update(pdf=None, audience=audience)
            assert render_document(Document.objects.get(), b"%PDF-1.7 one").pdf.confidential is confidential

    def test_papers_of_an_annulled_election_are_still_rendered(self, office):
        document = draft(office)
        annul_election(office.election, actor=office[Role.STREET_APPROVER], number="文委〔2026〕40号", reason="查实贿选")
        assert render_document(document, b"%PDF-1.7 one").pdf is not None


class TestLife:
    def test_from_draft_to_the_notice_board(self, office):
        clerk, document = office[Role.COMMUNITY_CLERK], draft(office)
        finalised = finalise_document(document, actor=clerk)
        assert (finalised.state, finalised.finalised_at is not None) == ("awaiting_signature", True)
        stamped = stamp_document(document, actor=clerk, copy=scan(office))
        assert (stamped.state, stamped.stamped_copy.name) == ("stamped", "盖章件.pdf")
        posted = release_document(document, actor=clerk, filed=False)
        assert (posted.state, posted.stamped_copy, posted.released_at is not None) == ("posted", stamped.stamped_copy, True)

    def test_each_step_is_recorded_once(self, office):
        clerk, document = office[Role.COMMUNITY_CLERK], draft(office)
        for _ in range(2):
            finalise_document(document, actor=clerk)
        for _ in range(2):
            release_document(document, actor=clerk, filed=True)
        verbs = [event.verb for event in AuditEvent.objects.filter(verb__in=["finalise_document", "release_document"])]
        assert verbs == ["finalise_document", "release_document"]

    def test_nothing_goes_back(self, office):
        clerk, document = office[Role.COMMUNITY_CLERK], draft(office)
        release_document(document, actor=clerk, filed=False)
        for proceed, wanted in (
            (lambda: finalise_document(document, actor=clerk), "awaiting_signature"),
            (lambda: stamp_document(document, actor=clerk, copy=scan(office)), "stamped"),
            (lambda: release_document(document, actor=clerk, filed=True), "filed"),
        ):
            with refused(("document_state", {"state": "posted", "wanted": wanted})):
                proceed()

    def test_the_stamped_paper_is_one_of_this_election(self, office):
        document = draft(office)
        with refused(("file_elsewhere", {"name": "盖章件.pdf"})):
            stamp_document(document, actor=office[Role.COMMUNITY_CLERK], copy=scan(office, another_community(office)))
        assert Document.objects.get().stamped_copy is None


class TestSuperseding:
    def test_a_new_one_takes_its_place_and_the_old_one_stays(self, office):
        clerk, document = office[Role.COMMUNITY_CLERK], draft(office)
        release_document(document, actor=clerk, filed=False)
        made = supersede_document(document, replace(LETTER, title="更正后的一封信"), actor=clerk, reason="会址写错")
        document.refresh_from_db()
        assert (document.superseded_by, document.state) == (made, "posted")
        assert (made.correction_reason, made.state) == ("会址写错", "draft")
        assert Job.objects.count() == 2
        event = AuditEvent.objects.get(verb="supersede_document")
        assert json.loads(event.raw)["figures"]["replaces"] == document.pk
        assert event.raw.isascii()

    def test_once_and_with_a_reason(self, office):
        clerk, document = office[Role.COMMUNITY_CLERK], draft(office)
        with refused(("reason_missing", {})):
            supersede_document(document, LETTER, actor=clerk, reason=" ")
        supersede_document(document, LETTER, actor=clerk, reason="会址写错")
        with refused(("already_superseded", {})):
            supersede_document(document, LETTER, actor=clerk, reason="会址写错")
        with refused(("already_superseded", {})):
            release_document(document, actor=clerk, filed=False)
