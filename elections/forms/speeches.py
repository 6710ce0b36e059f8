from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elections.labels import SPEECH_KINDS
from elections.models import MeetingSession, RollEntry
from elections.queries.speeches import entry_of, speakers
from elections.rules.acts import Act
from elections.services import projector, sessions

from .acts import ActForm, MomentField, WholeNumberField


class BeginSpeechForm(forms.Form):
    """Somebody goes to the platform: the clock starts and the hall sees the name."""

    kind = forms.ChoiceField(choices=list(SPEECH_KINDS.items()))
    speaker = forms.CharField(max_length=60, required=False)  # who has an entry on the roll is named by it
    entry = forms.IntegerField(required=False)
    minutes = forms.IntegerField(required=False, min_value=0, max_value=120)


class RecordSpeechForm(ActForm):
    """`subject`: the session. For a speech whose clock was not started here."""

    act = Act.RECORD_SPEECH
    title = _("Enter a speech")
    lead = _("For what was said without the clock of this page.")
    press = _("Enter the speech")
    said = _("The speech is recorded.")

    kind = forms.ChoiceField(label=_("What"), choices=list(SPEECH_KINDS.items()))
    speaker = forms.CharField(label=_("Speaker"), max_length=60)
    began_at = MomentField(label=_("Began"))
    minutes = WholeNumberField(label=_("Duration in minutes"), max_value=600)

    def prepare(self) -> None:
        self.fields["began_at"].initial = self.now

    def perform(self) -> object:
        typed = self.cleaned_data
        return sessions.record_speech(
            self.subject,
            typed["kind"],
            actor=self.actor,
            speaker=typed["speaker"],
            entry=named(self.subject, typed["speaker"]),
            began_at=typed["began_at"],
            seconds=typed["minutes"] * 60,
        )


class SpeechOrderForm(ActForm):
    """`subject`: the meeting. One place for each candidate, as drawn."""

    act = Act.SET_SPEECH_ORDER
    title = _("Order of speeches drawn by lot")
    lead = _("The lots are drawn before everybody; enter the place that each candidate has drawn. Without it they speak as on the ballot.")
    press = _("Record the order")
    said = _("The candidates speak in the order drawn.")

    def prepare(self) -> None:
        self.speakers = [speaker.entry for speaker in speakers(self.subject)]
        for place, entry in enumerate(self.speakers, start=1):
            drawn = place if self.subject.speech_order else None
            self.fields[_place(entry)] = WholeNumberField(label=entry.name, min_value=1, max_value=len(self.speakers), initial=drawn)

    def perform(self) -> object:
        order = sorted(self.speakers, key=lambda entry: self.cleaned_data[_place(entry)])
        places = {self.cleaned_data[_place(entry)] for entry in order}
        return sessions.set_speech_order(self.subject, order if len(places) == len(order) else [], actor=self.actor)


def _place(entry: RollEntry) -> str:
    return f"place-{entry.pk}"


def named(session: MeetingSession, name: str) -> RollEntry | None:
    """The candidate of that name, so that the order of speeches knows who has spoken."""
    found = [speaker.entry for speaker in speakers(session.meeting) if speaker.entry.name == name.strip()]
    return found[0] if len(found) == 1 else None


class EndSpeechForm(ActForm):
    """`subject`: the session. What the clock has measured is recorded."""

    act = Act.RECORD_SPEECH
    title = _("End of the speech")
    press = _("The speech is over")
    said = _("The speech is recorded.")

    def perform(self) -> Any:
        live = projector.live_speech(self.election)
        if live is None:
            return None
        entry = None if live.entry is None else entry_of(self.election, live.entry)
        seconds = max(0, int((self.now - live.began_at).total_seconds()))
        made = sessions.record_speech(
            self.subject, live.kind, actor=self.actor, speaker=live.speaker, entry=entry, began_at=live.began_at, seconds=seconds
        )
        projector.end_speech(self.election, actor=self.actor)
        return made
