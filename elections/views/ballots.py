"""发票处: one ballot to each who is here, spoiled papers exchanged, slips for electronic voting."""

from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from elections.forms import ballots as forms
from elections.queries import ballots as queries
from elections.queries import rounds
from elections.stations import BALLOT_DESK

from .access import requires
from .acts import Asked, act_page
from .hall import hall_page
from .places import standing
from .rounds import ACT, to_round


@requires(BALLOT_DESK.readers)
@require_safe
def ballot_desk(request: HttpRequest, code: str) -> HttpResponse:
    """To the round in which ballots are handed out now; without one the page says what to wait for."""
    at = standing(request, code)
    running = [state for state in rounds.round_states(at.election) if state.step == "voting"]
    if running:
        return redirect("elections:round_desk", code, running[-1].round.pk)
    return hall_page(at, "ballot-desk", "elections/ballots/no_round.html", {})


@requires(BALLOT_DESK.readers)
@require_safe
def round_desk(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    at = standing(request, code)
    state = rounds.round_state(at.election, pk)
    if state is None:
        raise Http404
    text = request.GET.get("q", "")[:60]
    context = {"state": state, "text": text, "desk": queries.ballot_desk(state.round, text)}
    return hall_page(at, "ballot-desk", "elections/ballots/desk.html", context)


def _to_desk(asked: Asked, result: Any = None) -> str:
    round = asked.subject[0] if isinstance(asked.subject, tuple) else asked.subject
    return reverse("elections:round_desk", args=[asked.election.code if asked.election else "", round.pk])


def _slips(asked: Asked, codes: list[str]) -> HttpResponse:
    """Once, in the answer to the press and nowhere else. The address with its code stands in a QR, behind the mark that no server sees."""
    address = settings.PUBLIC_URL.rstrip("/") or asked.request.build_absolute_uri("/").rstrip("/")
    address += reverse("elections:booth")
    slips = [{"code": code, "qr": segno.make(f"{address}#{code}", error="m").svg_data_uri(scale=3, border=2)} for code in codes]
    context = {"round": asked.subject, "slips": slips, "address": address, "back_url": to_round(asked)}
    at = standing(asked.request, asked.election.code if asked.election else "")
    response = hall_page(at, "ballot-desk", "elections/ballots/slips.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


issue_ballot = act_page(forms.IssueBallotForm, subject=rounds.round_of, back=_to_desk, cancel=_to_desk, template=ACT)
replace_ballot = act_page(forms.ReplaceBallotForm, subject=queries.holder_of, back=_to_desk, cancel=_to_desk, template=ACT)
prepare_ballot_codes = act_page(forms.BallotCodesForm, subject=rounds.round_of, back=_to_desk, cancel=to_round, shown=_slips, template=ACT)
