"""The approver's inbox: 报送 answered by 退回修改, 批复 or 备案; late entries confirmed."""

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
from elections.messages import sentences_of
from elections.models import Election, Request, StoredFile
from elections.permissions import roles_for
from elections.queries import inbox as waiting
from elections.queries.rights import roles_in_election
from elections.queries.timeline import unconfirmed_late_entries
from elections.rules.acts import Act
from elections.rules.issues import RuleViolation
from elections.services import requests as services
from elections.services.files import store_file
from elections.services.milestones import confirm_late_entry as confirm

from .access import SIGNED_IN, account_of, desk_election, reader_of, requires

ANSWERED_SHOWN = 30
PUT_INTO_FORCE = (Request.Kind.PRELIMINARY, Request.Kind.RESERVE, Request.Kind.RESULT)


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
    form = ReplyForm(request.POST, request.FILES)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            scan = _store(request, election, typed["scan"]) if typed["scan"] else None
            actor = account_of(request)
            services.reply_to_request(
                item, actor=actor, number=typed["number"], text=typed["text"], filed_only=typed["filed_only"], scan=scan
            )
        except RuleViolation as refused:
            refuse(form, refused.issues)
        else:
            return _done(request, gettext("Answered: %(title)s") % {"title": item.title}, item)
    return _page(request, election, item, reply_form=form)


@requires(Act.RETURN_REQUEST)
@require_POST
def send_back(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    election, item = _item(request, code, pk)
    form = ReturnForm(request.POST)
    if form.is_valid():
        try:
            services.return_request(item, actor=account_of(request), text=form.cleaned_data["text"])
        except RuleViolation as refused:
            refuse(form, refused.issues)
        else:
            return _done(request, gettext("Returned for correction: %(title)s") % {"title": item.title})
    return _page(request, election, item, return_form=form)


@requires(Act.ATTACH_REPLY_SCAN)
@require_POST
def attach_scan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    election, item = _item(request, code, pk)
    form = AttachScanForm(request.POST, request.FILES)
    answer = item.replies.last()
    if answer is None:
        raise Http404
    if form.is_valid():
        try:
            scan = _store(request, election, form.cleaned_data["scan"])
            services.attach_reply_scan(answer, actor=account_of(request), scan=scan)
        except RuleViolation as refused:
            refuse(form, refused.issues)
        else:
            return _done(request, gettext("The scanned reply is attached."), item)
    return _page(request, election, item, scan_form=form)


@requires(Act.CONFIRM_LATE_ENTRY)
@require_POST
def confirm_late_entry(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    election = desk_election(request, code)
    entry = next((entry for entry in unconfirmed_late_entries([election]) if entry.pk == pk), None)
    if entry is None:
        return redirect("elections:inbox")
    try:
        confirm(entry, actor=account_of(request))
    except RuleViolation as refused:
        for text in sentences_of(refused.issues):
            messages.error(request, text)
    else:
        messages.success(request, gettext("The late entry is confirmed."))
    return redirect("elections:inbox")


def _item(request: HttpRequest, code: str, pk: int) -> tuple[Election, Request]:
    election = desk_election(request, code)
    found = waiting.requests_of([election]).filter(pk=pk).first()
    if found is None:
        raise Http404
    return election, found


def _page(request: HttpRequest, election: Election, item: Request, **forms_given: forms.Form) -> HttpResponse:
    """A form that was refused stays, with what was typed, even where somebody else was faster."""
    held = roles_in_election(account_of(request), election, reader_of(request).now)
    answer = item.replies.last()
    context: dict[str, Any] = {
        "section": "inbox",
        "election": election,
        "item": item,
        "answer": answer,
        "papers": waiting.papers_of(item, held),
        "may_answer": bool(forms_given) or (item.state == Request.State.SUBMITTED and bool(held & roles_for(Act.REPLY_TO_REQUEST))),
        "may_attach": answer is not None and answer.is_opinion_only and bool(held & roles_for(Act.ATTACH_REPLY_SCAN)),
        "reply_form": ReplyForm(),
        "return_form": ReturnForm(),
        "scan_form": AttachScanForm(),
    }
    return render(request, "elections/requests/detail.html", context | forms_given)


def _store(request: HttpRequest, election: Election, upload: "File[bytes]") -> StoredFile:
    return store_file(election, actor=account_of(request), name=upload.name or "", content=upload.read(), confidential=True)


def _done(request: HttpRequest, text: str, answered: Request | None = None) -> HttpResponse:
    """Back to the inbox; where the approval has to be put into force, to the election that offers it."""
    messages.success(request, text)
    if answered is not None and answered.election is not None and answered.kind in PUT_INTO_FORCE:
        return redirect("elections:election", answered.election.code)
    return redirect("elections:inbox")
