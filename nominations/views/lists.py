"""初步人选 and 预备人选: proposed on the results, and put into force by the approver on the reply that is on record."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from elections.models import Election, MilestoneRecord, Request
from elections.rules.acts import Act
from elections.views.access import account_of, desk_election, requires
from elections.views.acts import act_page
from elections.views.places import place_page, standing
from elections.views.refusals import refusals_told
from nominations.forms import lists as forms
from nominations.models import NomineeList
from nominations.places import LISTS
from nominations.queries.late_lists import kinds_on_paper, reserve_state
from nominations.queries.lists import has_scanned_reply, list_versions, listed_posts, newest_request
from nominations.queries.proposals import composition_of, outlook_of
from nominations.rules.nominee_steps import is_vetted_first
from nominations.services.lists import approve_preliminary


@requires(LISTS.readers)
@require_safe
def lists(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    versions = list_versions(at.election, NomineeList.Kind.PRELIMINARY)
    posts = listed_posts(versions[0]) if versions else []
    context = {
        "preliminary": versions[0] if versions else None,
        "earlier": versions[1:],
        "posts": posts,
        "targets": composition_of(at.election, {post.code: [line.nominee for line in post.lines] for post in posts}, at.now),
        **_asked(at.election, versions[0] if versions else None),
        "vetted_first": is_vetted_first(at.election.rules),
        "reserve": reserve_state(at.election),
        "on_paper": kinds_on_paper(at.election),
    }
    return place_page(at, "lists", "nominations/lists/lists.html", context)


def _asked(election: Election, listed: NomineeList | None) -> dict[str, object]:
    """What was asked of the superior since the list was proposed, and whether the scanned reply is there."""
    asked = newest_request(election, NomineeList.Kind.PRELIMINARY)
    if asked is None or listed is None or not asked.covers(listed.proposed_at):
        return {"asked": None, "covered": False, "waiting": False}
    return {"asked": asked, "covered": has_scanned_reply(asked), "waiting": asked.state == Request.State.SUBMITTED}


@requires(Act.PROPOSE_PRELIMINARY)
@require_safe
def look_at_proposal(request: HttpRequest, code: str) -> HttpResponse:
    """What the names ticked so far would come to; nothing is written."""
    at = standing(request, code)
    ticked = {key.removeprefix(forms.PREFIX): request.GET.getlist(key) for key in request.GET if key.startswith(forms.PREFIX)}
    outlook = outlook_of(at.election, forms.named_in(at.election, ticked), at.now)
    return render(request, "nominations/lists/outlook.html", {"outlook": outlook})


propose = act_page(forms.ProposeForm)


@requires(Act.APPROVE_PRELIMINARY)
@require_POST
def approve_preliminary_list(request: HttpRequest, code: str) -> HttpResponse:
    return _approve(request, code, approve_preliminary, gettext("The preliminary nominees are approved."))


def _approve(request: HttpRequest, code: str, service: Callable[..., MilestoneRecord], done: str) -> HttpResponse:
    with refusals_told(request):
        service(desk_election(request, code), actor=account_of(request))
        messages.success(request, done)
    return redirect("nominations:lists", code)
