"""Locking a station of the hall, opening it again, and the pulse with which its page says that somebody is there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from . import locks
from .access import SIGNED_IN, even_while_locked, requires
from .sign_ins import next_of

STATE = "X-Station"


@even_while_locked
@requires(SIGNED_IN)
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    locks.lock(request)
    if request.POST.get("quietly"):
        return HttpResponse(status=204)
    return redirect(next_of(request) or reverse("elections:desk"))


@requires(SIGNED_IN)
@sensitive_post_parameters()
@require_POST
def unlock(request: HttpRequest) -> HttpResponse:
    """Who comes this far has typed the right password, or the station was not locked."""
    if request.POST.get("quietly"):
        return HttpResponse(status=204)
    return redirect(next_of(request) or reverse("elections:desk"))


@even_while_locked
@requires(SIGNED_IN)
@require_POST
def pulse(request: HttpRequest) -> HttpResponse:
    """Every fifteen seconds; `touched` where somebody has typed, pressed or pointed since the last one."""
    is_locked = locks.is_locked(request)
    if not is_locked and request.POST.get("touched") and locks.TOUCHED in request.session:
        locks.touch(request, request.session[locks.TOUCHED][1])
    return HttpResponse(status=204, headers={STATE: "locked" if is_locked else "open"})
