from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.places import PLAN

from .access import requires
from .places import place_page, standing


@requires(PLAN.readers)
@require_safe
def plan(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return place_page(at, "plan", "elections/plan/plan.html", {})
