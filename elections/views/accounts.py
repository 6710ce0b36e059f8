"""The door: signing in and out, the first sign-in with a paper slip, the own password, the language of the screens and the size
of their text."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from elections.forms.accounts import ChangePasswordForm, FirstSignInForm, SignInForm
from elections.forms.layouts import refuse
from elections.middleware import LANGUAGE_KEY
from elections.models import Account
from elections.queries.foundings import is_founded
from elections.queries.sign_ins import has_second_factor
from elections.rules.issues import RuleViolation
from elections.services import accounts, sign_ins

from .access import PUBLIC, SIGNED_IN, account_of, even_while_due, even_while_locked, requires
from .context import LARGE, TEXT_SIZE
from .sign_ins import enter, follow_session, known, next_of, to_second_factor

YEAR = 365 * 24 * 60 * 60  # seconds


@requires(PUBLIC)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if not is_founded():
        return redirect("elections:begin")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = known(request, username=form.cleaned_data["username"], password=form.cleaned_data["password"])
        if account is not None:
            return to_second_factor(request, account, next_of(request)) if has_second_factor(account) else enter(request, account)
        form.add_error(None, gettext("User name and password do not fit together."))
    return render(request, "elections/accounts/sign_in.html", {"form": form, "next": next_of(request)})


@requires(PUBLIC)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def first_sign_in(request: HttpRequest) -> HttpResponse:
    form = FirstSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = known(request, username=form.cleaned_data["username"], slip_code=form.cleaned_data["slip_code"])
        if account is None:
            form.add_error(None, gettext("User name and code do not fit together, or the code was used before."))
        elif _set_password(form, account, form.cleaned_data["slip_code"]):
            return enter(request, account)
    return render(request, "elections/accounts/first_sign_in.html", {"form": form})


@requires(SIGNED_IN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST or None)
    account = account_of(request)
    if request.method == "POST" and form.is_valid():
        if known(request, username=account.username, password=form.cleaned_data["password"]) != account:
            form.add_error("password", gettext("This is not the password until now."))
        elif _set_password(form, account, ""):
            follow_session(request, account)
            messages.success(request, gettext("The new password is set."))
            return redirect("elections:desk")
    return render(request, "elections/accounts/change_password.html", {"form": form})


@even_while_locked
@even_while_due
@requires(SIGNED_IN)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    sign_ins.record_sign_out(account_of(request), session_key=request.session.session_key or "")
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
    return redirect(next_of(request) or _home(request))


@requires(PUBLIC)
@require_POST
def choose_text_size(request: HttpRequest) -> HttpResponse:
    """大字 for elderly readers, on this device: no session, nothing about who reads."""
    response = redirect(next_of(request) or _home(request))
    if request.POST.get("size") == LARGE:
        response.set_cookie(TEXT_SIZE, LARGE, max_age=YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    else:
        response.delete_cookie(TEXT_SIZE, samesite="Lax")
    return response


def _home(request: HttpRequest) -> str:
    return reverse("elections:desk" if request.user.is_authenticated else "elections:public")


def _set_password(form: FirstSignInForm | ChangePasswordForm, account: Account, code: str) -> bool:
    try:
        accounts.change_password(account, actor=account, password=form.cleaned_data["new_password"], code=code)
    except RuleViolation as refused:
        refuse(form, refused.issues)
        return False
    return True
