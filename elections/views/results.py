"""选举结果: who is elected to what, what is missing before the result is certified, and the way into the reports."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from elections.forms import results as forms
from elections.places import HALL
from elections.queries import results as queries
from elections.queries.attendance import turnout
from elections.queries.outcomes import PlenaryContest, plenary_contests
from elections.queries.readiness import missing, reached_milestones
from elections.queries.rounds import MeetingRounds, meeting_rounds
from elections.rules.acts import Act, Milestone
from elections.rules.phases import Phase

from .access import requires
from .acts import Asked, act_page
from .hall import hall_page
from .places import standing


@requires(HALL.readers)
@require_safe
def hall_result(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    certified = Milestone.RESULT_CERTIFIED in reached_milestones(at.election)
    in_hall = at.election.phase == Phase.MEETING
    meetings, plenaries = meeting_rounds(at.election), plenary_contests(at.election)
    context = {
        "meetings": meetings,
        "states": queries.contest_states(at.election),
        "plenaries": plenaries,
        "to_convene": _is_plenary_due(meetings, plenaries),
        "turnout": turnout(at.election),
        "declined": queries.declined_people(at.election),
        "issues": [] if certified else list(queries.certifying_issues(at.election)),
        "certified": certified,
        "missing": missing(at.election, at.now) if certified and in_hall else [],
        "may_advance": certified and in_hall and Act.ADVANCE_PHASE in at.may,
    }
    return hall_page(at, "rounds", "elections/outcomes/result.html", context)


def _is_plenary_due(meetings: Sequence[MeetingRounds], plenaries: Sequence[PlenaryContest]) -> bool:
    """A new body is elected and nobody has called it together yet."""
    convened = {item.meeting.stage for item in meetings}
    return any(post.is_open and post.contest.stage not in convened for post in plenaries)


def _to_result(asked: Asked, result: Any = None) -> str:
    return reverse("elections:hall_result", args=[asked.election.code if asked.election else ""])


certify_result = act_page(forms.CertifyResultForm, back=_to_result, cancel=_to_result, template="elections/hall/act.html")
pass_discipline_secretary = act_page(
    forms.PassDisciplineSecretaryForm, back=_to_result, cancel=_to_result, template="elections/hall/act.html"
)
