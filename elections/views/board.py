"""The desk opens on what an account has to do next: board, inbox, the one election, the audit pages, or the duties in the hall."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from elections.forms.board import BoardFilter
from elections.labels import PHASES
from elections.messages import sentences_of
from elections.permissions import Role
from elections.queries.board import BoardRow, board_rows, coming_up
from elections.queries.scope import duties_of
from elections.queries.timetable import timetable
from elections.services.spreadsheets import workbook

from .access import SIGNED_IN, reader_of, requires

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(SIGNED_IN)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    if Role.STREET_APPROVER in reader.roles:
        return redirect("elections:inbox")
    if reader.is_at_desk and not reader.is_at_street_desk and len(reader.desk_elections) == 1:
        return redirect("elections:election", reader.desk_elections[0].code)
    if reader.is_at_desk:
        return redirect("elections:board")
    if reader.roles & {Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR}:
        return redirect("elections:office")
    if reader.observed_elections:
        return redirect("elections:records")
    return _duties(request)


@requires(SIGNED_IN)
@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """Each role of the account in a sentence, and where it can go now."""
    return _duties(request)


@requires(SIGNED_IN)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    if not reader.is_at_desk:
        return redirect("elections:desk")
    rows = board_rows(reader.desk_elections)
    form = BoardFilter(request.GET, phases=_phases_of(rows))
    context = {
        "section": "board",
        "form": form,
        "rows": form.chosen(rows),
        "total": len(rows),
        "coming": coming_up(rows),
        "sums": _sums(rows),
    }
    template = "elections/board/rows.html" if request.htmx else "elections/board/board.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@requires(SIGNED_IN)
@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    if not reader.is_at_desk:
        return redirect("elections:desk")
    table = timetable([election for election in reader.desk_elections if not election.annulled_at], timezone.localdate(reader.now))
    return render(request, "elections/board/timetable.html", {"section": "board", "table": table})


@requires(SIGNED_IN)
@require_safe
def board_file(request: HttpRequest) -> HttpResponse:
    """The board as a spreadsheet: names of communities, days and numbers, nobody's name."""
    reader = reader_of(request)
    if not reader.is_at_desk:
        return redirect("elections:desk")
    rows = board_rows(reader.desk_elections)
    phases = [step.phase for step in rows[0].steps] if rows else []
    head = [_("Community"), *(PHASES[phase] for phase in phases), _("Now"), _("Open objections"), _("Waiting requests"), _("Notes")]
    lines = [_line(row) for row in rows]
    content = workbook(gettext("Board"), [[str(cell) for cell in head], *lines])
    response = HttpResponse(content, content_type=SPREADSHEET)
    response.headers["Content-Disposition"] = content_disposition_header(True, gettext("Board") + ".xlsx") or "attachment"
    return response


def _line(row: BoardRow) -> list[object]:
    days = [step.entered_on.isoformat() if step.entered_on else "" for step in row.steps]
    late = "；".join(sentences_of(row.late))
    return [row.election.community.name, *days, str(PHASES[row.election.phase]), row.objections, row.requests, late]


def _duties(request: HttpRequest) -> HttpResponse:
    return render(request, "elections/board/duties.html", {"duties": duties_of(reader_of(request))})


def _phases_of(rows: Iterable[BoardRow]) -> list[str]:
    return sorted({step.phase.value for row in rows for step in row.steps if step.state != "off"})


def _sums(rows: Iterable[BoardRow]) -> dict[str, int]:
    rows = list(rows)
    return {
        "late": sum(bool(row.late) for row in rows),
        "running": sum(len(row.running) for row in rows),
        "objections": sum(row.objections for row in rows),
        "requests": sum(row.requests for row in rows),
    }
