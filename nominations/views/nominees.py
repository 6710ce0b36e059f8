"""One nominee: the sheets with their endorsers, the way so far, consent and withdrawal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from elections.permissions import roles_for
from elections.rules.acts import Act
from elections.views.access import requires
from elections.views.acts import act_page
from elections.views.places import Standing, place_page, standing
from nominations.forms import nominees as forms
from nominations.models import Nominee
from nominations.places import NOMINATION
from nominations.queries import nominees as queries
from nominations.queries.nominations import sheets_of
from nominations.rules.nominee_steps import NomineeStep, has_consented, is_in


@requires(NOMINATION.readers)
@require_safe
def nominee(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    at = standing(request, code)
    found = queries.nominee(at.election, pk)
    if found is None:
        raise Http404
    context = {
        "nominee": found,
        "steps": found.steps.all(),
        "failed": found.steps_taken[-1:] == (NomineeStep.VETTING_FAILED,),
        "stands": is_in(found.steps_taken),
        "consented": has_consented(found.steps_taken),
        "sheets": sheets_of(found),
        "sees_endorsers": _sees_endorsers(at),
        "same_name": [] if found.entry.account else _same_name(at, found),
    }
    return place_page(at, "nomination", "nominations/nominees/nominee.html", context)


def nominee_url(nominee: Nominee) -> str:
    return reverse("nominations:nominee", args=[nominee.election.code, nominee.pk])


consent = act_page(forms.ConsentForm, subject=queries.nominee)
withdraw = act_page(forms.WithdrawForm, subject=queries.nominee)
reinstate = act_page(
    forms.ReinstateForm,
    subject=queries.nominee,
    back=lambda asked, _result: nominee_url(asked.subject),
    cancel=lambda asked: nominee_url(asked.subject),
)
link_account = act_page(
    forms.LinkAccountForm,
    subject=queries.nominee,
    back=lambda asked, _result: nominee_url(asked.subject),
    cancel=lambda asked: nominee_url(asked.subject),
)


def _sees_endorsers(at: Standing) -> bool:
    """Who registers sheets, as long as no sheet is about the own candidacy."""
    return bool(at.held & roles_for(Act.REGISTER_NOMINATION)) and not at.barred


def _same_name(at: Standing, found: Nominee) -> list[str]:
    named = queries.accounts_named(queries.accounts_at_work(at.election, at.now), found.entry.name)
    return [str(account) for account in named]
