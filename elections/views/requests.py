"""报送 answered by 退回修改, 批复 or 备案: the superior's inbox, and the page of a request."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.base import File
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from elections.forms.layouts import refuse
from elections.forms.requests import AttachScanForm, ReplyForm, ReturnForm
from elections.forms.uploads import HoldingForm
from elections.models import Election, Request, StoredFile
from elections.permissions import roles_for
from elections.places import Place, place_of
from elections.queries import inbox as waiting
from elections.queries import requests as found
from elections.queries.documents import documents_for
from elections.queries.timeline import unconfirmed_late_entries
from elections.rules.acts import Act
from elections.rules.issues import RuleViolation
from elections.services import requests as services
from elections.services.files import store_file
from elections.services.papers import asked_by

from .access import SIGNED_IN, account_of, desk_election, reader_of, requires
from .places import Standing, place_page, standing

ANSWERED_SHOWN = 30
# Which act the approval of a kind makes possible.
FOLLOWS: dict[str, Act] = {
    Request.Kind.PLAN: Act.ADOPT_PLAN,
    Request.Kind.EXCLUSIONS: Act.CLOSE_ROLL,
    Request.Kind.DELEGATES_MEETING: Act.CONVENE_MEETING,
    Request.Kind.ELECTRONIC_BALLOT: Act.OPEN_ROUND,
    Request.Kind.TOO_FEW_NOMINEES: Act.REMEDY_SHORTAGE,
    Request.Kind.PRELIMINARY: Act.APPROVE_PRELIMINARY,
    Request.Kind.RESERVE: Act.APPROVE_RESERVE,
    Request.Kind.CONVENE_MEETING: Act.CONVENE_MEETING,
    Request.Kind.POSTPONEMENT: Act.POSTPONE_ELECTION,
    Request.Kind.RESULT: Act.RECEIVE_APPROVAL,
}


@requires(SIGNED_IN)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    if not reader.is_at_street_desk:
        return redirect("elections:desk")
    elections = reader.desk_elections
    context = {
        "section": "inbox",
        "waiting": waiting.waiting_requests(elections),
        "answered": waiting.answered_requests(elections, ANSWERED_SHOWN),
        "late_entries": unconfirmed_late_entries(elections),
        "may_confirm": bool(reader.roles & roles_for(Act.CONFIRM_LATE_ENTRY)),
    }
    return render(request, "elections/requests/inbox.html", context)


@requires(SIGNED_IN)
@require_safe
def detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    election, item = _item(request, code, pk)
    return _page(request, election, item)


@requires(Act.REPLY_TO_REQUEST)
@require_POST
def reply(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    election, item = _item(request, code, pk)
    form = ReplyForm(request.POST, request.FILES, actor=account_of(request), kind=item.kind)

    def do() -> str:
        typed = form.cleaned_data
        scan = _store(request, election, typed["scan"]) if typed["scan"] else None
        late = {"replied_at": typed["fact_at"], "late_reason": typed["late_reason"]}
        given = {name: typed[name] for name in ("number", "text", "filed_only") if name in typed}
        services.reply_to_request(item, actor=account_of(request), scan=scan, **given, **late)
        return gettext("Answered: %(title)s") % {"title": item.title}

    return _answer(request, election, item, form, do, reply_form=form)


@requires(Act.RETURN_REQUEST)
@require_POST
def send_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    election, item = _item(request, code, pk)
    form = ReturnForm(request.POST, auto_id="return_%s")

    def do() -> str:
        services.return_request(item, actor=account_of(request), text=form.cleaned_data["text"])
        return gettext("Returned for correction: %(title)s") % {"title": item.title}

    return _answer(request, election, item, form, do, return_form=form)


@requires(Act.ATTACH_REPLY_SCAN)
@require_POST
def attach_scan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    election, item = _item(request, code, pk)
    form = AttachScanForm(request.POST, request.FILES, actor=account_of(request))
    answer = item.replies.last()
    if answer is None:
        raise Http404

    def do() -> str:
        services.attach_reply_scan(answer, actor=account_of(request), scan=_store(request, election, form.cleaned_data["scan"]))
        return gettext("The scanned reply is attached.")

    return _answer(request, election, item, form, do, scan_form=form)


def _answer(
    request: HttpRequest, election: Election, item: Request, form: forms.Form, do: Callable[[], str], **shown: forms.Form
) -> HttpResponse:
    """A form that was refused stays, with what was typed, even where somebody else was faster."""
    if form.is_valid():
        try:
            said = do()
        except RuleViolation as refused:
            refuse(form, refused.issues)
        else:
            if isinstance(form, HoldingForm):
                form.release_uploads()
            messages.success(request, said)
            return _next(standing(request, election.code), item)
    if isinstance(form, HoldingForm):
        form.hold_uploads()
    return _page(request, election, item, **shown)


def _next(at: Standing, item: Request) -> HttpResponse:
    """Where the approval has to be put into force by whoever gave it, to the place where that is done; else back to the inbox."""
    item.refresh_from_db()
    place = _follows(at, item)
    if place is not None and FOLLOWS[item.kind] in at.may:
        return redirect(place.url, at.election.code)
    return redirect("elections:inbox")


def _follows(at: Standing, item: Request) -> Place | None:
    if item.state not in (Request.State.APPROVED, Request.State.FILED) or item.kind not in FOLLOWS:
        return None
    place = place_of(FOLLOWS[item.kind])
    return place if place in at.places else None


def _item(request: HttpRequest, code: str, pk: int) -> tuple[Election, Request]:
    election = desk_election(request, code)
    item = found.request_of(election, pk)
    if item is None:
        raise Http404
    return election, item


def _page(request: HttpRequest, election: Election, item: Request, **forms_given: forms.Form) -> HttpResponse:
    at = standing(request, election.code)
    answer, actor = item.replies.last(), account_of(request)
    context: dict[str, Any] = {
        "item": item,
        "answer": answer,
        "letters": found.letters_of(item, documents_for(election, at.held)),
        "papers": waiting.papers_of(item, at.held),
        "asked": asked_by(item) if item.state == Request.State.SUBMITTED else None,
        "follows": _follows(at, item),
        "again": answer is not None and item.state == Request.State.RETURNED and found.is_newest(item),
        "may_answer": bool(forms_given) or (item.state == Request.State.SUBMITTED and Act.REPLY_TO_REQUEST in at.may),
        "may_attach": answer is not None and answer.is_opinion_only and Act.ATTACH_REPLY_SCAN in at.may,
        "reply_form": ReplyForm(actor=actor, kind=item.kind),
        "return_form": ReturnForm(auto_id="return_%s"),
        "scan_form": AttachScanForm(actor=actor),
    }
    return place_page(at, "decisions", "elections/requests/detail.html", context | forms_given)


def _store(request: HttpRequest, election: Election, upload: "File[bytes]") -> StoredFile:
    return store_file(election, actor=account_of(request), name=upload.name or "", content=upload.read())
