"""方案与职位: posts and seats with their rules, the way to the superior and back, groups and leaders, the day of the meeting."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.forms import plan as forms
from elections.forms.corrections import CorrectTermForm
from elections.places import PLAN
from elections.queries import plan as queries
from elections.queries.corrections import entry_corrections
from elections.rules import sources

from .access import requires
from .acts import act_page
from .places import place_page, standing


@requires(PLAN.readers)
@require_safe
def plan(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    context = {
        "state": queries.plan_state(at.election),
        "rules": at.election.rules,
        "corrected": entry_corrections(at.election.office, at.election),
        "leadership": queries.leadership(at.election),
        "meeting": queries.meeting_day(at.election, at.election.meeting_on, at.now),
        "wished": queries.wished_days(at.election),
        "sources": sources,
    }
    return place_page(at, "plan", "elections/plan/plan.html", context)


set_posts = act_page(forms.PostsForm)
adopt = act_page(forms.AdoptPlanForm, subject=queries.plan_state, template="elections/plan/adopt.html")
correct_term = act_page(CorrectTermForm, subject=queries.itself, back="elections:plan")
choose_date = act_page(forms.MeetingDateForm, subject=queries.day_choice, template="elections/plan/day.html")
