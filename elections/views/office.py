"""办公室: what keeps an office running beside its elections. Its pages stand in one frame; the first says what is still to set up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from elections.permissions import ADMINISTRATORS, Role
from elections.queries import office as queries
from elections.queries.health import waiting_work
from elections.services.sweep import last_sweep

from .access import reader_of, requires

READERS = frozenset({*ADMINISTRATORS, Role.STREET_OFFICER, Role.STREET_APPROVER})
CYCLE_READERS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.STREET_OFFICER, Role.STREET_APPROVER})
CLOCK_READERS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.STREET_OFFICER})


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the office's own, with who may read it."""

    code: str
    title: str | Promise
    url: str
    readers: frozenset[Role]


PARTS = (
    Part("overview", _("State of the office"), "elections:office", READERS),
    Part("organisations", _("Organisations"), "elections:organisations", READERS),
    Part("accounts", _("Accounts and roles"), "elections:accounts", READERS),
    Part("cycles", _("Cycles"), "elections:cycles", CYCLE_READERS),
    Part("calendar", _("Working days"), "elections:calendar", READERS),
    Part("word_templates", _("Word templates"), "elections:word_templates", READERS),
    Part("authenticators", _("Authenticators"), "elections:require_second_factor", frozenset({Role.SECURITY_ADMINISTRATOR})),
    Part("rehearsal", _("Rehearsal"), "elections:rehearsal", CLOCK_READERS),
)


def office_page(request: HttpRequest, code: str, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Renders the page of the part `code`. Templates ask `{% if "create_account" in may %}` before they offer an act."""
    reader = reader_of(request)
    office = reader.account.office
    held = reader.roles_in_office
    parts = [part for part in PARTS if part.readers & held and (part.code != "rehearsal" or office.rehearsal)]
    part = next(part for part in PARTS if part.code == code)
    frame = {"section": "office", "office": office, "part": part, "parts": parts, "may": queries.acts_of_office(held), "now": reader.now}
    return render(request, template, {**frame, **context})


@requires(READERS)
@require_safe
def office(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    street = reader.account.office
    context = {
        "set_up": queries.set_up(street, reader.now),
        "together": queries.together(street, reader.now),
        "vacant": queries.vacant(street, reader.now),
        "years": queries.known_years(street),
        "waiting": waiting_work() if Role.SYSTEM_ADMINISTRATOR in reader.roles else None,
        "worked_at": last_sweep(),
        "backup": None if street.rehearsal else queries.last_backup(timezone.now()),
    }
    return office_page(request, "overview", "elections/office/office.html", context)
