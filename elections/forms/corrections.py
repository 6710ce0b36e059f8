"""更正 of an entry: the fields of the form with which it was recorded, as they stand, and the reason."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from elections.rules.acts import Act
from elections.services import ledgers
from elections.services.corrections import Ledger, correct_entry, standing_values

from .acts import ActForm, DayField, MomentField, TextField
from .closing import HandoverForm
from .contacts import NOT_REACHED, REACHED, RecordContactForm
from .cycles import RecordTrainingForm
from .meetings import RecordPreparatoryMeetingForm
from .mobilisation import MobilisationMeetingForm, RecordPublicityForm
from .uploads import UploadField


class CorrectionForm(ActForm):
    """`subject`: the entry. `columns` names, for each field of the form `recorded`, where in the entry it stands."""

    act = Act.CORRECT_ENTRY
    title = _("Correct an entry")
    lead = _("What stood before stays readable with the reason. Papers that were issued keep it; correct them where they are listed.")
    press = _("Correct the entry")
    said = _("The entry is corrected; what stood before is kept.")

    ledger: ClassVar[Ledger]
    recorded: ClassVar[type[forms.BaseForm]]
    columns: ClassVar[Mapping[str, str]]

    reason = TextField(label=_("Reason for the correction"), lines=2)

    def prepare(self) -> None:
        for name, value in self.standing().items():
            self.initial.setdefault(name, value)
        for name in self.columns:
            self.fields[name] = field = deepcopy(self.recorded.base_fields[name])
            if isinstance(field, UploadField):
                field.help_text = _("Left empty, the paper stays as it is.") if self.initial[name] else ""
        self.rows = (*self.columns, "reason")  # type: ignore[misc]

    def standing(self) -> dict[str, Any]:
        """What stands in the entry, by the form's own names."""
        values = standing_values(self.subject, self.columns.values())
        return {name: values[column] for name, column in self.columns.items()}

    def typed(self) -> dict[str, Any]:
        """What was typed, by the entry's names."""
        return {column: self._typed(name) for name, column in self.columns.items()}

    def _typed(self, name: str) -> Any:
        value = self.cleaned_data[name]
        return self.keep(name) if isinstance(value, UploadedFile) else value

    def perform(self) -> object:
        return correct_entry(self.ledger, self.subject, self.typed(), actor=self.actor, reason=self.cleaned_data["reason"])


def same(*names: str) -> dict[str, str]:
    """Fields that are called alike in form and entry."""
    return {name: name for name in names}


class CorrectPublicityForm(CorrectionForm):
    ledger, recorded, columns = ledgers.PUBLICITY, RecordPublicityForm, same("kind", "quantity", "place", "reached", "evidence")


class CorrectAttendanceForm(CorrectionForm):
    """`subject`: the milestone of the mobilisation meeting."""

    ledger, recorded, columns = ledgers.ATTENDANCE, MobilisationMeetingForm, same("members", "residents")


class CorrectTrainingForm(CorrectionForm):
    part = _("Cycles")
    ledger, recorded, columns = ledgers.TRAININGS, RecordTrainingForm, same("topic", "held_at", "attended", "evidence")


class CorrectPreparationForm(CorrectionForm):
    ledger, recorded, columns = ledgers.PREPARATIONS, RecordPreparatoryMeetingForm, same("place", "attended", "matters", "scan")


class CorrectHandoverForm(CorrectionForm):
    ledger, recorded, columns = ledgers.HANDOVER, HandoverForm, same("handed_by", "received_by", "witnessed_by", "items", "scan")


class EndOfTerm(forms.Form):
    term_ends_on = DayField(label=_("Term of the present committee ends"))


class CorrectTermForm(CorrectionForm):
    """`subject`: the election."""

    ledger, recorded, columns = ledgers.TERM, EndOfTerm, same("term_ends_on")


class DayOfPresence(forms.Form):
    attended_at = MomentField(label=_("When it happened"))


class CorrectPresenceForm(CorrectionForm):
    ledger, recorded, columns = ledgers.PRESENCES, DayOfPresence, same("attended_at")


class CorrectContactForm(CorrectionForm):
    ledger, recorded = ledgers.CONTACTS, RecordContactForm
    columns = {"result": "reached", **same("manner", "by_name", "wish", "away", "needs_fetching")}

    def standing(self) -> dict[str, Any]:
        found = super().standing()
        return found | {"result": REACHED if found["result"] else NOT_REACHED}

    def typed(self) -> dict[str, Any]:
        found = super().typed()
        return found | {"reached": found["reached"] == REACHED}
