"""A roll from a file in two steps: look at what it would do, then enter the whole of it; and undoing it."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from elections.forms import roll_import as forms
from elections.forms.layouts import refuse
from elections.places import ROLL
from elections.queries.roll_lists import import_of, imports_of
from elections.rules.acts import Act
from elections.rules.issues import RuleViolation
from elections.services.roll_import import RollImport

from .access import account_of, requires
from .acts import act_page
from .places import Standing, standing

MOST_ROWS_SHOWN = 200
_act = act_page(forms.ApplyRollForm, template="elections/roll/apply.html")
undo = act_page(forms.UndoImportForm, subject=import_of, back="elections:import_roll")


@requires(Act.IMPORT_ROLL)
@require_http_methods(["GET", "HEAD", "POST"])
def import_roll(request: HttpRequest, code: str) -> HttpResponseBase:
    """GET and a chosen file look; what comes from the page of the preview is entered."""
    at = standing(request, code)
    if Act.IMPORT_ROLL not in at.may or (request.method == "POST" and "file" not in request.FILES and "apply" in request.POST):
        return _act(request, code=code)
    form = _form(forms.RollFileForm, at, *((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            planned, packed = form.preview()
        except RuleViolation as refused:
            refuse(form, refused.issues)
        else:
            return _preview(at, planned, packed, str(form.cleaned_data["file"].name))
    return render(request, "elections/roll/import.html", _frame(at) | {"form": form, "imports": imports_of(at.election)})


def _preview(at: Standing, planned: RollImport, packed: str, name: str) -> HttpResponse:
    shown = [row for row in planned.rows if row.state in ("new", "changed")]
    apply = _form(forms.ApplyRollForm, at, initial={"packed": packed, "name": name[:120]})
    faults = [(row, issue) for row in planned.rows for issue in row.faults]
    context = {
        "form": apply,
        "planned": planned,
        "name": name,
        "faults": faults[:MOST_ROWS_SHOWN],
        "faults_left": max(0, len(faults) - MOST_ROWS_SHOWN),
        "warnings": list(planned.warnings()),
        "rows": shown[:MOST_ROWS_SHOWN],
        "rows_left": max(0, len(shown) - MOST_ROWS_SHOWN),
    }
    return render(at.request, "elections/roll/preview.html", _frame(at) | context)


def _form(form_class: type, at: Standing, *bound: object, **given: object):  # type: ignore[no-untyped-def]
    return form_class(*bound, office=at.election.office, election=at.election, actor=account_of(at.request), now=at.now, **given)


def _frame(at: Standing) -> dict[str, object]:
    return {"election": at.election, "place": ROLL, "now": at.now, "may": at.may}
