"""点对点联系: every member with how the contact stands; typed by the sheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from elections.documents.chinese import percent_of
from elections.forms import contacts as forms
from elections.forms.corrections import CorrectContactForm
from elections.permissions import OFFICE
from elections.places import MOBILISATION
from elections.queries import contacts as queries
from elections.queries.mobilisation import contact_figures
from elections.queries.roll_lists import grouped
from elections.rules.acts import Act
from elections.services.contact_lists import contact_lines
from elections.services.records import export_list

from .access import account_of, requires
from .acts import Asked, act_page
from .pages import one_page
from .places import place_page, standing
from .roll import workbook_response


@requires(MOBILISATION.readers)
@require_safe
def contacts(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    form = forms.ContactFilter(request.GET, election=at.election)
    choice = form.choice()
    members = queries.member_contacts(at.election, choice)
    paged = one_page(request, members)
    context = {"form": form, "choice": choice, "members": paged["page"].object_list, "reachable": bool(at.held & OFFICE), **paged}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "elections/mobilisation/members.html", context | {"election": at.election, "may": at.may})
    figures = contact_figures(at.election)
    context |= {"figures": figures, "coverage": percent_of(figures.coverage), "sheets": queries.contact_sheets(at.election)}
    return place_page(at, "mobilisation", "elections/mobilisation/contacts.html", context)


@requires(MOBILISATION.readers)
@require_safe
def print_contacts(request: HttpRequest, code: str) -> HttpResponse:
    """For whoever goes from door to door: the chosen members per branch or building, with room for what is learned."""
    at = standing(request, code)
    members = queries.member_contacts(at.election, forms.ContactFilter(request.GET, election=at.election).choice())
    by = "building" if request.GET.get("by") == "building" and at.held & OFFICE else "branch"
    context = {
        "title": _("Members to be contacted"),
        "back": "elections:contacts",
        "groups": grouped(members, by, queries.entry_on_roll),
        "by": by,
        "total": len(members),
        "reachable": bool(at.held & OFFICE),
    }
    return place_page(at, "mobilisation", "elections/mobilisation/print.html", context)


@requires(OFFICE)
@require_safe
def labels(request: HttpRequest, code: str) -> HttpResponse:
    """For the open letters, per branch or building. Printed by the browser: no address is kept in a paper."""
    at = standing(request, code)
    members = queries.member_contacts(at.election)
    by = "building" if request.GET.get("by") == "building" else "branch"
    context = {
        "title": _("Labels for the open letters"),
        "back": "elections:mobilisation",
        "groups": grouped(members, by, queries.entry_on_roll),
        "by": by,
        "total": len(members),
    }
    return place_page(at, "mobilisation", "elections/mobilisation/labels.html", context)


@requires(Act.EXPORT_LIST)
@require_POST
def export_contacts(request: HttpRequest, code: str) -> HttpResponse:
    """What the list shows, all pages of it."""
    at = standing(request, code)
    members = queries.member_contacts(at.election, forms.ContactFilter(request.POST, election=at.election).choice())
    rows = contact_lines(members, reachable=bool(at.held & OFFICE))
    content = export_list(at.election, "contacts", "党员联系情况", rows, actor=account_of(request))
    return workbook_response(content, f"{at.election.community.name}党员联系情况.xlsx")


def _to_contacts(asked: Asked, made: object = None) -> str:
    return reverse("elections:contacts", args=[asked.election.code if asked.election else ""])


record_sheet = act_page(
    forms.RecordContactsForm,
    subject=queries.contact_sheet,
    back=_to_contacts,
    cancel=_to_contacts,
    template="elections/mobilisation/sheet.html",
)
record_member = act_page(
    forms.RecordContactForm,
    subject=queries.member_of,
    back=_to_contacts,
    cancel=_to_contacts,
    template="elections/mobilisation/member.html",
)
correct_contact = act_page(CorrectContactForm, subject=queries.contact, back=_to_contacts, cancel=_to_contacts)
