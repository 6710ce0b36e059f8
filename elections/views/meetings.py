"""候选人与大会准备: the slate, the meeting, what was prepared, who serves, the ballots, and what must be ready before the hall opens."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from elections.forms import meetings as forms
from elections.forms.corrections import CorrectPreparationForm
from elections.models import Election
from elections.places import MEETING
from elections.queries import meetings as queries
from elections.queries.corrections import entry_corrections
from elections.queries.meeting_dates import date_issues, is_known_rest_day
from elections.queries.readiness import issues_before, reached_milestones
from elections.queries.results import settled_meetings
from elections.queries.slate import slate_lines
from elections.rules.phases import Phase
from elections.services.ballot_papers import drafted_ballots, next_ballots

from .access import requires
from .acts import act_page
from .places import Standing, place_page, standing


@requires(MEETING.readers)
@require_safe
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    main = queries.main_meeting(at.election)
    context = {
        "main": main,
        "meetings": queries.meetings_of(at.election),
        "settled": settled_meetings(at.election),
        "may_convene_more": bool(queries.kinds_to_convene(at.election)),
        "slate": slate_lines(at.election),
        "corrected": entry_corrections(at.election.office, at.election),
        "preparations": queries.preparations(at.election),
        "officials": queries.proposed_officials(main) if main else [],
        "papers": drafted_ballots(at.election, next_ballots(main)) if main else [],
        "reached": reached_milestones(at.election),
        "before": _before(at),
        **_day(at.election, at),
    }
    return place_page(at, "meeting", "elections/meetings/meeting.html", context)


def _before(at: Standing) -> list[object]:
    """What the step table still asks for; once the meeting's step has begun, nothing."""
    order = list(Phase)
    is_later = order.index(Phase(at.election.phase)) >= order.index(Phase.MEETING)
    return [] if is_later else list(issues_before(at.election, Phase.MEETING, at.now))


def _day(election: Election, at: Standing) -> dict[str, object]:
    if election.meeting_on is None:
        return {}
    is_past = election.meeting_on < timezone.localdate(at.now)
    return {
        "is_rest_day": is_known_rest_day(election, election.meeting_on),
        "day_issues": [] if is_past else date_issues(election, election.meeting_on, at.now),
    }


convene = act_page(forms.ConveneMeetingForm)
change_date = act_page(forms.ChangeMeetingDateForm, subject=queries.convened_meeting)
record_preparation = act_page(forms.RecordPreparatoryMeetingForm)
correct_preparation = act_page(CorrectPreparationForm, subject=queries.preparation, back="elections:meeting")
