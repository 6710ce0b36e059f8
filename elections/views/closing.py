"""收尾: division of work, hand-over, the seal, and the archive taken out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from elections.forms import closing as forms
from elections.forms.corrections import CorrectHandoverForm
from elections.places import REPORT
from elections.queries.closing import archive_job, handover
from elections.rules.acts import Act
from elections.services.records import export_archive

from .access import account_of, reached_election, requires
from .acts import act_page
from .places import place_page, standing
from .refusals import refusals_told

divide = act_page(forms.DivideWorkForm)
hand_over = act_page(forms.HandoverForm)
correct_handover = act_page(CorrectHandoverForm, subject=handover, back="elections:report")
seal = act_page(forms.SealArchiveForm, template="elections/reports/seal.html")


@requires(REPORT.readers)
@require_safe
def archive_state(request: HttpRequest, code: str) -> HttpResponse:
    """A part of the page that asks for itself while the archive is being packed; without scripts a reload shows the same."""
    at = standing(request, code)
    return place_page(at, "report", "elections/reports/archive.html", {"archive": archive_job(at.election)})


@requires(Act.EXPORT_ARCHIVE)
@require_POST
def download(request: HttpRequest, code: str) -> HttpResponse:
    election = reached_election(request, code)
    with refusals_told(request):
        response = HttpResponse(export_archive(election, actor=account_of(request)), content_type="application/zip")
        response.headers["Content-Disposition"] = content_disposition_header(True, f"{election.community.name}归档.zip") or ""
        return response
    return redirect("elections:report", code)
