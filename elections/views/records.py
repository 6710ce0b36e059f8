"""Audit pages: an observer checks alone what was done when, that the figures add up, and that nothing was changed afterwards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from elections.panels import panels_for
from elections.queries import notices, public, timeline
from elections.queries.attendance import turnout
from elections.queries.clock import election_now
from elections.queries.documents import documents_for
from elections.queries.postings import result_postings
from elections.queries.reconciliation import decided_rounds
from elections.queries.scope import AUDIT_ROLES
from elections.rules.acts import Act
from elections.services.records import export_record

from .access import SIGNED_IN, account_of, desk_election, observed_election, own_election, reader_of, requires

ACTS_ON_A_PAGE = 100


@requires(SIGNED_IN)
@require_safe
def records(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    if not reader.roles & AUDIT_ROLES:
        return redirect("elections:desk")
    heads = public.heads(reader.observed_elections)
    return render(request, "elections/records/records.html", {"section": "records", "heads": heads})


@requires(SIGNED_IN)
@require_safe
def record(request: HttpRequest, code: str) -> HttpResponse:
    """The observer's page of one election: steps, proof, figures, acts without names."""
    found = observed_election(request, code)
    now = election_now(found)
    chain = timeline.election_chain(found)
    context = {
        "section": "records",
        "election": found,
        "now": now,
        "steps": timeline.phase_bar(found),
        "milestones": timeline.standing_milestones(found),
        "notices": notices.notice_states(found, now),
        "objections": notices.objection_counts(found),
        "turnout": turnout(found),
        "rounds": decided_rounds(found),
        "result": public.published_result(found),
        "postings": result_postings(found),
        "panels": panels_for("observer", found, now),
        "documents": documents_for(found, reader_of(request).roles_in(found)),
        "chain": chain,
        "acts": timeline.recorded_acts(chain, newest=ACTS_ON_A_PAGE, upto=_upto(request)),
    }
    return render(request, "elections/records/record.html", context)


@requires(SIGNED_IN)
@require_safe
def acts(request: HttpRequest, code: str) -> HttpResponse:
    """The desk's list of everything that was done in one election."""
    found = desk_election(request, code)
    chain = timeline.election_chain(found)
    street = reader_of(request).is_at_street_desk
    shown = timeline.recorded_acts(chain, newest=ACTS_ON_A_PAGE, upto=_upto(request), street=street)
    return render(request, "elections/records/acts.html", {"election": found, "chain": chain, "acts": shown})


@requires(Act.EXPORT_RECORD)
@require_POST
def export(request: HttpRequest, code: str) -> HttpResponse:
    found = own_election(request, code)
    content = export_record(found, actor=account_of(request))
    return download(content, f"audit-{found.code}.jsonl", "application/jsonl")


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _upto(request: HttpRequest) -> int | None:
    text = request.GET.get("upto", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
