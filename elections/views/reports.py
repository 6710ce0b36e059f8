from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.places import REPORT

from .access import requires
from .places import place_page, standing


@requires(REPORT.readers)
@require_safe
def report(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return place_page(at, "report", "elections/reports/report.html", {})
