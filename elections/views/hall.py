"""The hall: every station has the same frame, which says where one is, in which meeting, and locks when it is left alone."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from elections import stations
from elections.labels import SLIDES
from elections.models import Meeting, MeetingSession
from elections.places import HALL, OFFICE_READERS
from elections.queries import hall as queries
from elections.queries.meetings import consented_exclusions, proposed_officials
from elections.rules.phases import Phase
from elections.services import projector
from elections.stations import HOST_DESK

from .access import requires
from .places import Standing, standing

ORDER = list(Phase)
# The pages of the agenda's acts: of a session, but the opening, which is of a meeting.
PAGES = {
    "open": "elections:open_session",
    "exclusions": "elections:vote_on_exclusions",
    "quorum": "elections:declare_quorum",
    "method": "elections:adopt_method",
    "officials": "elections:approve_officials",
    "close": "elections:close_session",
}


@requires(HALL.readers)
@require_safe
def hall(request: HttpRequest, code: str) -> HttpResponse:
    """The host's desk; the other roles of the hall see the stations that are theirs."""
    at = standing(request, code)
    if not at.held & (HOST_DESK.readers | OFFICE_READERS):
        return hall_page(at, "host", "elections/hall/stations_only.html", {})
    sitting = queries.sitting_in(at.election)
    figures = queries.figures_of(sitting.session) if sitting and sitting.session else None
    context = {
        "sitting": sitting,
        "lines": _lines(sitting) if sitting else [],
        "figures": figures,
        "finding": queries.quorum_in_words(figures) if figures else None,
        "waiting": consented_exclusions(at.election) if sitting else [],
        "officials": proposed_officials(sitting.meeting) if sitting else [],
        "too_early": ORDER.index(Phase(at.election.phase)) < ORDER.index(Phase.MEETING),
        "reads_overview": bool(at.held & OFFICE_READERS),
        "live": projector.live_speech(at.election),
        "slides": SLIDES.items(),
        "chosen_slide": projector.chosen_slide(at.election),
    }
    return hall_page(at, "host", "elections/hall/hall.html", context)


def _lines(sitting: queries.Sitting) -> list[dict[str, Any]]:
    """Each line of the agenda with the page on which it is done, and which of them comes next."""
    now = sitting.agenda.now
    return [{"item": item, "is_now": item == now, "page": _page(item, sitting)} for item in sitting.agenda.items]


def _page(item: queries.Item, sitting: queries.Sitting) -> tuple[str, int | None]:
    if item.code == "open":
        return PAGES["open"], sitting.meeting.pk
    if item.code in PAGES:
        return PAGES[item.code], sitting.session.pk if sitting.session else None
    return ("elections:speeches" if item.kind else "elections:rounds"), None


def hall_page(at: Standing, station: str, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Renders a page of the station with this code: election, meeting, session (the one that sits, or None), may, held, now, station."""
    meeting, session = _in_hall(at, context)
    frame = {
        "election": at.election,
        "now": at.now,
        "held": at.held,
        "may": at.may,
        "barred": at.barred,
        "place": HALL,
        "meeting": meeting,
        "session": session,
        "station": stations.station(station),
        "stations": stations.stations_for(at.held),
    }
    return render(at.request, template, {**frame, **context})


def _in_hall(at: Standing, context: Mapping[str, Any]) -> tuple[Meeting | None, MeetingSession | None]:
    """Asked once, where the page has not asked already."""
    sitting = context.get("sitting")
    if isinstance(sitting, queries.Sitting):
        return sitting.meeting, sitting.session if sitting.sits else None
    meeting = queries.meeting_in_hall(at.election)
    return meeting, queries.current_session(meeting) if meeting else None
