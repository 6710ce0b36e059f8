"""Who works here: accounts, their paper slips, the roles they hold."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from elections.forms import appointments as forms
from elections.models import Account
from elections.queries import appointments as queries

from .access import reader_of, requires
from .acts import Asked, act_page
from .office import READERS, office_page


@requires(READERS)
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    form = forms.AccountFilter(request.GET)
    rows = queries.accounts_of(reader.account.office, reader.now, **form.asked)
    return office_page(request, "accounts", "elections/appointments/accounts.html", {"form": form, "rows": rows})


@requires(READERS)
@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    reader = reader_of(request)
    found = queries.account_of_office(reader.account.office, pk)
    if found is None:
        raise Http404
    held = queries.appointments_of(found)
    context = {
        "account": found,
        "own": found == reader.account,
        "standing": [item for item in held if item.ends_at is None],
        "ended": [item for item in held if item.ends_at is not None],
    }
    return office_page(request, "accounts", "elections/appointments/account.html", context)


def slips(asked: Asked, made: Any) -> HttpResponse:
    """Shown once: the codes stand on this page and nowhere else."""
    request = asked.request
    door = reverse("elections:first_sign_in")
    door = settings.PUBLIC_URL.rstrip("/") + door if settings.PUBLIC_URL else request.build_absolute_uri(door)
    return render(request, "elections/appointments/slips.html", {"slips": made, "door": door, "office": asked.office, "now": asked.now})


def _list(asked: Asked) -> str:
    return reverse("elections:accounts")


def _account(asked: Asked, result: Any = None) -> str:
    """The page of the account that the act was about, or whose role it was."""
    about = asked.subject if isinstance(asked.subject, Account) else asked.subject.account
    return reverse("elections:account", args=[about.pk])


create = act_page(forms.CreateAccountsForm, shown=slips, cancel=_list, back="elections:accounts")
appoint = act_page(forms.AppointForm, subject=queries.open_account, back=_account, cancel=_account)
end = act_page(forms.EndAppointmentForm, subject=queries.appointment_of, back=_account, cancel=_account)
reset = act_page(forms.ResetSignInForm, subject=queries.open_account, shown=slips, back=_account, cancel=_account)
close = act_page(forms.CloseAccountForm, subject=queries.open_account, back=_account, cancel=_account)
