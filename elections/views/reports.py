"""结果报送与归档: one page from the confirmed result to the sealed archive, each part where it stands."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.forms import reports as forms
from elections.places import REPORT
from elections.queries import closing
from elections.queries.corrections import entry_corrections
from elections.queries.readiness import missing
from elections.queries.reports import result_course
from elections.rules.phases import Phase, next_step

from .access import requires
from .acts import act_page
from .places import place_page, standing


@requires(REPORT.readers)
@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    election = at.election
    course = result_course(election)
    step = next_step(Phase(election.phase), election.rules)
    context = {
        "course": course,
        "committee": closing.new_committee(election) if course.certified else [],
        "shares": closing.work_shares(election) if course.divided else [],
        "corrected": entry_corrections(election.office, election),
        "handover": closing.handover(election),
        "against_seal": list(closing.sealing_issues(election)) if election.phase == Phase.CLOSED and not election.sealed_at else [],
        "drafts": closing.papers_waiting(election) if election.phase == Phase.CLOSED else [],
        "archive": closing.archive_job(election),
        "next": step.phase if step and election.phase == Phase.REPORTING else None,
        "missing": missing(election, at.now) if election.phase == Phase.REPORTING else [],
    }
    return place_page(at, "report", "elections/reports/report.html", context)


publish = act_page(forms.PublishResultForm)
file = act_page(forms.FileReportForm)
approve = act_page(forms.ReceiveApprovalForm)
