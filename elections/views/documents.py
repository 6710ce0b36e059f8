"""Opening a document. What is posted for everybody opens by a link; anything else by a press, because opening it is recorded."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from elections.messages import sentences_of
from elections.models import Document, StoredFile
from elections.places import DOCUMENTS
from elections.queries.clock import election_now
from elections.queries.documents import documents_for
from elections.queries.public import public_documents, public_election
from elections.queries.rights import roles_in_election
from elections.rules.acts import Act
from elections.rules.issues import RuleViolation
from elections.services.files import read
from elections.services.records import open_confidential_file

from .access import PUBLIC, account_of, own_election, requires
from .places import place_page, standing

ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}


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
    held = roles_in_election(account_of(request), found, election_now(found))
    document = next((item for item in documents_for(found, held) if item.pk == pk and item.pdf), None)
    if document is None:
        raise Http404
    try:
        content = open_confidential_file(document, actor=account_of(request))
    except RuleViolation as refused:
        for text in sentences_of(refused.issues):
            messages.error(request, text)
        return redirect("elections:desk")
    return _response(content, _newest_copy(document), document.title)


def _newest_copy(document: Document) -> StoredFile:
    """The signed and stamped one where there is one."""
    stored = document.stamped_copy or document.pdf
    if stored is None:
        raise Http404
    return stored


def _response(content: bytes, stored: StoredFile, title: str) -> HttpResponse:
    """Shown by the browser where it can; nothing but what we know is shown."""
    ending = ENDINGS.get(stored.media_type, "")
    response = HttpResponse(content, content_type=stored.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(not ending, f"{title}{ending}") or "inline"
    return response


@requires(DOCUMENTS.readers)
@require_safe
def documents(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return place_page(at, "documents", "elections/documents/documents.html", {})
