from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.views.access import requires
from elections.views.places import place_page, standing
from nominations.places import RECOMMENDATION


@requires(RECOMMENDATION.readers)
@require_safe
def recommendation(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return place_page(at, "recommendation", "nominations/recommendation/recommendation.html", {})
