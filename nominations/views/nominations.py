"""海推: the round, who is nominated by whom, and the sheets typed from paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from elections.queries.corrections import entry_corrections
from elections.views.access import requires
from elections.views.acts import Asked, act_page
from elections.views.places import place_page, standing
from nominations.forms import endorsement
from nominations.forms import nominations as forms
from nominations.models import Nomination
from nominations.places import NOMINATION
from nominations.queries import nominations as queries
from nominations.queries import remedies
from nominations.queries.nominees import nominee_lines
from nominations.queries.rounds import last_participation, outlook, rounds_of, shortages

from .nominee_lists import list_context
from .nominees import nominee_url

REGISTER = "nominations/nominations/register.html"


@requires(NOMINATION.readers)
@require_safe
def nomination(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    listed = list_context(at, nominee_lines(at.election))
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "nominations/nominees/list.html", listed | {"election": at.election, "may": at.may})
    context = {
        **listed,
        "course": outlook(at.election, at.now),
        "rounds": rounds_of(at.election),
        "corrected": entry_corrections(at.election.office, at.election),
        "participation": last_participation(at.election),
        "shortages": shortages(at.election),
        "remedies": remedies.remedies_of(at.election),
        "extension": remedies.unused_remedy(at.election, remedies.Kind.EXTENSION),
        "reply": remedies.shortage_reply(at.election),
        "asked": remedies.shortage_request(at.election),
        "may_recommend": remedies.organisation_recommends(at.election),
    }
    return place_page(at, "nomination", "nominations/nominations/nomination.html", context)


register_self = act_page(forms.RegisterSelfForm, template=REGISTER)
register_joint = act_page(endorsement.RegisterJointForm, template=REGISTER)
register_organisation = act_page(forms.RegisterOrganisationForm, template=REGISTER)


def _to_nominee(asked: Asked, result: Nomination | None) -> str:
    return nominee_url(asked.subject.nominee)


strike = act_page(forms.StrikeForm, subject=queries.sheet, back=_to_nominee, cancel=lambda asked: nominee_url(asked.subject.nominee))
