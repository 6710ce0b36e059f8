"""大屏幕: a picture that asks for itself every few seconds. The page that holds it never locks and never goes blank."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from elections.labels import SLIDES
from elections.models import Election
from elections.queries import projector as queries
from elections.queries.clock import election_now
from elections.queries.counts import is_live
from elections.queries.hall import Sitting, candidates_of, figures_of, quorum_in_words, sitting_in
from elections.queries.outcomes import outcomes_of
from elections.queries.speeches import speakers
from elections.rules.acts import Act
from elections.services import projector as services
from elections.services.running_tally import running_tally
from elections.stations import PROJECTOR

from .access import account_of, reached_election, requires
from .refusals import refusals_told


@requires(PROJECTOR.readers)
@require_safe
def projector(request: HttpRequest, code: str) -> HttpResponse:
    election = reached_election(request, code)
    return render(request, "elections/projector/projector.html", _picture(election))


@requires(PROJECTOR.readers)
@require_safe
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """The picture alone."""
    election = reached_election(request, code)
    return render(request, "elections/projector/picture.html", _picture(election))


@requires(Act.RECORD_SPEECH)
@require_POST
def choose(request: HttpRequest, code: str) -> HttpResponse:
    election = reached_election(request, code)
    slide = request.POST.get("slide", "")
    with refusals_told(request):
        services.show_slide(election, slide, actor=account_of(request))
        messages.success(request, f"{SLIDES[slide]}")
    return redirect("elections:hall", code)


def _picture(election: Election) -> dict[str, Any]:
    now = election_now(election)
    sitting = sitting_in(election)
    live = services.live_speech(election)
    slide = queries.slide_for(sitting, services.chosen_slide(election), somebody_speaks=live is not None)
    shown: dict[str, Any] = {"election": election, "sitting": sitting, "slide": slide, "now": now, "live": live}
    if sitting is None or sitting.session is None:
        return shown
    figures = figures_of(sitting.session)
    shown |= {"session": sitting.session, "figures": figures, "finding": quorum_in_words(figures)}
    return shown | _matter(sitting, slide, live, now)


def _matter(sitting: Sitting, slide: str, live: services.LiveSpeech | None, now: Any) -> dict[str, Any]:
    state = queries.shown_round(sitting)
    if slide == "speech" and live is not None:
        return {"spoken_for": int((now - live.began_at).total_seconds()), "speakers": speakers(sitting.meeting)}
    if slide in ("candidates", "voting"):
        people = candidates_of(sitting.meeting)
        return {"state": state, "candidates": people, "density": queries.density(len(people))}
    if slide == "tally" and state is not None:
        boards = [queries.board(code, totals) for code, totals in running_tally(state.round).items()]
        return {"state": state, "boards": boards, "is_live": is_live(state.round), "density": queries.density(queries.rows_of(boards))}
    if slide == "outcome" and state is not None:
        return {"state": state, "outcomes": outcomes_of(state.round, timezone.localdate(now))}
    return {}
