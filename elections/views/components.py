"""The parts that pages are built from, on one page: whoever builds a new screen starts here. Its matter is invented and says so."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from elections.forms.components import SampleFilter, SampleForm
from elections.messages import sentences_of
from elections.permissions import Role
from elections.queries.timeline import PhaseStep
from elections.rules.issues import Issue
from elections.rules.phases import steps
from elections.rules.quorum import quorum_finding
from elections.rules.rule_set import preset

from .access import SIGNED_IN, reader_of, requires

RULES = preset("street-community")
IN_PHASE = 5
DUE, PRESENT, TOO_FEW = 120, 101, 90


@requires(SIGNED_IN)
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    if not (reader.is_at_street_desk or Role.SYSTEM_ADMINISTRATOR in reader.roles):
        raise PermissionDenied
    context = {
        "steps": _steps(),
        "missing": [{"sentence": sentence, "who": [Role.COMMUNITY_CLERK]} for sentence in sentences_of(_missing())],
        "next": steps(RULES)[IN_PHASE + 1].phase,
        "reached": quorum_finding(PRESENT, DUE, RULES.quorum),
        "not_reached": quorum_finding(TOO_FEW, DUE, RULES.quorum),
        "due": DUE,
        "present": PRESENT,
        "form": SampleForm(),
        "filter": SampleFilter(request.GET),
    }
    return render(request, "elections/components/components.html", context)


def _missing() -> list[Issue]:
    return [Issue("milestone_missing", {"milestone": "roll_closed"}), Issue("notice_not_closed", {"round": 1})]


def _steps() -> list[PhaseStep]:
    states = ["done"] * IN_PHASE + ["current"] + ["ahead"] * len(steps(RULES))
    days = [date(2026, 3, 2 + place * 4) if place <= IN_PHASE else None for place in range(len(steps(RULES)))]
    return [
        PhaseStep(step.phase, state, day, number)  # type: ignore[arg-type]  # the three words above
        for number, (step, state, day) in enumerate(zip(steps(RULES), states, days, strict=False), 1)
    ]
