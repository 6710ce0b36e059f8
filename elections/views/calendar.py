"""The years whose working days the office knows."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from elections.forms.calendar import LoadCalendarYearForm
from elections.queries.office import known_years

from .access import reader_of, requires
from .acts import Asked, act_page
from .office import READERS, office_page


@requires(READERS)
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    return office_page(request, "calendar", "elections/calendar/calendar.html", {"years": known_years(reader_of(request).account.office)})


def _list(asked: Asked) -> str:
    return reverse("elections:calendar")


load = act_page(LoadCalendarYearForm, back="elections:calendar", cancel=_list)
