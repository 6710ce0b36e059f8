from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.places import HALL

from .access import requires
from .places import place_page, standing


@requires(HALL.readers)
@require_safe
def hall(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return place_page(at, "hall", "elections/hall/hall.html", {})
