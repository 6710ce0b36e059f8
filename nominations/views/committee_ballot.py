from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.views.access import requires
from elections.views.places import place_page, standing
from nominations.places import COMMITTEE_BALLOT


@requires(COMMITTEE_BALLOT.readers)
@require_safe
def committee_ballot(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return place_page(at, "committee-ballot", "nominations/committee_ballot/committee_ballot.html", {})
