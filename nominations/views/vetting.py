"""资格联审 and 考察: the people on the preliminary list, what each department found, and who goes on."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.queries.readiness import reached_milestones
from elections.rules.acts import Milestone
from elections.views.access import requires
from elections.views.acts import act_page
from elections.views.places import place_page, standing
from nominations.forms import vetting as forms
from nominations.places import VETTING
from nominations.queries.vetting import vetting_board
from nominations.rules.nominee_steps import is_vetted_first


@requires(VETTING.readers)
@require_safe
def vetting(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    context = {
        "board": vetting_board(at.election),
        "is_certified": Milestone.VETTING_CERTIFIED in reached_milestones(at.election),
        "vetted_first": is_vetted_first(at.election.rules),
    }
    return place_page(at, "vetting", "nominations/vetting/vetting.html", context)


record_vetting = act_page(forms.RecordVettingForm, subject=vetting_board)
record_inspection = act_page(forms.RecordInspectionForm, subject=vetting_board)
certify_vetting = act_page(forms.CertifyVettingForm, subject=vetting_board, template="nominations/vetting/certify.html")
