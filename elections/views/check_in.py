"""签到处: find, tap, next. What is typed is never lost, and two desks do not get in each other's way."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from elections.forms import check_in as forms
from elections.models import Election, RollEntry
from elections.queries import check_in as queries
from elections.queries.hall import figures_of, quorum_in_words, session_that_sits
from elections.rules.acts import Act
from elections.services.check_in import check_in as do_check_in
from elections.stations import CHECK_IN_DESK

from .access import account_of, requires
from .acts import Asked, act_page
from .hall import hall_page
from .places import standing
from .refusals import refusals_told


@requires(CHECK_IN_DESK.readers)
@require_safe
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    session = session_that_sits(at.election)
    if session is None:
        return hall_page(at, "check-in", "elections/check_in/no_session.html", {})
    people = queries.people_of(session)
    figures = figures_of(session)
    context = {
        **_found(request, people),
        "letters": queries.letters_of(people),
        "groups": queries.groups_of(people),
        "latest": queries.latest_of(people),
        "figures": figures,
        "finding": quorum_in_words(figures),
    }
    return hall_page(at, "check-in", "elections/check_in/check_in.html", context)


@requires(CHECK_IN_DESK.readers)
@require_safe
def found(request: HttpRequest, code: str) -> HttpResponse:
    """The people who fit what is typed, alone: the page around them stays as it is."""
    at = standing(request, code)
    session = session_that_sits(at.election)
    people = queries.people_of(session) if session else []
    return render(request, "elections/check_in/found.html", {"election": at.election, "may": at.may, **_found(request, people)})


def _found(request: HttpRequest, people: list[queries.Person]) -> dict[str, Any]:
    words, letter = request.GET.get("q", ""), request.GET.get("letter", "")
    found = queries.find(people, words) if words.strip() else [person for person in people if letter and person.letter == letter]
    return {
        "words": words,
        "letter": letter,
        "asked": bool(words.strip() or letter),
        "found": found[: queries.MOST_FOUND],
        "more": max(0, len(found) - queries.MOST_FOUND),
    }


@requires(Act.CHECK_IN)
@require_POST
def enter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One tap. Who is here already was checked in by somebody faster: when and by whom is said."""
    at = standing(request, code)
    entry = queries.member_of(at.election, pk)
    if entry is None:
        raise Http404
    session = session_that_sits(at.election)
    if session is None:
        messages.warning(request, gettext("No session is sitting. Open the next one first."))
        return redirect("elections:check_in", code)
    with refusals_told(request):
        if do_check_in(session, [entry], actor=account_of(request)):
            messages.success(request, gettext("%(name)s is checked in.") % {"name": entry.name})
        else:
            messages.warning(request, _said_before(request, session, entry))
    return redirect("elections:check_in", code)


def _said_before(request: HttpRequest, session: Any, entry: RollEntry) -> str:
    row = queries.standing_check_in(session, entry)
    if row is None:
        return gettext("%(name)s was here and has left.") % {"name": entry.name}
    figures = {"name": entry.name, "time": timezone.localtime(row.at).strftime("%H:%M"), "by": row.by.display_name}
    if queries.came_with(row, account_of(request)):
        return gettext("%(name)s is checked in since %(time)s; nothing is counted twice.") % figures
    return gettext("Somebody was faster: %(by)s checked %(name)s in at %(time)s. Nothing is counted twice.") % figures


def _group(election: Election, number: int) -> queries.Group | None:
    session = session_that_sits(election)
    groups = queries.groups_of(queries.people_of(session)) if session else []
    return next((group for group in groups if group.number == number), None)


def _back(asked: Asked, result: Any = None) -> str:
    return reverse("elections:check_in", args=[asked.election.code if asked.election else ""])


ACT = "elections/hall/act.html"
undo = act_page(forms.UndoCheckInForm, subject=queries.member_of, template=ACT, back=_back, cancel=_back)
leave = act_page(forms.CheckOutForm, subject=queries.member_of, template=ACT, back=_back, cancel=_back)
group = act_page(forms.CheckInGroupForm, subject=_group, template="elections/check_in/group.html", back=_back, cancel=_back)
numbers = act_page(forms.CheckInNumbersForm, template=ACT, back=_back, cancel=_back)
