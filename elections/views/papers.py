"""文书打印: which papers of an election can be made now, one press each; ballots and slips in numbers."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from elections.forms.papers import CopiesForm, PaperForm
from elections.models import Document, Election
from elections.permissions import OFFICE
from elections.queries.documents import documents_for
from elections.queries.print_runs import PrintRun, print_runs
from elections.rules.acts import Act
from elections.services.documents import kinds
from elections.services.papers import papers_to_print, prepare_paper
from elections.services.print_runs import order_print_run, run_content
from elections.services.records import open_confidential_file

from .access import account_of, desk_election, reader_of, requires
from .places import place_page, standing
from .refusals import refusals_told


@requires(Act.DRAFT_DOCUMENT)
@require_safe
def papers(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    found = at.election
    closed = found.sealed_at is not None or found.annulled_at is not None
    offers = [] if closed else papers_to_print(found, at.held)
    documents = documents_for(found, at.held)
    context = {
        "groups": [(kinds()[kind].title, list(group)) for kind, group in groupby(offers, key=lambda offer: offer.kind)],
        "in_numbers": [] if closed else [item for item in documents if kinds()[item.kind].in_numbers and not item.superseded_by_id],
        "runs": print_runs(found, documents),
        "reachable": bool(at.held & OFFICE),
    }
    return place_page(at, "documents", "elections/papers/papers.html", context)


@requires(Act.DRAFT_DOCUMENT)
@require_POST
def prepare(request: HttpRequest, code: str) -> HttpResponse:
    found = desk_election(request, code)
    form = PaperForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data
        with refusals_told(request):
            messages.success(request, _prepared(request, found, chosen["kind"], chosen["key"]))
    return redirect("elections:papers", code)


@requires(Act.ORDER_PRINT_RUN)
@require_POST
def order(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    found = desk_election(request, code)
    document = next((item for item in _documents(request, found) if item.pk == pk), None)
    if document is None:
        raise Http404
    form = CopiesForm(request.POST)
    if form.is_valid():
        with refusals_told(request):
            messages.success(request, _ordered(request, document, form.cleaned_data["copies"]))
    else:
        messages.error(request, gettext("Write the number of copies in figures."))
    return redirect("elections:papers", code)


@requires(Act.OPEN_CONFIDENTIAL_FILE)
@require_POST
def open_run(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Opening a run is opening its paper: the same readers, the same record."""
    found = desk_election(request, code)
    run = next((run for run in print_runs(found, _documents(request, found)) if run.job.pk == pk and run.is_ready), None)
    if run is None:
        raise Http404
    with refusals_told(request):
        open_confidential_file(run.document, actor=account_of(request))
        return _pdf(run)
    return redirect("elections:papers", code)


def _documents(request: HttpRequest, election: Election) -> list[Document]:
    return documents_for(election, reader_of(request).roles_in(election))


def _prepared(request: HttpRequest, election: Election, kind: str, key: str) -> str:
    document = prepare_paper(election, kind, key, actor=account_of(request))
    return gettext("“%(title)s” stands among the documents; its PDF follows in a moment.") % {"title": document.title}


def _ordered(request: HttpRequest, document: Document, copies: int) -> str:
    order_print_run(document, copies, actor=account_of(request))
    return gettext("%(copies)s copies of “%(title)s” are being made; they can be opened below.") % {
        "copies": copies,
        "title": document.title,
    }


def _pdf(run: PrintRun) -> HttpResponse:
    response = HttpResponse(run_content(run.job), content_type="application/pdf")
    name = f"{run.document.title}（{run.copies}）.pdf"
    response.headers["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response
