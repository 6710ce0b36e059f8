from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.places import DECISIONS

from .access import requires
from .places import place_page, standing


@requires(DECISIONS.readers)
@require_safe
def decisions(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return place_page(at, "decisions", "elections/decisions/decisions.html", {})
