"""竞职演讲: who speaks in which order, with a clock that the whole hall sees."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from elections.forms.speeches import BeginSpeechForm, EndSpeechForm, RecordSpeechForm, SpeechOrderForm
from elections.queries import speeches as queries
from elections.queries.hall import session_of, sitting_in
from elections.queries.meetings import convened_meeting
from elections.rules.acts import Act
from elections.services import projector
from elections.stations import HOST_DESK

from .access import account_of, requires
from .acts import Asked, act_page
from .hall import hall_page
from .places import standing
from .refusals import refusals_told


@requires(HOST_DESK.readers)
@require_safe
def speeches(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    sitting = sitting_in(at.election)
    live = projector.live_speech(at.election)
    order = queries.speakers(sitting.meeting) if sitting else []
    context = {
        "sitting": sitting,
        "speakers": order,
        "next_speaker": next((speaker for speaker in order if speaker.speech is None), None),
        "held": queries.speeches(sitting.meeting) if sitting else [],
        "nobody_spoke": live is None and all(speaker.speech is None for speaker in order),
        "live": live,
        "spoken_for": int((at.now - live.began_at).total_seconds()) if live else 0,
        "usual_minutes": projector.USUAL_MINUTES,
        "others": [kind for kind in ("outgoing_report", "how_nominated", "questions", "statement") if sitting],
    }
    return hall_page(at, "host", "elections/speeches/speeches.html", context)


@requires(Act.RECORD_SPEECH)
@require_POST
def begin(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    at = standing(request, code)
    session = session_of(at.election, pk)
    if session is None:
        raise Http404
    form = BeginSpeechForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        entry = queries.entry_of(at.election, typed["entry"]) if typed["entry"] else None
        with refusals_told(request):
            projector.begin_speech(
                session,
                typed["kind"],
                actor=account_of(request),
                speaker=entry.name if entry else typed["speaker"],
                entry=entry,
                minutes=typed["minutes"] or 0,
            )
    else:
        for faults in form.errors.values():
            messages.error(request, str(faults[0]))
    return redirect("elections:speeches", code)


def _back(asked: Asked, result: Any = None) -> str:
    return reverse("elections:speeches", args=[asked.election.code if asked.election else ""])


record = act_page(RecordSpeechForm, subject=session_of, template="elections/hall/act.html", back=_back, cancel=_back)
end = act_page(EndSpeechForm, subject=session_of, template="elections/hall/act.html", back=_back, cancel=_back)
set_order = act_page(SpeechOrderForm, subject=convened_meeting, template="elections/hall/act.html", back=_back, cancel=_back)
