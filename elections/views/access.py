"""Who may open a page. Every view says so with `requires`; tests list it, and the rest is a 404 or a 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from elections.models import Account, Election
from elections.permissions import Role, roles_for
from elections.queries.scope import Reader, read_account
from elections.rules.acts import Act

from .errors import signed_out
from .locks import lock_page
from .typed import typed_texts

PUBLIC: Literal["public"] = "public"
SIGNED_IN: Literal["signed_in"] = "signed_in"
DUE = "second_factor_due"  # in the session of an account whose role needs an authenticator, until it is added
Need = Act | frozenset[Role] | Literal["public", "signed_in"]
View = Callable[..., HttpResponseBase]


def requires(need: Need) -> Callable[[View], View]:
    """For an act: the role it needs, in the election whose code stands in the address, or in the account's own office.

    For a page that is only read: the roles that may read it."""

    def declare(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if need != PUBLIC and not request.user.is_authenticated:
                return _to_sign_in(request)
            if need != PUBLIC and request.session.get(DUE) and not getattr(checked, "even_while_due", False):
                return redirect("elections:second_factor")
            if need != PUBLIC:
                locked = lock_page(request, need, even_while_locked=getattr(checked, "even_while_locked", False))
                if locked is not None:
                    return locked
            if isinstance(need, Act):
                _refuse_without_role(request, roles_for(need), kwargs.get("code"))
            elif isinstance(need, frozenset):
                _refuse_without_role(request, need, kwargs.get("code"))
            return view(request, *args, **kwargs)

        checked.requires = need  # type: ignore[attr-defined]
        return checked

    return declare


def even_while_due(view: View) -> View:
    """Open to who still has to add an authenticator; everything else waits for that."""
    view.even_while_due = True  # type: ignore[attr-defined]
    return view


def even_while_locked(view: View) -> View:
    """Open at a station of the hall that is locked: what locks it, and the way out."""
    view.even_while_locked = True  # type: ignore[attr-defined]
    return view


def account_of(request: HttpRequest) -> Account:
    """The account of a signed-in request."""
    if not isinstance(request.user, Account):
        raise PermissionDenied
    return request.user


def reader_of(request: HttpRequest) -> Reader:
    """The account with its roles and elections, read once for each request."""
    found: Reader | None = getattr(request, "reader", None)
    if found is None:
        found = read_account(account_of(request))
        request.reader = found  # type: ignore[attr-defined]
    return found


def desk_election(request: HttpRequest, code: str) -> Election:
    return _by_code(reader_of(request).desk_elections, code)


def observed_election(request: HttpRequest, code: str) -> Election:
    return _by_code(reader_of(request).observed_elections, code)


def own_election(request: HttpRequest, code: str) -> Election:
    """At the desk or as an observer."""
    reader = reader_of(request)
    return _by_code([*reader.desk_elections, *reader.observed_elections], code)


def reached_election(request: HttpRequest, code: str) -> Election:
    """By any role of the account; what it may do there, the act says."""
    return _by_code(reader_of(request).reached_elections, code)


def _by_code(elections: list[Election], code: str) -> Election:
    for election in elections:
        if election.code == code:
            return election
    raise Http404


def _refuse_without_role(request: HttpRequest, needed: frozenset[Role], code: str | None) -> None:
    reader = reader_of(request)
    held = reader.roles_in_office if code is None else reader.roles_in(reached_election(request, code))
    if not held & needed:
        raise PermissionDenied


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Back to the page that was asked for; after a part of a page, to the desk. Whoever had typed something reads it once more."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(reverse("elections:sign_in"))
    if request.method == "POST" and typed_texts(request):
        return signed_out(request, redirect_to_login(request.get_full_path()).url)
    back = request.get_full_path() if request.method == "GET" else reverse("elections:desk")
    return redirect_to_login(back)
