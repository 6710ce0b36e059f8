"""The jobs that make papers: they read a frozen snapshot, render it outside any transaction and bring the PDF home."""

from collections.abc import Mapping

from elections.documents.render import render_pdf
from elections.models import Document, Job

from . import files
from .documents import kinds, render_document
from .jobs import work
from .print_runs import print_run


@work("render_document")
def render(job: Job) -> Mapping[str, object]:
    document = Document.objects.get(pk=job.params["document"])
    if document.pdf_id is None:
        kind = kinds()[document.kind]
        document = render_document(document, render_pdf(kind, kind.snapshot.from_json(document.snapshot)))
    return {"file": document.pdf_id}


@work("print_run")
def repeat(job: Job) -> Mapping[str, object]:
    """Kept by its content, for whoever may ask for the job; the same run is the same bytes."""
    copies = int(job.params["copies"])
    kept = files.keep_bytes(print_run(Document.objects.get(pk=job.params["document"]), copies))
    return {"sha256": kept.sha256, "size": kept.size, "printed": copies}
