"""The hall: every station has the same frame, which says where one is, in which meeting, and locks when it is left alone."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from elections import places
from elections.places import HALL, HOST_DESK
from elections.queries import hall as queries

from .access import requires
from .places import Standing, standing


@requires(HALL.readers)
@require_safe
def hall(request: HttpRequest, code: str) -> HttpResponse:
    """The host's desk; everybody else sees the stations that are theirs."""
    at = standing(request, code)
    return hall_page(at, "host", "elections/hall/hall.html", {})


def hall_page(at: Standing, station: str, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Renders a page of the station with this code: election, meeting, session (the one that sits, or None), may, held, now, station."""
    meeting = queries.meeting_in_hall(at.election)
    frame = {
        "election": at.election,
        "now": at.now,
        "held": at.held,
        "may": at.may,
        "barred": at.barred,
        "place": HALL,
        "meeting": meeting,
        "session": queries.current_session(meeting) if meeting else None,
        "station": places.station(station),
        "stations": places.stations_for(at.held),
        "is_host": bool(at.held & HOST_DESK.readers),
    }
    return render(at.request, template, {**frame, **context})
