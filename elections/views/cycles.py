"""本届换届: its rules, the elections of the communities, the leading group, trainings, and the summary that closes it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from elections.forms import cycles as forms
from elections.forms.rule_set import rule_rows
from elections.forms.summary import FileSummaryForm
from elections.messages import sentences_of
from elections.models import Cycle
from elections.queries import cycles as queries
from elections.queries.mobilisation import training_figures
from elections.rules.acts import Act
from elections.rules.issues import RuleViolation
from elections.rules.rule_set import FIELDS, PRESETS
from elections.services.records import open_confidential_file

from .access import account_of, reader_of, requires
from .acts import Asked, act_page
from .documents import stored_copy
from .office import CYCLE_READERS, office_page


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
    context = {
        "cycle": found,
        "elections": elections,
        "opened": sum(row.election is not None for row in elections),
        "rules": [(name, value, FIELDS[name].source) for name, value in rule_rows(found.rules)],
        "bound": queries.rules_are_bound(found),
        "approved": queries.approved_change(found),
        "group": queries.street_group(found),
        "helpers": queries.helpers_of(found, [row.community for row in elections], reader.now),
        "trainings": queries.trainings_of(found),
        "figures": training_figures(found),
        "papers": queries.summaries_of(found),
    }
    return office_page(request, "cycles", "elections/cycles/cycle.html", context)


@requires(Act.OPEN_CONFIDENTIAL_FILE)
@require_POST
def open_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper of the street's own summary; that it was opened stays on record."""
    account = account_of(request)
    document = queries.summary_paper(account.office, pk)
    if document is None:
        raise Http404
    try:
        content = open_confidential_file(document, actor=account)
    except RuleViolation as refused:
        for text in sentences_of(refused.issues):
            messages.error(request, text)
        return redirect("elections:cycles")
    return stored_copy(document, content)


def _found(request: HttpRequest, pk: int) -> Cycle:
    found = queries.cycle_of(reader_of(request).account.office, pk)
    if found is None:
        raise Http404
    return found


def _list(asked: Asked) -> str:
    return reverse("elections:cycles")


def _cycle(asked: Asked, result: object = None) -> str:
    return reverse("elections:cycle", args=[asked.subject.pk])


def _new_cycle(asked: Asked, result: Cycle | None) -> str:
    return reverse("elections:cycle", args=[result.pk]) if result else _list(asked)


open_cycle = act_page(forms.OpenCycleForm, subject=queries.preset_of, back=_new_cycle, cancel=_list)
change_rules = act_page(forms.ChangeRuleSetForm, subject=queries.cycle_of, back=_cycle, cancel=_cycle)
open_elections = act_page(forms.OpenElectionsForm, subject=queries.cycle_of, back=_cycle, cancel=_cycle)
set_group = act_page(forms.SetStreetGroupForm, subject=queries.cycle_of, back=_cycle, cancel=_cycle)
record_training = act_page(forms.RecordTrainingForm, subject=queries.cycle_of, back=_cycle, cancel=_cycle)
file_summary = act_page(FileSummaryForm, subject=queries.cycle_of, back=_cycle, cancel=_cycle)
