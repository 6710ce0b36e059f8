"""印制: a paper so many times over in one PDF. How many were printed is a figure on record; no copy differs from another."""

from collections.abc import Iterator

from elections.documents.joining import repeat_pdf
from elections.documents.render import render_pdf
from elections.models import Account, Document, Job
from elections.queries.readiness import reached_milestones
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue

from . import files, jobs
from .acting import ElectionAct, election_act
from .ballot_papers import SNAPSHOTS
from .documents import kinds

MOST_COPIES = 5000


def order_print_run(document: Document, copies: int, *, actor: Account) -> Job:
    """The PDF comes from a job. The same number of the same paper is the run that stands; ballots wait for their approved proof."""
    assert document.election is not None
    with election_act(Act.ORDER_PRINT_RUN, document.election, actor) as act:
        document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        runs = Job.objects.filter(election=act.election, kind="print_run", params={"document": document.pk, "copies": copies})
        standing = runs.exclude(state=Job.State.FAILED).first()
        if standing is not None:
            act.repeats()
            return standing
        act.refuse(_run_issues(act, document, copies))
        job = jobs.queue(act, "print_run", document=document.pk, copies=copies)
        act.record(document, kind=document.kind, snapshot=document.snapshot_sha256, printed=copies)
        return job


def print_run(document: Document, copies: int) -> bytes:
    """Drawn once and repeated, outside any transaction."""
    if document.pdf is not None:
        return repeat_pdf(files.read(document.pdf), copies)
    kind = kinds()[document.kind]
    return repeat_pdf(render_pdf(kind, kind.snapshot.from_json(document.snapshot)), copies)


def run_content(job: Job) -> bytes:
    """What a finished run came to."""
    return files.path_of(str(job.result["sha256"])).read_bytes()


def _run_issues(act: ElectionAct, document: Document, copies: int) -> Iterator[Issue]:
    if not 1 <= copies <= MOST_COPIES:
        yield Issue("print_run_size", {"copies": copies, "most": MOST_COPIES})
    if document.superseded_by_id:
        yield Issue("already_superseded", {})
    if document.kind in SNAPSHOTS and Milestone.BALLOT_PROOF_APPROVED not in reached_milestones(act.election):
        yield Issue("milestone_missing", {"milestone": Milestone.BALLOT_PROOF_APPROVED.value})
