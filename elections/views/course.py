"""办理情况: the steps with their dates, the milestones, and what only the approver undoes."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from elections.forms import course as forms
from elections.models import Election
from elections.places import COURSE
from elections.queries import timeline
from elections.queries.corrections import corrections
from elections.rules.acts import Act
from elections.rules.phases import Phase, late_steps
from elections.services.milestones import confirm_late_entry as confirm
from elections.services.milestones import recordable

from .access import account_of, desk_election, requires
from .acts import act_page
from .places import place_page, standing
from .refusals import refusals_told


@requires(COURSE.readers)
@require_safe
def course(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    context = {
        "recordable": recordable(at.election),
        "corrections": corrections(at.election),
        "late_steps": late_steps(at.election.rules),
        "late_needs": timeline.late_needs(at.election),
        "changes": timeline.phase_changes(at.election),
        "milestones": timeline.standing_milestones(at.election),
        "late_entries": timeline.late_entries(at.election),
    }
    return place_page(at, "course", "elections/course/course.html", context)


@requires(Act.CONFIRM_LATE_ENTRY)
@require_POST
def confirm_late_entry(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """From the inbox, or from the election's own page of what happened."""
    found = desk_election(request, code)
    entry = timeline.late_entry(found, pk)
    if entry is None:
        raise Http404
    with refusals_told(request):
        confirm(entry, actor=account_of(request))
        messages.success(request, gettext("The late entry is confirmed."))
    return redirect("elections:course", code) if request.POST.get("back") == "course" else redirect("elections:inbox")


def _later_step(election: Election, phase: str) -> Phase | None:
    return next((step for step in late_steps(election.rules) if step == phase), None)


record_milestone = act_page(forms.RecordMilestoneForm)
enter_late = act_page(forms.EnterElectionLateForm, subject=_later_step)
reopen = act_page(forms.ReopenPhaseForm)
postpone = act_page(forms.PostponeElectionForm)
annul = act_page(forms.AnnulElectionForm)
correct_milestone = act_page(forms.CorrectMilestoneForm, subject=timeline.standing_milestone)
