"""The list of nominees: what is asked of it, the print per branch, the workbook."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from elections.rules.acts import Act
from elections.services.records import export_list
from elections.views.access import account_of, requires
from elections.views.pages import one_page
from elections.views.places import Standing, place_page, standing
from elections.views.roll import workbook_response
from nominations.forms.nominee_lists import NomineeFilter
from nominations.places import NOMINATION
from nominations.queries import nominee_lists as queries
from nominations.queries.nominees import NomineeLine
from nominations.services.nominee_lists import nominee_rows


def list_context(at: Standing, everybody: Sequence[NomineeLine]) -> dict[str, Any]:
    """One page of those who were chosen among everybody; `nominated` says whether there is anybody to choose among."""
    form = NomineeFilter(at.request.GET, election=at.election)
    choice = form.choice()
    paged = one_page(at.request, queries.chosen(everybody, choice))
    return {"form": form, "choice": choice, "nominated": bool(everybody), "lines": paged["page"].object_list, **paged}


@requires(NOMINATION.readers)
@require_safe
def print_nominees(request: HttpRequest, code: str) -> HttpResponse:
    """The chosen nominees per branch, to be printed by the browser."""
    at = standing(request, code)
    choice = queries.for_paper(NomineeFilter(request.GET, election=at.election).choice())
    found = queries.nominee_list(at.election, choice)
    context = {
        "title": _("Nominees per branch"),
        "back": "nominations:nomination",
        "groups": queries.by_branch(at.election, found),
        "total": len(found),
    }
    return place_page(at, "nomination", "nominations/nominees/print.html", context)


@requires(Act.EXPORT_LIST)
@require_POST
def export_nominees(request: HttpRequest, code: str) -> HttpResponse:
    """What the list shows, all pages of it."""
    at = standing(request, code)
    choice = queries.for_paper(NomineeFilter(request.POST, election=at.election).choice())
    found = queries.nominee_list(at.election, choice)
    content = export_list(at.election, "nominees", "推荐人选名单", nominee_rows(found), actor=account_of(request))
    return workbook_response(content, f"{at.election.community.name}推荐人选名单.xlsx")
