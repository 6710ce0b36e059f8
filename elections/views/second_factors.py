"""The authenticator of an account: added with a picture and a code, recovery codes shown once, taken away with the password."""

import base64
import io

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from elections.forms.layouts import refuse
from elections.forms.sign_ins import AddSecondFactorForm, PasswordOnceMoreForm, RequireSecondFactorForm
from elections.models import Account
from elections.queries.sign_ins import has_second_factor
from elections.rules.issues import RuleViolation
from elections.services import second_factors as services

from .access import DUE, SIGNED_IN, account_of, even_while_due, requires
from .acts import act_page
from .sign_ins import known

SECRET = "new_second_factor"  # in the session until a code made with it was typed  # noqa: S105


@even_while_due
@requires(SIGNED_IN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Adding one; who has one already sees that."""
    account = account_of(request)
    if has_second_factor(account):
        request.session.pop(DUE, None)
        return redirect("elections:sign_ins")
    secret = request.session.setdefault(SECRET, services.new_secret())
    form = AddSecondFactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = services.add_second_factor(account, actor=account, secret=secret, code=form.cleaned_data["code"])
        except RuleViolation as refused:
            refuse(form, refused.issues)
        else:
            request.session.pop(SECRET)
            request.session.pop(DUE, None)
            return _codes(request, account, codes)
    picture = _picture(services.enrolment_address(account, secret))
    context = {"form": form, "picture": picture, "secret": secret, "due": request.session.get(DUE, False)}
    return render(request, "elections/accounts/second_factor.html", context)


@requires(SIGNED_IN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def remove_second_factor(request: HttpRequest) -> HttpResponse:
    form = PasswordOnceMoreForm(request.POST or None)
    account = account_of(request)
    if request.method == "POST" and form.is_valid() and _is_holder(request, form, account):
        try:
            services.remove_second_factor(account, actor=account)
        except RuleViolation as refused:
            refuse(form, refused.issues)
        else:
            messages.success(request, gettext("The authenticator is removed; the password alone opens the desk."))
            return redirect("elections:sign_ins")
    context = {"form": form, "title": gettext("Remove the authenticator")}
    return render(request, "elections/accounts/password_once_more.html", context)


@requires(SIGNED_IN)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def renew_recovery_codes(request: HttpRequest) -> HttpResponse:
    form = PasswordOnceMoreForm(request.POST or None)
    account = account_of(request)
    if request.method == "POST" and form.is_valid() and _is_holder(request, form, account):
        try:
            return _codes(request, account, services.renew_recovery_codes(account, actor=account))
        except RuleViolation as refused:
            refuse(form, refused.issues)
    context = {"form": form, "title": gettext("New recovery codes")}
    return render(request, "elections/accounts/password_once_more.html", context)


require = act_page(RequireSecondFactorForm)


def _is_holder(request: HttpRequest, form: PasswordOnceMoreForm, account: Account) -> bool:
    if known(request, username=account.username, password=form.cleaned_data["password"]) == account:
        return True
    form.add_error("password", gettext("This is not the password until now."))
    return False


def _codes(request: HttpRequest, account: Account, codes: list[str]) -> HttpResponse:
    """Shown in this answer and nowhere again."""
    groups = [" ".join(code[place : place + 4] for place in range(0, len(code), 4)) for code in codes]
    return render(request, "elections/accounts/recovery_codes.html", {"codes": groups, "account": account})


def _picture(address: str) -> str:
    written = io.BytesIO()
    segno.make(address, error="m").save(written, kind="svg", scale=5, border=2)
    return "data:image/svg+xml;base64," + base64.b64encode(written.getvalue()).decode()
