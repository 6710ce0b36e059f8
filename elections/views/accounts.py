"""The door: signing in and out, the first sign-in with a paper slip, the own password, the language of the screens."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from elections.forms.accounts import ChangePasswordForm, FirstSignInForm, SignInForm
from elections.forms.layouts import refuse
from elections.middleware import LANGUAGE_KEY
from elections.models import Account
from elections.queries.accounts import account_named
from elections.rules.issues import RuleViolation
from elections.services import accounts

from .access import PUBLIC, SIGNED_IN, account_of, requires


@requires(PUBLIC)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = _known(request, username=form.cleaned_data["username"], password=form.cleaned_data["password"])
        if account is not None:
            return _enter(request, account)
        form.add_error(None, gettext("User name and password do not fit together."))
    return render(request, "elections/accounts/sign_in.html", {"form": form, "next": _next_of(request)})


@requires(PUBLIC)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def first_sign_in(request: HttpRequest) -> HttpResponse:
    form = FirstSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = _known(request, username=form.cleaned_data["username"], slip_code=form.cleaned_data["slip_code"])
        if account is None:
            form.add_error(None, gettext("User name and code do not fit together, or the code was used before."))
        elif _set_password(form, account, form.cleaned_data["slip_code"]):
            return _enter(request, account)
    return render(request, "elections/accounts/first_sign_in.html", {"form": form})


@requires(SIGNED_IN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST or None)
    account = account_of(request)
    if request.method == "POST" and form.is_valid():
        if _known(request, username=account.username, password=form.cleaned_data["password"]) != account:
            form.add_error("password", gettext("This is not the password until now."))
        elif _set_password(form, account, ""):
            update_session_auth_hash(request, account)
            messages.success(request, gettext("The new password is set."))
            return redirect("elections:desk")
    return render(request, "elections/accounts/change_password.html", {"form": form})


@requires(SIGNED_IN)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    accounts.record_sign_out(account_of(request))
    language = request.session.get(LANGUAGE_KEY)
    logout(request)
    if language:
        request.session[LANGUAGE_KEY] = language
    messages.success(request, gettext("You are signed out."))
    return redirect("elections:sign_in")


@requires(PUBLIC)
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """For this session, and for the account of who is signed in."""
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            accounts.choose_language(account_of(request), actor=account_of(request), language=language)
        request.session[LANGUAGE_KEY] = language
    return redirect(_next_of(request) or reverse("elections:public"))


def _known(request: HttpRequest, **credentials: str) -> Account | None:
    """One look at one hash. A failure for a name that exists is recorded, until the door is locked."""
    account = authenticate(request, **credentials)
    if isinstance(account, Account):
        return account
    named = account_named(credentials["username"])
    if named is not None and not getattr(request, "axes_locked_out", False):
        accounts.record_failed_sign_in(named)
    return None


def _set_password(form: FirstSignInForm | ChangePasswordForm, account: Account, code: str) -> bool:
    try:
        accounts.change_password(account, actor=account, password=form.cleaned_data["new_password"], code=code)
    except RuleViolation as refused:
        refuse(form, refused.issues)
        return False
    return True


def _enter(request: HttpRequest, account: Account) -> HttpResponse:
    """Signed in: a new session id, the act recorded, and on to the page that was asked for, if it is one of ours."""
    login(request, account)
    accounts.record_sign_in(account)
    return redirect(_next_of(request) or reverse("elections:desk"))


def _next_of(request: HttpRequest) -> str:
    """Where to go on, inside this site only."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    inside = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return target if inside else ""
