from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.forms.acts import LateEntryForm
from elections.forms.grids import Row
from elections.forms.lines import LinesForm
from elections.labels import TRAINING_KINDS
from elections.rules.acts import Act
from nominations.models import Nominee, SpeechTraining
from nominations.queries.lists import finalists
from nominations.services import speeches as services


class SpeakerRow(Row):
    took_part = forms.BooleanField(label=_("Took part"), required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"}))
    comment = forms.CharField(label=_("What was said of the speech"), required=False, max_length=400)


class RecordSpeechTrainingForm(LateEntryForm, LinesForm):
    act = Act.RECORD_SPEECH_TRAINING
    title = _("Record a speech training")
    lead = _("Of a mock speech everybody who took part gets a comment.")
    press = _("Record the training")
    said = _("The training is recorded.")
    row_class = SpeakerRow

    kind = forms.ChoiceField(label=_("Kind of training"), choices=list(TRAINING_KINDS.items()))
    trainer = forms.CharField(label=_("Trainer"), max_length=60)
    place = forms.CharField(label=_("Place"), max_length=80)

    rows = ("kind", "trainer", "place")

    def people(self) -> Iterator[tuple[Nominee, str, str]]:
        return ((nominee, nominee.entry.name, "") for nominee in finalists(self.election))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.answers():
            self.add_error(None, gettext("Tick who took part."))
        return cleaned

    def perform(self) -> SpeechTraining:
        typed = self.cleaned_data
        return services.record_speech_training(
            self.election,
            actor=self.actor,
            kind=SpeechTraining.Kind(typed["kind"]),
            trainer=typed["trainer"],
            place=typed["place"],
            comments={nominee: answer["comment"] for nominee, answer in self.answers()},
            **self.late("held_at"),
        )
