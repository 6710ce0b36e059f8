"""One election has one page; everything else hangs off it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from elections.forms.elections import AdvanceForm
from elections.labels import PHASES
from elections.messages import sentence
from elections.models import Election
from elections.panels import panels_for
from elections.permissions import STREET, roles_for
from elections.places import place_of
from elections.queries import inbox, notices, public, timeline
from elections.queries.attendance import turnout
from elections.queries.board import board_rows
from elections.queries.closing import closing_issues
from elections.queries.documents import documents_for
from elections.queries.duties import act_for, who_does
from elections.queries.outcomes import result_steps
from elections.queries.readiness import earliest, missing
from elections.queries.roll import figures_of
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.phases import Phase, next_step
from elections.services.elections import advance_phase
from elections.services.reports import receive_approval

from .access import SIGNED_IN, account_of, desk_election, requires
from .places import Standing, standing
from .refusals import refusals_told

NEWEST_ACTS = 12


@requires(SIGNED_IN)
@require_safe
def election(request: HttpRequest, code: str) -> HttpResponse:
    found = desk_election(request, code)
    at = standing(request, code)
    now, held = at.now, at.held
    chain = timeline.election_chain(found)
    states = notices.notice_states(found, now)
    context = {
        "election": found,
        "now": now,
        "steps": timeline.phase_bar(found),
        "late": board_rows([found])[0].late,
        "next": _next(found),
        **_missing(at),
        "open_matters": notices.open_matters(found),
        "may_advance": Act.ADVANCE_PHASE in at.may,
        "may_draft": bool(held & roles_for(Act.DRAFT_DOCUMENT)),
        "may": at.may,
        "places": at.places,
        "milestones": timeline.standing_milestones(found),
        "notices": states,
        "objections": notices.objection_counts(found),
        "figures": figures_of(found),
        "turnout": turnout(found),
        "contests": public.slate(found),
        "result": public.published_result(found),
        "to_approve": inbox.result_to_approve(found) if held & roles_for(Act.RECEIVE_APPROVAL) else None,
        "panels": panels_for("desk", found, now),
        "documents": documents_for(found, held),
        "requests": inbox.requests_of([found]),
        "chain": chain,
        "acts": timeline.newest_acts_of_people(chain, NEWEST_ACTS),
    }
    return render(request, "elections/election/election.html", context)


@requires(Act.ADVANCE_PHASE)
@require_POST
def advance(request: HttpRequest, code: str) -> HttpResponse:
    found = desk_election(request, code)
    form = AdvanceForm(request.POST)
    if form.is_valid():
        _advance(request, found, Phase(form.cleaned_data["to"]))
    return redirect("elections:election", code)


@requires(Act.RECEIVE_APPROVAL)
@require_POST
def approve_result(request: HttpRequest, code: str) -> HttpResponse:
    """On the reply that is on record; the election can then be closed."""
    found = desk_election(request, code)
    with refusals_told(request):
        receive_approval(found, actor=account_of(request))
        messages.success(request, gettext("The superior's approval of the result is on record."))
    return redirect("elections:election", code)


def _advance(request: HttpRequest, found: Election, to: Phase) -> None:
    with refusals_told(request):
        advance_phase(found, actor=account_of(request), to=to)
        messages.success(request, gettext("The election is now in “%(phase)s”.") % {"phase": PHASES[to]})


def _missing(at: Standing) -> dict[str, object]:
    """Each sentence with who does it, or that time alone brings it; and the moment at which it has brought everything."""
    issues = missing(at.election, at.now) or list(closing_issues(at.election))
    asked = {act_for(issue) for issue in issues}
    before = list(result_steps(at.election)) if at.election.phase == Phase.MEETING and Act.CERTIFY_RESULT in asked else []
    lines = [
        {"sentence": sentence(issue), "who": who_does(issue), "href": _where(issue, at), "by_itself": issue.code == "notice_runs"}
        for issue in [*before, *issues]
    ]
    return {"missing": lines, "earliest": earliest(at.election, issues)}


def _where(issue: Issue, at: Standing) -> str:
    """The page on which it is done, where the reader may open it."""
    if issue.code == "late_entries_unconfirmed":
        return reverse("elections:inbox") if at.held & STREET else ""
    act = act_for(issue)
    place = place_of(act) if act else None
    return reverse(place.url, args=[at.election.code]) if place in at.places else ""


def _next(found: Election) -> Phase | None:
    if found.annulled_at or found.sealed_at:
        return None
    step = next_step(Phase(found.phase), found.rules)
    return step.phase if step else None
