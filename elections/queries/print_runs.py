"""印制: what was printed of an election's papers, and what can be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from elections.models import Document, Election, Job


@dataclass(frozen=True, slots=True)
class PrintRun:
    """`ordered_at` is on the office's clock, which a rehearsal moves."""

    job: Job
    document: Document
    ordered_at: datetime

    @property
    def copies(self) -> int:
        return int(self.job.params["copies"])

    @property
    def is_ready(self) -> bool:
        return self.job.state == Job.State.DONE


def print_runs(election: Election, documents: Collection[Document]) -> list[PrintRun]:
    """Of those documents, the newest first."""
    by_id = {document.pk: document for document in documents}
    jobs = Job.objects.filter(election=election, kind="print_run").order_by("-pk")
    moved = election.office.clock_offset
    return [PrintRun(job, by_id[job.params["document"]], job.queued_at + moved) for job in jobs if job.params["document"] in by_id]
