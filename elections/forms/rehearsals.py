from datetime import timedelta

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.rules.acts import Act
from elections.services.organisations import move_rehearsal_clock
from elections.services.rehearsals import Removed, remove_rehearsal

from .acts import ActForm, MomentField


class MoveClockForm(ActForm):
    """The clock of a rehearsal goes to a later moment."""

    act = Act.MOVE_REHEARSAL_CLOCK
    part = _("Rehearsal")
    title = _("Move the rehearsal's clock")
    lead = _("Forwards only: notices run out, terms end, as they would when the days really pass.")
    press = _("Move the clock")
    said = _("The clock is moved.")

    to = MomentField(label=_("To this moment"))

    def prepare(self) -> None:
        self.initial.setdefault("to", self.now + timedelta(days=1))

    def perform(self) -> object:
        return move_rehearsal_clock(self.office, actor=self.actor, by=self.cleaned_data["to"] - self.now)


class RemoveRehearsalForm(ActForm):
    """Goes with everything in it; its name is typed, so that nobody does it by a slip of the hand."""

    act = Act.REMOVE_REHEARSAL
    part = _("Rehearsal")
    title = _("Remove the rehearsal")
    consequence = _(
        "Every election, account, paper and file of this rehearsal goes, and cannot be brought back. "
        "You are signed out. No real election is touched."
    )
    press = _("Remove the rehearsal for good")
    said = _("The rehearsal is removed.")

    name = forms.CharField(label=_("Name of the rehearsal office, typed"), max_length=60)

    def prepare(self) -> None:
        self.fields["name"].help_text = gettext("To confirm, type %(name)s.") % {"name": self.office.name}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if name != self.office.name:
            raise forms.ValidationError(_("This is not its name."))
        return name

    def perform(self) -> Removed:
        return remove_rehearsal(self.office, actor=self.actor)
