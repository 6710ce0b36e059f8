"""文书: where each stands, what is expected of it next, and opening it. What is posted for everybody opens by a link; anything else by a
press, because opening it is recorded."""

from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from elections.forms import documents as forms
from elections.forms.acts import ActForm
from elections.models import Document, StoredFile
from elections.places import DOCUMENTS
from elections.queries.documents import documents_for, earlier_papers, kinds_taken_back, paper_of, papers_shown
from elections.queries.files import files_for
from elections.queries.print_runs import print_runs
from elections.queries.public import public_documents, public_election
from elections.queries.word_templates import word_template_for
from elections.rules.acts import Act
from elections.services import records
from elections.services.documents import kinds
from elections.services.files import ENDINGS, OFFICE, read
from elections.services.papers import offered_anew
from elections.services.records import open_confidential_file

from .access import PUBLIC, View, account_of, own_election, reached_election, reader_of, requires
from .acts import Asked, act_page
from .files import attachment, named
from .places import place_page, standing
from .refusals import refusals_told

WORD = OFFICE["word/document.xml"]
SHOWN_BY_BROWSERS = ("application/pdf", "image/jpeg", "image/png")


@requires(PUBLIC)
@require_safe
def open_public(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = public_election(code)
    document = next((item for item in public_documents(found) if item.pk == pk), None) if found else None
    if document is None:
        raise Http404
    stored = _newest_copy(document)
    return _response(read(stored), stored, document.title)


@requires(Act.OPEN_CONFIDENTIAL_FILE)
@require_POST
def open_document(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = own_election(request, code)
    held = reader_of(request).roles_in(found)
    document = next((item for item in documents_for(found, held) if item.pk == pk and (item.pdf or item.stamped_copy)), None)
    if document is None:
        raise Http404
    with refusals_told(request):
        return stored_copy(document, open_confidential_file(document, actor=account_of(request)))
    return redirect("elections:desk")


@requires(Act.OPEN_CONFIDENTIAL_FILE)
@require_POST
def open_in_word(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The facts in the office's own template, to be edited and brought back as the stamped copy."""
    found = own_election(request, code)
    document = next((item for item in documents_for(found, reader_of(request).roles_in(found)) if item.pk == pk), None)
    if document is None:
        raise Http404
    with refusals_told(request):
        return in_word(document, records.open_in_word(document, actor=account_of(request)))
    return redirect("elections:document_steps", code, pk)


def in_word(document: Document, content: bytes) -> HttpResponse:
    return named(content, WORD, document.title)


def stored_copy(document: Document, content: bytes) -> HttpResponse:
    """What was read of a document, as its newest copy is shown."""
    return _response(content, _newest_copy(document), document.title)


def _newest_copy(document: Document) -> StoredFile:
    """The signed and stamped one where there is one."""
    stored = document.stamped_copy or document.pdf
    if stored is None:
        raise Http404
    return stored


def _response(content: bytes, stored: StoredFile, title: str) -> HttpResponse:
    """Shown by the browser where it can; nothing but what we know is shown."""
    if stored.media_type not in SHOWN_BY_BROWSERS:
        return attachment(content, stored, title)
    response = HttpResponse(content, content_type=stored.media_type)
    name = f"{title}{ENDINGS[stored.media_type]}"
    response.headers["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@requires(DOCUMENTS.readers)
@require_safe
def documents(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    gone = kinds_taken_back(at.election)
    papers = [paper_of(item, gone) for item in documents_for(at.election, at.held)]
    form = forms.DocumentFilter(request.GET)
    context = {
        "form": form,
        "papers": papers_shown(papers, **form.asked),
        "total": len(papers),
        "waiting": sum(paper.is_waiting for paper in papers),
        "files": files_for(at.election, at.held, account_of(request)),
    }
    return place_page(at, "documents", "elections/documents/documents.html", context)


@requires(DOCUMENTS.readers)
@require_safe
def document(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    at = standing(request, code)
    found = next((item for item in documents_for(at.election, at.held) if item.pk == pk), None)
    if found is None:
        raise Http404
    context = {
        "document": found,
        "paper": paper_of(found, kinds_taken_back(at.election)),
        "kind": kinds()[found.kind],
        "earlier": earlier_papers(found),
        "runs": print_runs(at.election, [found]),
        "in_word": word_template_for(found.office, found.kind) is not None,
        "correctable": Act.SUPERSEDE_DOCUMENT in at.may and offered_anew(found) is not None,
    }
    return place_page(at, "documents", "elections/documents/document.html", context)


def _found(election: Any, pk: int) -> Document | None:
    return next((item for item in documents_for(election, DOCUMENTS.readers) if item.pk == pk), None)


def _document_page(asked: Asked, result: Any) -> str:
    assert asked.election is not None
    return reverse("elections:document_steps", args=[asked.election.code, (result or asked.subject).pk])


def _paper_act(form_class: type[ActForm]) -> View:
    """An act on a paper that its doer may read; any other is not there."""
    page = act_page(form_class, subject=_found, back=_document_page)

    @requires(form_class.act)
    @wraps(page)
    def view(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
        election = reached_election(request, code)
        held = reader_of(request).roles_in(election)
        if all(item.pk != pk for item in documents_for(election, held)):
            raise Http404
        return page(request, code=code, pk=pk)

    return view


finalise = _paper_act(forms.FinaliseDocumentForm)
stamp = _paper_act(forms.StampDocumentForm)
release = _paper_act(forms.ReleaseDocumentForm)
supersede = _paper_act(forms.SupersedeDocumentForm)
