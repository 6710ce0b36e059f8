"""可不计入应到会: the cases, each from proposal to the meeting's vote."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.forms import exclusions as forms
from elections.places import ROLL
from elections.queries import roll, roll_closing, roll_lists

from .access import requires
from .acts import act_page
from .places import place_page, standing


@requires(ROLL.readers)
@require_safe
def exclusions(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    context = {
        "exclusions": roll_lists.exclusions_of(at.election),
        "closed": roll.is_closed(at.election),
        "waiting": roll_closing.proposed(at.election),
        "issues": list(roll_closing.consent_issues(at.election)),
    }
    return place_page(at, "roll", "elections/exclusions/exclusions.html", context)


propose = act_page(forms.ProposeExclusionForm, back="elections:exclusions")
propose_for = act_page(forms.ProposeExclusionForm, subject=roll_lists.standing_entry, back="elections:exclusions")
withdraw = act_page(forms.WithdrawExclusionForm, subject=roll_lists.exclusion_of, back="elections:exclusions")
