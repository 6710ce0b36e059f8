"""印制: what was printed of an election's papers, and what can be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from elections.models import Document, Election, Job


@dataclass(frozen=True, slots=True)
class PrintRun:
    job: Job
    document: Document

    @property
    def copies(self) -> int:
        return int(self.job.params["copies"])

    @property
    def ordered_at(self) -> datetime:
        """On the office's clock, which a rehearsal moves."""
        return self.job.queued_at + self.document.office.clock_offset

    @property
    def is_ready(self) -> bool:
        return self.job.state == Job.State.DONE


def print_runs(election: Election, documents: Collection[Document]) -> list[PrintRun]:
    """Of those documents, the newest first."""
    by_id = {document.pk: document for document in documents}
    jobs = Job.objects.filter(election=election, kind="print_run").order_by("-pk")
    return [PrintRun(job, by_id[job.params["document"]]) for job in jobs if job.params["document"] in by_id]
