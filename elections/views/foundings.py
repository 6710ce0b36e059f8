"""The first run of an installation without an office: a page that is there until somebody has founded it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from elections.forms.foundings import BeginForm
from elections.forms.layouts import refuse
from elections.queries.foundings import is_founded
from elections.rules.issues import RuleViolation
from elections.services import foundings

from .access import PUBLIC, requires
from .sign_ins import enter


@requires(PUBLIC)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    if is_founded():
        raise Http404
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = foundings.begin_office(form.cleaned_data["founding_code"], form.wanted())
        except RuleViolation as refused:
            refuse(form, refused.issues)
        else:
            account.backend = "elections.authentication.PasswordBackend"
            messages.success(request, gettext("The office is founded. Next: the communities, then the accounts."))
            return enter(request, account)
    return render(request, "elections/foundings/begin.html", {"form": form})
