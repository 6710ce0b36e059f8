"""会议记录与报送: what meetings decided, what was asked of the superior, and the answers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from elections.forms import decisions as forms
from elections.forms.requests import SubmitRequestForm
from elections.models import Election
from elections.places import DECISIONS
from elections.queries import decisions as found
from elections.queries import inbox, requests
from elections.queries.clock import election_now
from elections.rules.acts import Act
from elections.services.drafts import Draft, draft_of
from elections.services.papers import prepare_paper

from .access import account_of, desk_election, requires
from .acts import Asked, act_page
from .places import place_page, standing
from .refusals import refusals_told


@requires(DECISIONS.readers)
@require_safe
def decisions(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    asking = requests.asking(at.election, at.now)
    matters = requests.matters(asking)
    context = {
        "requests": inbox.answers_of(reversed(asking.asked)),
        "needed": [matter for matter in matters if matter.is_needed],
        "others": [matter for matter in matters if not matter.is_needed and not matter.is_waiting],
        "decisions": found.standing_decisions(at.election),
        "wanted": found.matters_by_hand(at.election),
    }
    return place_page(at, "decisions", "elections/decisions/decisions.html", context)


@requires(DECISIONS.readers)
@require_safe
def decision(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    at = standing(request, code)
    shown = found.decision(at.election, pk)
    if shown is None:
        raise Http404
    context = {"decision": shown, "earlier": found.earlier_versions(shown), "rests": found.milestones_resting_on(shown)}
    return place_page(at, "decisions", "elections/decisions/decision.html", context)


def _decision_page(asked: Asked, result: Any) -> str:
    assert asked.election is not None
    made = result or asked.subject
    return reverse("elections:decision", args=[asked.election.code, made.pk])


record = act_page(forms.RecordDecisionForm)
correct = act_page(forms.CorrectDecisionForm, subject=found.standing_decision, back=_decision_page)


def _draft(election: Election, kind: str) -> Draft | None:
    """A matter that waits for its answer is not asked twice; the report asks for its own approval."""
    asking = requests.asking(election, election_now(election))
    matter = next((matter for matter in requests.matters(asking) if matter.kind == kind), None)
    return draft_of(asking, matter) if matter else None


submit = act_page(SubmitRequestForm, subject=_draft, template="elections/requests/submit.html")


@requires(Act.DRAFT_DOCUMENT)
@require_POST
def make_letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The 请示, or the 批复 to it, as a paper filled from what is on record."""
    item = requests.request_of(desk_election(request, code), pk)
    if item is None:
        raise Http404
    answer = item.replies.last()
    kind, key = ("reply", answer.pk) if request.POST.get("letter") == "reply" and answer else ("request_letter", item.pk)
    with refusals_told(request):
        paper = prepare_paper(item.election, kind, str(key), actor=account_of(request))
        said = gettext("“%(title)s” stands among the documents; its PDF follows in a moment.")
        messages.success(request, said % {"title": paper.title})
    return redirect("elections:request", code, pk)
