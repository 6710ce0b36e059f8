"""A rehearsal's clock, and its end: one act, after which a real office can be founded."""

import logging

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from elections.forms import rehearsals as forms
from elections.queries.foundings import is_founded
from elections.services.foundings import renew_founding_code
from elections.services.rehearsals import Removed

from .access import reader_of, requires
from .acts import Asked, act_page
from .office import CLOCK_READERS, office_page

log = logging.getLogger(__name__)


@requires(CLOCK_READERS)
@require_safe
def rehearsal(request: HttpRequest) -> HttpResponse:
    if not reader_of(request).account.office.rehearsal:
        raise Http404
    return office_page(request, "rehearsal", "elections/rehearsals/rehearsal.html", {})


def _page(asked: Asked) -> str:
    return reverse("elections:rehearsal")


def _gone(asked: Asked, removed: Removed) -> HttpResponse:
    """The account that did it is gone too. Where no other office is, the console shows the code to found one."""
    logout(asked.request)
    if is_founded():
        messages.success(asked.request, gettext("The rehearsal is removed."))
        return redirect("elections:sign_in")
    code = renew_founding_code()
    spaced = "-".join(code[place : place + 4] for place in range(0, len(code), 4))
    log.warning(gettext("Code to found the office: %(code)s"), {"code": spaced})
    messages.success(asked.request, gettext("The rehearsal is removed. The code for the real office stands in the window of the program."))
    return redirect("elections:begin")


move_clock = act_page(forms.MoveClockForm, back="elections:rehearsal", cancel=_page)
remove = act_page(forms.RemoveRehearsalForm, shown=_gone, back="elections:rehearsal", cancel=_page)
