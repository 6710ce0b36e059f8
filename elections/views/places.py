"""The frame of every page that hangs off an election: its place, what the reader may do there now, and the way to the other places."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from elections import places
from elections.models import Election
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.queries.readiness import earliest_of_acts
from elections.queries.rights import acts_now, has_conflict
from elections.rules.acts import Act

from .access import account_of, reached_election, reader_of


@dataclass
class Standing:
    """Where an account stands in an election now."""

    request: HttpRequest
    election: Election
    now: datetime
    held: frozenset[Role]

    @cached_property
    def may(self) -> frozenset[Act]:
        return acts_now(self.election, self.held, barred=self.barred)

    @cached_property
    def barred(self) -> bool:
        """A nominee of this election, who loses what touches the own candidacy."""
        return has_conflict(account_of(self.request), self.election, self.now)

    @cached_property
    def places(self) -> list[places.Place]:
        return places.places_for(self.held, self.election.rules)


def standing(request: HttpRequest, code: str) -> Standing:
    """In an election that one of the account's roles reaches (else 404)."""
    election = reached_election(request, code)
    return Standing(request, election, election_now(election), reader_of(request).roles_in(election))


def place_page(at: Standing, code: str, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Renders a page of the place `code`. Templates ask `{% if "set_posts" in may %}` before they offer an act.

    Where only a notice that still runs keeps the work of the place from beginning, the page says when it can begin."""
    place = places.place(code)
    frame = {
        "election": at.election,
        "now": at.now,
        "held": at.held,
        "may": at.may,
        "barred": at.barred,
        "places": at.places,
        "place": place,
        "earliest": earliest_of_acts(at.election, place.acts, at.now),
    }
    return render(at.request, template, {**frame, **context})
