"""本届换届: its rules, the elections of the communities, the leading group, trainings, and the summary that closes it."""

from pathlib import PurePath

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from elections.forms import cycles as forms
from elections.forms.corrections import CorrectTrainingForm
from elections.forms.rule_set import rule_rows
from elections.forms.summary import FileSummaryForm
from elections.models import Cycle
from elections.queries import cycles as queries
from elections.queries.corrections import entry_corrections
from elections.queries.mobilisation import training_figures
from elections.queries.word_templates import word_templates
from elections.rules.acts import Act
from elections.rules.rule_set import FIELDS, PRESETS
from elections.services import records
from elections.services.records import open_confidential_file

from .access import account_of, reader_of, requires
from .acts import Asked, act_page
from .documents import in_word, stored_copy
from .files import attachment
from .office import CYCLE_READERS, office_page
from .refusals import refusals_told


@requires(CYCLE_READERS)
@require_safe
def cycles(request: HttpRequest) -> HttpResponse:
    found = queries.cycles_of(reader_of(request).account.office)
    return office_page(request, "cycles", "elections/cycles/cycles.html", {"cycles": found, "presets": list(PRESETS)})


@requires(CYCLE_READERS)
@require_safe
def cycle(request: HttpRequest, pk: int) -> HttpResponse:
    reader = reader_of(request)
    found = _found(request, pk)
    elections = queries.elections_of(found)
    communities = {row.community for row in elections}
    context = {
        "cycle": found,
        "elections": elections,
        "opened": len(communities) - sum(row.election is None for row in elections),
        "communities": communities,
        "rules": [(name, value, FIELDS[name].source) for name, value in rule_rows(found.rules)],
        "bound": queries.rules_are_bound(found),
        "approved": queries.approved_change(found),
        "group": queries.street_group(found),
        "helpers": queries.helpers_of(found, [row.community for row in elections], reader.now),
        "corrected": entry_corrections(found.office),
        "trainings": queries.trainings_of(found),
        "figures": training_figures(found),
        "papers": queries.summaries_of(found),
        "word_kinds": word_templates(found.office),
    }
    return office_page(request, "cycles", "elections/cycles/cycle.html", context)


@requires(Act.OPEN_CONFIDENTIAL_FILE)
@require_POST
def open_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper of the street's own summary; that it was opened stays on record."""
    document = queries.summary_paper(account_of(request).office, pk)
    if document is None:
        raise Http404
    with refusals_told(request):
        return stored_copy(document, open_confidential_file(document, actor=account_of(request)))
    return redirect("elections:cycles")


@requires(Act.OPEN_CONFIDENTIAL_FILE)
@require_POST
def open_in_word(request: HttpRequest, pk: int) -> HttpResponse:
    document = queries.summary_paper(account_of(request).office, pk)
    if document is None:
        raise Http404
    with refusals_told(request):
        return in_word(document, records.open_in_word(document, actor=account_of(request)))
    return redirect("elections:cycles")


@requires(Act.OPEN_CONFIDENTIAL_FILE)
@require_POST
def open_training_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    stored = queries.training_sheet(account_of(request).office, pk)
    if stored is None:
        raise Http404
    with refusals_told(request):
        return attachment(open_confidential_file(stored, actor=account_of(request)), stored, PurePath(stored.name).stem)
    return redirect("elections:cycles")


def _found(request: HttpRequest, pk: int) -> Cycle:
    found = queries.cycle_of(reader_of(request).account.office, pk)
    if found is None:
        raise Http404
    return found


def _list(asked: Asked) -> str:
    return reverse("elections:cycles")


def _cycle(asked: Asked, result: object = None) -> str:
    return reverse("elections:cycle", args=[asked.subject.pk])


def _its_cycle(asked: Asked, result: object = None) -> str:
    return reverse("elections:cycle", args=[asked.subject.cycle_id])


def _new_cycle(asked: Asked, result: Cycle | None) -> str:
    return reverse("elections:cycle", args=[result.pk]) if result else _list(asked)


open_cycle = act_page(forms.OpenCycleForm, subject=queries.preset_of, back=_new_cycle, cancel=_list)
change_rules = act_page(forms.ChangeRuleSetForm, subject=queries.cycle_of, back=_cycle, cancel=_cycle)
open_elections = act_page(forms.OpenElectionsForm, subject=queries.cycle_of, back=_cycle, cancel=_cycle)
set_group = act_page(forms.SetStreetGroupForm, subject=queries.cycle_of, back=_cycle, cancel=_cycle)
record_training = act_page(forms.RecordTrainingForm, subject=queries.cycle_of, back=_cycle, cancel=_cycle)
correct_training = act_page(CorrectTrainingForm, subject=queries.training_of, back=_its_cycle, cancel=_its_cycle)
add_training_sheet = act_page(forms.AddTrainingSheetForm, subject=queries.training_of, back=_its_cycle, cancel=_its_cycle)
file_summary = act_page(FileSummaryForm, subject=queries.cycle_of, back=_cycle, cancel=_cycle)
