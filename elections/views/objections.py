"""反映问题: what the objection handler alone reads and rules on."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from elections.forms import objections as forms
from elections.models import Objection
from elections.permissions import Role
from elections.queries.notice_rounds import round_notice_of
from elections.queries.objections import may_read, objection_of

from .access import account_of, requires
from .acts import Asked, act_page
from .notices import to_notice
from .places import place_page, standing


@requires(frozenset({Role.OBJECTION_HANDLER}))
@require_safe
def objection(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Who is a nominee of this election reads none."""
    at = standing(request, code)
    if not may_read(account_of(request), at.election):
        raise PermissionDenied
    found = objection_of(at.election, pk)
    if found is None:
        raise Http404
    return place_page(at, "notices", "elections/notices/objection.html", {"objection": found, "ruling": getattr(found, "ruling", None)})


def _to_objection(asked: Asked, made: object = None) -> str:
    found = made if isinstance(made, Objection) else asked.subject
    if isinstance(found, Objection):
        return reverse("elections:objection", args=[found.notice.election.code, found.pk])
    return to_notice(asked)


receive = act_page(forms.ReceiveObjectionForm, subject=round_notice_of, back=_to_objection, cancel=to_notice)
rule = act_page(
    forms.RuleOnObjectionForm,
    subject=objection_of,
    back=_to_objection,
    cancel=_to_objection,
    template="elections/notices/rule.html",
)
