"""选举人名册: its figures, the list, one person, prints and exports, and closing it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from elections.forms.roll import CloseRollForm, RollFilter
from elections.models import RollEntry
from elections.permissions import OFFICE
from elections.places import ROLL
from elections.queries import roll, roll_closing, roll_lists
from elections.queries.attendance import turnout
from elections.rules.acts import Act
from elections.rules.eligibility import Right, right_issues
from elections.services.records import export_list
from elections.services.roll_template import roll_lines, roll_template

from .access import account_of, requires
from .acts import act_page
from .pages import one_page
from .places import Standing, place_page, standing

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(ROLL.readers)
@require_safe
def roll_place(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    form = RollFilter(request.GET, election=at.election)
    choice = form.choice()
    people = roll_lists.roll_list(at.election, choice)
    paged = one_page(request, people)
    context = {"form": form, "choice": choice, "people": paged["page"].object_list, **paged}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "elections/roll/list.html", context | {"election": at.election, "may": at.may, "contact": _contact(at)})
    return place_page(at, "roll", "elections/roll/roll.html", context | _state(at))


def _state(at: Standing) -> dict[str, Any]:
    """The figures, and what comes next."""
    figures, closed = roll.figures_of(at.election), roll.is_closed(at.election)
    doubles = [] if closed else roll.on_two_rolls(at.election)
    return {
        "figures": figures,
        "turnout": turnout(at.election),
        "closed": closed,
        "doubles": doubles,
        "issues": [] if closed else list(roll_closing.issues_of(at.election, figures, doubles)),
        "hints": [] if closed else list(roll_closing.closing_hints(at.election)),
        "exclusions": roll_lists.exclusions_of(at.election),
        "revisions": roll_lists.revisions_of(at.election) if closed else [],
        "contact": _contact(at),
        "day": roll.roll_day(at.election, at.now),
    }


def _contact(at: Standing) -> bool:
    """Who keeps the roll sees how to reach somebody; who only approves does not need it."""
    return bool(at.held & OFFICE)


@requires(ROLL.readers)
@require_safe
def roll_entry(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    at = standing(request, code)
    entry = roll_lists.entry_of(at.election, pk)
    if entry is None:
        raise Http404
    day = roll.roll_day(at.election, at.now)
    context = {
        "entry": entry,
        "day": day,
        "rights": _rights(entry, at),
        "closed": roll.is_closed(at.election),
        "exclusion": getattr(entry, "exclusion", None),
        "revisions": [(item, roll_lists.changed_values(item)) for item in roll_lists.revisions_of(at.election, entry)],
        "contact": _contact(at),
    }
    return place_page(at, "roll", "elections/roll/entry.html", context)


def _rights(entry: RollEntry, at: Standing) -> list[tuple[str, list[Any]]]:
    """Each right with what stands against it on the day of the meeting; nothing where it is had."""
    day = roll.roll_day(at.election, at.now)
    known = roll.standing(entry)
    return [(right.value, list(right_issues(right, entry.name, known, day))) for right in Right]


@requires(ROLL.readers)
@require_safe
def print_roll(request: HttpRequest, code: str) -> HttpResponse:
    """The chosen people per branch or per building, to be printed by the browser."""
    at = standing(request, code)
    form = RollFilter(request.GET, election=at.election)
    by = "building" if request.GET.get("by") == "building" and _contact(at) else "branch"
    people = roll_lists.roll_list(at.election, form.choice())
    context = {
        "title": _("Roll per building") if by == "building" else _("Roll per branch"),
        "back": "elections:roll",
        "groups": roll_lists.grouped(people, by, lambda entry: entry),
        "by": by,
        "total": len(people),
        "contact": _contact(at),
    }
    return place_page(at, "roll", "elections/roll/print.html", context)


@requires(Act.EXPORT_LIST)
@require_POST
def export_roll(request: HttpRequest, code: str) -> HttpResponse:
    """What the list shows, all pages of it."""
    at = standing(request, code)
    people = roll_lists.roll_list(at.election, RollFilter(request.POST, election=at.election).choice())
    rows = roll_lines(people, contact=_contact(at))
    content = export_list(at.election, "roll", "选举人名册", rows, actor=account_of(request))
    return workbook_response(content, f"{at.election.community.name}选举人名册.xlsx")


@requires(Act.IMPORT_ROLL)
@require_safe
def template_of_roll(request: HttpRequest, code: str) -> HttpResponse:
    standing(request, code)
    return workbook_response(roll_template(), "党员花名册模板.xlsx")


def workbook_response(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=WORKBOOK)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


close_roll = act_page(CloseRollForm, subject=roll_closing.summary, template="elections/roll/close.html")
