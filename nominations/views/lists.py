"""The approver puts 初步人选 and 预备人选 into force, on the reply that is on record."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from elections.messages import sentences_of
from elections.models import MilestoneRecord
from elections.rules.acts import Act
from elections.rules.issues import RuleViolation
from elections.views.access import account_of, desk_election, requires
from elections.views.places import place_page, standing
from nominations.places import LISTS
from nominations.services.lists import approve_preliminary, approve_reserve


@requires(Act.APPROVE_PRELIMINARY)
@require_POST
def approve_preliminary_list(request: HttpRequest, code: str) -> HttpResponse:
    return _approve(request, code, approve_preliminary, gettext("The preliminary nominees are approved."))


@requires(Act.APPROVE_RESERVE)
@require_POST
def approve_reserve_list(request: HttpRequest, code: str) -> HttpResponse:
    return _approve(request, code, approve_reserve, gettext("The reserve candidates are approved."))


def _approve(request: HttpRequest, code: str, service: Callable[..., MilestoneRecord], done: str) -> HttpResponse:
    try:
        service(desk_election(request, code), actor=account_of(request))
    except RuleViolation as refused:
        for text in sentences_of(refused.issues):
            messages.error(request, text)
    else:
        messages.success(request, done)
    return redirect("elections:election", code)


@requires(LISTS.readers)
@require_safe
def lists(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return place_page(at, "lists", "nominations/lists/lists.html", {})
