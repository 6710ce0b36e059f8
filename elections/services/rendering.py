"""The jobs that make papers: they read a frozen snapshot, render it outside any transaction and bring the PDF home."""

from collections.abc import Mapping

from elections.documents.render import render_pdf
from elections.models import Document, Job

from .documents import kinds, render_document
from .jobs import work


@work("render_document")
def render(job: Job) -> Mapping[str, object]:
    document = Document.objects.get(pk=job.params["document"])
    if document.pdf_id is None:
        kind = kinds()[document.kind]
        document = render_document(document, render_pdf(kind, kind.snapshot.from_json(document.snapshot)))
    return {"file": document.pdf_id}
