from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.places import MOBILISATION

from .access import requires
from .places import place_page, standing


@requires(MOBILISATION.readers)
@require_safe
def mobilisation(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    return place_page(at, "mobilisation", "elections/mobilisation/mobilisation.html", {})
