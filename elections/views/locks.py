"""A hall station that is left alone locks: its session opens no page any more until the holder has typed the password.

The pages lock themselves (static/js/hall.js); without JavaScript the server does it at the next request that comes too late.
"""

from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elections.models import Account
from elections.rules.acts import Act
from elections.stations import Station, station_at, station_of

LOCKED = "station_locked"
TOUCHED = "station_touched"  # when a person last did something at a station, and how many seconds it waits
GRACE = 20  # seconds: a page that is being typed in says so every fifteen
PASSWORD = "unlock_password"  # noqa: S105 - the name of a field
NOT_KEPT = {PASSWORD, "csrfmiddlewaretoken"}


def lock_page(request: HttpRequest, need: object, *, even_while_locked: bool) -> HttpResponse | None:
    """What is shown instead of the page, or None. `request.idle_seconds` is after how long the page locks itself."""
    station = _station(request, need)
    patience = station.patience if station else 0
    request.idle_seconds = patience * settings.HALL_IDLE_SECONDS  # type: ignore[attr-defined]
    if even_while_locked or (station is not None and not patience):
        return None
    if is_locked(request) and not _opens(request):
        return _locked(request)
    if patience:
        if not request.htmx:  # type: ignore[attr-defined]
            touch(request, patience * settings.HALL_IDLE_SECONDS)
    else:
        request.session.pop(TOUCHED, None)
    return None


def is_locked(request: HttpRequest) -> bool:
    """Said so, or left alone for too long."""
    touched = request.session.get(TOUCHED)
    if touched and timezone.now().timestamp() - touched[0] > touched[1] + GRACE:
        lock(request)
    return bool(request.session.get(LOCKED))


def lock(request: HttpRequest) -> None:
    request.session.pop(TOUCHED, None)
    request.session[LOCKED] = True


def touch(request: HttpRequest, seconds: int) -> None:
    request.session[TOUCHED] = [timezone.now().timestamp(), seconds]


def _station(request: HttpRequest, need: object) -> Station | None:
    """By its address, or as the station where the act is done."""
    match = request.resolver_match
    if match is None or "/hall/" not in match.route:
        return None
    found = station_of(need) if isinstance(need, Act) else station_at(match.view_name, need)
    return found or Station("", "", "")


def _opens(request: HttpRequest) -> bool:
    """The holder's own password; wrong tries count at the door."""
    password = request.POST.get(PASSWORD) if request.method == "POST" else None
    if not password or not isinstance(request.user, Account):
        return False
    if authenticate(request, username=request.user.username, password=password) != request.user:
        return False
    request.session.pop(LOCKED, None)
    return True


def _locked(request: HttpRequest) -> HttpResponse:
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204)
    tried = PASSWORD in request.POST
    sent = request.method == "POST"
    kept = [(name, value) for name, values in request.POST.lists() if name not in NOT_KEPT for value in values]
    context = {
        "unlock_url": request.path if sent else reverse("elections:unlock_station"),
        "kept": kept if sent else [("next", request.get_full_path())],
        "fault": gettext("This is not your password.") if tried else "",
    }
    return render(request, "elections/stations/locked.html", context, status=403)
