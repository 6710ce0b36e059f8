import hashlib

import pytest

from elections.models import AuditEvent, Document, Job, MilestoneRecord
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.services import files, rendering  # noqa: F401 - declares the work
from elections.services.documents import supersede_document
from elections.services.hall_papers import agenda
from elections.services.jobs import run_job
from elections.services.papers import papers_of_kind, prepare_paper
from elections.services.print_runs import order_print_run, print_run
from tests.elections.documents.printed import pages_of
from tests.factories.hall import Hall, hall
from tests.factories.refusals import refused

pytestmark = pytest.mark.django_db


def ballot(at: Hall) -> Document:
    (offer,) = papers_of_kind(at.election, "number_ballot")
    return prepare_paper(at.election, offer.kind, offer.key, actor=at[Role.COMMUNITY_CLERK])


def test_a_run_repeats_one_drawing_and_records_how_many() -> None:
    at = hall()
    document = ballot(at)
    before = at.events()
    job = order_print_run(document, 120, actor=at[Role.COMMUNITY_CLERK])
    event = AuditEvent.objects.order_by("-pk")[0]
    assert event.verb == "order_print_run"
    assert '"printed":120' in event.raw.replace(" ", "")
    assert order_print_run(document, 120, actor=at[Role.COMMUNITY_CLERK]) == job
    assert at.events() == before + 1
    done = run_job(job.pk)
    assert done is not None and done.state == Job.State.DONE
    content = files.path_of(str(done.result["sha256"])).read_bytes()
    assert pages_of(content) == 120
    assert (done.result["printed"], done.result["size"]) == (120, len(content))


def test_the_drawn_paper_is_taken_as_it_is_and_the_same_run_is_the_same_bytes() -> None:
    at = hall()
    document = ballot(at)
    fresh = print_run(document, 7)
    run_job(Job.objects.get(kind="render_document", params={"document": document.pk}).pk)
    document.refresh_from_db()
    assert document.pdf is not None
    stored = print_run(document, 7)
    assert pages_of(stored) == 7
    assert hashlib.sha256(stored).digest() == hashlib.sha256(fresh).digest()
    assert len(stored) < 2 * document.pdf.size


def test_no_ballot_is_printed_before_its_proof() -> None:
    at = hall()
    document = ballot(at)
    MilestoneRecord.objects.filter(election=at.election, kind=Milestone.BALLOT_PROOF_APPROVED).delete()
    before = at.events()
    with refused(("milestone_missing", {"milestone": "ballot_proof_approved"})):
        order_print_run(document, 120, actor=at[Role.COMMUNITY_CLERK])
    assert at.events() == before
    assert not Job.objects.filter(kind="print_run").exists()


@pytest.mark.parametrize("copies", [0, -1, 5001])
def test_a_run_has_a_size(copies: int) -> None:
    at = hall()
    with refused(("print_run_size", {"copies": copies, "most": 5000})):
        order_print_run(ballot(at), copies, actor=at[Role.COMMUNITY_CLERK])


def test_a_superseded_paper_is_not_printed_and_a_teller_prints_nothing() -> None:
    at = hall()
    document = prepare_paper(at.election, "agenda", str(at.meeting.pk), actor=at[Role.COMMUNITY_CLERK])
    with refused(("role_missing", {"act": "order_print_run"})):
        order_print_run(document, 5, actor=at[Role.TELLER])
    supersede_document(document, agenda(at.meeting), actor=at[Role.COMMUNITY_CLERK], reason="改正")
    with refused(("already_superseded", {})):
        order_print_run(document, 5, actor=at[Role.COMMUNITY_CLERK])
