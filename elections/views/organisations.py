"""The street, its communities and their branches."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from elections.forms import organisations as forms
from elections.queries import organisations as queries
from elections.services.organisation_import import organisations_template

from .access import reader_of, requires
from .acts import Asked, act_page
from .office import READERS, office_page
from .records import download

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(READERS)
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    office = reader_of(request).account.office
    form = forms.OrganisationFilter(request.GET)
    context = {"form": form, "communities": queries.tree(office, **form.asked)}
    return office_page(request, "organisations", "elections/organisations/organisations.html", context)


@requires(READERS)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    return download(organisations_template(), "organisations.xlsx", SPREADSHEET)


def _list(asked: Asked) -> str:
    return reverse("elections:organisations")


create = act_page(forms.CreateOrganisationForm, subject=queries.parent_of, back="elections:organisations", cancel=_list)
edit = act_page(
    forms.EditOrganisationForm,
    subject=queries.organisation_of,
    back="elections:organisations",
    cancel=_list,
    template="elections/organisations/edit.html",
)
remove = act_page(forms.RemoveOrganisationForm, subject=queries.organisation_of, back="elections:organisations", cancel=_list)
import_many = act_page(
    forms.ImportOrganisationsForm, back="elections:organisations", cancel=_list, template="elections/organisations/import.html"
)
