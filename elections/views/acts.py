"""The page of one act: a form, and the service behind it. Most screens that change something are one line made with `act_page`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from elections.forms.acts import ActForm, Word
from elections.forms.layouts import LOOK, refuse
from elections.messages import sentences_of
from elections.models import Account, Election, Organisation
from elections.places import Place, place_of
from elections.queries.clock import election_now, office_now
from elections.queries.rights import election_issues, office_issues
from elections.rules.issues import Issue, RuleViolation
from elections.services import submissions

from .access import View, account_of, reached_election, requires

Find = Callable[..., Any]
Back = Callable[["Asked", Any], str]
Shown = Callable[["Asked", Any], HttpResponse]
Cancel = Callable[["Asked"], str]
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for which act, where, on what. `election` is None for an act of the office as a whole."""

    request: HttpRequest
    account: Account
    office: Organisation
    election: Election | None
    subject: Any
    now: datetime
    cancel: Cancel | None = None


def act_page(
    form_class: type[ActForm],
    *,
    subject: Find | None = None,
    back: str | Back = "",
    template: str = "elections/acts/act.html",
    shown: Shown | None = None,
    cancel: Cancel | None = None,
) -> View:
    """GET shows the form, POST does the act. An act that cannot be done now says why, with status 409.

    `subject(election, **ids)` (in an act of the office: `subject(office, **ids)`) returns the row or None, which is a 404.
    `back` is the name of the page to go back to, or says it itself; without it, the place where the act is done.
    `shown` answers the POST itself: for what is on a screen this once and stored nowhere, such as a code on a paper slip.
    `cancel` is the page to go back to without doing it, where `back` depends on what was done.
    A button of the form called `look` only shows what would come of it; nothing is written.
    """

    @requires(form_class.act)
    def view(request: HttpRequest, code: str | None = None, **ids: Any) -> HttpResponse:
        asked = _asked(request, code, subject, ids, cancel)
        if submissions.is_taken(request.POST.get("once", ""), asked.account):
            return _sent_twice(asked, back)
        issues = _issues(form_class, asked)
        if request.method != "POST":
            return _not_now(asked, form_class, issues) if issues else _page(asked, _form(form_class, asked), template, back)
        form = _form(form_class, asked, request.POST, request.FILES)
        if issues:
            refuse(form, issues)
            return _again(asked, form, template, back, status=CONFLICT)
        if not form.is_valid() or LOOK in request.POST:
            return _again(asked, form, template, back)
        return _do(asked, form, back, shown) or _again(asked, form, template, back)

    return view


def _asked(request: HttpRequest, code: str | None, find: Find | None, ids: dict[str, Any], cancel: Cancel | None) -> Asked:
    account = account_of(request)
    election = reached_election(request, code) if code else None
    subject = None
    if find is not None:
        subject = find(election or account.office, **ids)
        if subject is None:
            raise Http404
    now = election_now(election) if election else office_now(account.office)
    return Asked(request, account, account.office, election, subject, now, cancel)


def _issues(form_class: type[ActForm], asked: Asked) -> list[Issue]:
    if asked.election is None:
        return list(office_issues(asked.account, form_class.act, asked.office, asked.now))
    return list(election_issues(asked.account, form_class.act, asked.election, asked.now))


def _form(form_class: type[ActForm], asked: Asked, *bound: Any) -> ActForm:
    return form_class(*bound, office=asked.office, election=asked.election, subject=asked.subject, actor=asked.account, now=asked.now)


def _do(asked: Asked, form: ActForm, back: str | Back, shown: Shown | None) -> HttpResponse | None:
    """None where the rules refused: the form then says so and keeps what was typed."""
    token = form.cleaned_data.get("once") or ""
    if token and not submissions.take(token, asked.account):
        return _sent_twice(asked, back)
    try:
        result = form.perform()
    except RuleViolation as refused:
        submissions.give_back(token)
        refuse(form, refused.issues)
        return None
    except BaseException:
        submissions.give_back(token)
        raise
    form.release_uploads()
    if shown is not None:
        return shown(asked, result)
    messages.success(asked.request, form.done_text(result))
    return redirect(_back_to(asked, back, result))


def _sent_twice(asked: Asked, back: str | Back) -> HttpResponse:
    messages.info(asked.request, gettext("This was sent twice; it is recorded once."))
    return redirect(asked.cancel(asked) if asked.cancel else _back_to(asked, back, None))


def _back_to(asked: Asked, back: str | Back, result: Any) -> str:
    if callable(back):
        return back(asked, result)
    if asked.election is None:
        return reverse(back or "elections:desk")
    place = _place(asked)
    return reverse(back or (place.url if place else "elections:election"), args=[asked.election.code])


def _place(asked: Asked) -> Place | None:
    match = asked.request.resolver_match
    need = getattr(match.func, "requires", None) if match else None
    return place_of(need) if need else None


def _again(asked: Asked, form: ActForm, template: str, back: str | Back, status: int = 200) -> HttpResponse:
    """The form as it was sent; files are no part of a page, so they are held for the next time."""
    form.hold_uploads()
    return _page(asked, form, template, back, status)


def _page(asked: Asked, form: ActForm, template: str, back: str | Back, status: int = 200) -> HttpResponse:
    cancelled = _cancel(asked) if asked.cancel or callable(back) else _back_to(asked, back, None)
    context = _context(asked, form) | {"back_url": cancelled}
    return render(asked.request, template, context, status=status)


def _not_now(asked: Asked, form_class: type[ActForm], issues: list[Issue]) -> HttpResponse:
    context = _context(asked, {"title": form_class.title}) | {"sentences": sentences_of(issues), "back_url": _cancel(asked)}
    return render(asked.request, "elections/acts/not_now.html", context, status=CONFLICT)


def _cancel(asked: Asked) -> str:
    if asked.cancel is not None:
        return asked.cancel(asked)
    if asked.election is None:
        return reverse("elections:desk")
    place = _place(asked)
    return reverse(place.url if place else "elections:election", args=[asked.election.code])


def _context(asked: Asked, form: ActForm | dict[str, Word]) -> dict[str, Any]:
    return {"election": asked.election, "subject": asked.subject, "form": form, "place": _place(asked), "now": asked.now}
