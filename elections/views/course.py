"""办理情况: the steps with their dates, the milestones, and what only the approver undoes."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.forms import course as forms
from elections.places import COURSE
from elections.queries import timeline

from .access import requires
from .acts import act_page
from .places import place_page, standing


@requires(COURSE.readers)
@require_safe
def course(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    context = {
        "changes": timeline.phase_changes(at.election),
        "milestones": timeline.standing_milestones(at.election),
        "late_entries": timeline.late_entries(at.election),
    }
    return place_page(at, "course", "elections/course/course.html", context)


reopen = act_page(forms.ReopenPhaseForm)
postpone = act_page(forms.PostponeElectionForm)
annul = act_page(forms.AnnulElectionForm)
correct_milestone = act_page(forms.CorrectMilestoneForm, subject=timeline.standing_milestone)
