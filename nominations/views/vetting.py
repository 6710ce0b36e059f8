from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.views.access import requires
from elections.views.places import place_page, standing
from nominations.places import VETTING


@requires(VETTING.readers)
@require_safe
def vetting(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return place_page(at, "vetting", "nominations/vetting/vetting.html", {})
