from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.places import MEETING

from .access import requires
from .places import place_page, standing


@requires(MEETING.readers)
@require_safe
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return place_page(at, "meeting", "elections/meetings/meeting.html", {})
