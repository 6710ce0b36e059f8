from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from elections.forms.officials import ApproveOfficialsForm, ProposeOfficialsForm, RenewPinForm, ReplaceOfficialForm
from elections.models import Official
from elections.queries.hall import official_in_session, official_of, session_of
from elections.queries.meetings import convened_meeting
from elections.services.officials import ApprovedOfficials

from .acts import Asked, act_page
from .hall import hall_page
from .places import standing

propose = act_page(ProposeOfficialsForm, subject=convened_meeting)


def _pins(asked: Asked, slips: Sequence[tuple[Official, str]], said: str) -> HttpResponse:
    """On the screen this once, to be handed over on paper; a second look shows no PIN."""
    messages.success(asked.request, said)
    if not slips or asked.election is None:
        return redirect(_to_hall(asked))
    at = standing(asked.request, asked.election.code)
    return hall_page(at, "host", "elections/officials/pins.html", {"slips": slips})


def _approved(asked: Asked, result: ApprovedOfficials) -> HttpResponse:
    slips = [(official, result.pins[official.pk]) for official in result.officials if official.pk in result.pins]
    return _pins(asked, slips, gettext("The officials are approved."))


def _replaced(asked: Asked, result: tuple[Official, str]) -> HttpResponse:
    return _pins(asked, [result] if result[1] else [], gettext("The official is replaced."))


def _renewed(asked: Asked, result: str) -> HttpResponse:
    return _pins(asked, [(asked.subject, result)], gettext("The new PIN is made."))


def _to_hall(asked: Asked, result: Any = None) -> str:
    return reverse("elections:hall", args=[asked.election.code if asked.election else ""])


approve = act_page(ApproveOfficialsForm, subject=session_of, template="elections/officials/approve.html", shown=_approved, cancel=_to_hall)
replace = act_page(ReplaceOfficialForm, subject=official_in_session, template="elections/hall/act.html", shown=_replaced, cancel=_to_hall)
renew_pin = act_page(RenewPinForm, subject=official_of, template="elections/hall/act.html", shown=_renewed, cancel=_to_hall)
