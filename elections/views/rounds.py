"""投票: what can be voted on, the rounds with their control figures, and how each goes on."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from elections.forms import rounds as forms
from elections.places import HALL
from elections.queries import rounds as queries
from elections.queries.corrections import entry_corrections
from elections.queries.counts import batch_states
from elections.queries.outcomes import outcomes_of
from elections.rules.quorum import quorum_finding

from .access import requires
from .acts import Asked, act_page
from .hall import hall_page
from .places import standing

ACT = "elections/hall/act.html"


@requires(HALL.readers)
@require_safe
def rounds(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return hall_page(at, "rounds", "elections/rounds/rounds.html", {"meetings": queries.meeting_rounds(at.election)})


@requires(HALL.readers)
@require_safe
def one_round(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    at = standing(request, code)
    meetings = queries.meeting_rounds(at.election)
    found = next(((item, state) for item in meetings for state in item.rounds if state.round.pk == pk), None)
    if found is None:
        raise Http404
    item, state = found
    context = {
        "item": item,
        "state": state,
        "finding": _finding(state),
        "batches": batch_states(state.round) if state.step == "counting" else [],
        "corrected": entry_corrections(at.election.office, at.election),
        "outcomes": outcomes_of(state.round, timezone.localdate(at.now)) if state.step == "decided" else [],
    }
    return hall_page(at, "rounds", "elections/rounds/round.html", context)


@requires(HALL.readers)
@require_safe
def round_figures(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The figures alone, for a page that keeps them fresh."""
    at = standing(request, code)
    state = queries.round_state(at.election, pk)
    if state is None:
        raise Http404
    return render(request, "elections/rounds/figures.html", {"election": at.election, "state": state, "finding": _finding(state)})


def to_round(asked: Asked, result: Any = None) -> str:
    """The page of the round that an act is about."""
    round = asked.subject[0] if isinstance(asked.subject, tuple) else asked.subject
    return _page_of(asked, round.pk)


def to_rounds(asked: Asked, result: Any = None) -> str:
    return reverse("elections:rounds", args=[asked.election.code if asked.election else ""])


def _to_opened(asked: Asked, result: Any) -> str:
    return _page_of(asked, result.pk) if result else to_rounds(asked)


def _page_of(asked: Asked, pk: int) -> str:
    return reverse("elections:round", args=[asked.election.code if asked.election else "", pk])


def _finding(state: queries.RoundState) -> Any:
    """The quorum rule on the figures of this round, once ballots were handed out."""
    round = state.round
    if round.present is None or round.due is None:
        return None
    return quorum_finding(round.present, round.due, round.session.meeting.election.rules.quorum)


open_round = act_page(forms.OpenRoundForm, subject=queries.sitting_session, back=_to_opened, cancel=to_rounds, template=ACT)
close_round = act_page(
    forms.CloseRoundForm, subject=queries.round_of, back=to_round, cancel=to_round, template="elections/rounds/close.html"
)
void_round = act_page(forms.VoidRoundForm, subject=queries.round_of, back=to_round, cancel=to_round, template=ACT)
correct_box = act_page(
    forms.CorrectBoxForm, subject=queries.round_of, back=to_round, cancel=to_round, template="elections/rounds/close.html"
)
