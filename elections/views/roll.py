from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.places import ROLL

from .access import requires
from .places import place_page, standing


@requires(ROLL.readers)
@require_safe
def roll(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return place_page(at, "roll", "elections/roll/roll.html", {})
