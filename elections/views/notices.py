from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.places import NOTICES

from .access import requires
from .places import place_page, standing


@requires(NOTICES.readers)
@require_safe
def notices(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return place_page(at, "notices", "elections/notices/notices.html", {})
