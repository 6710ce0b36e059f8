"""可不计入应到会: proposing a case and taking it back."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.labels import EXCLUSION_CATEGORIES
from elections.models import RollEntry
from elections.queries.roll_lists import RollChoice, roll_list, standing_entry
from elections.rules.acts import Act
from elections.services import exclusions as services

from .acts import ActForm, DayField, TextField


class ProposeExclusionForm(ActForm):
    """`subject`: the member, or None where one is still to be chosen."""

    act = Act.PROPOSE_EXCLUSION
    title = _("Propose not to count a member as due")
    lead = _("Only the six cases of the Organisation Department; whoever fits none is due although they cannot come.")
    press = _("Propose")
    said = _("Proposed. The superior's consent and the meeting's vote follow.")

    entry = forms.TypedChoiceField(label=_("Party member"), coerce=int)
    category = forms.ChoiceField(label=_("Case"), choices=list(EXCLUSION_CATEGORIES.items()), widget=forms.RadioSelect)
    since = DayField(
        label=_("Since"), required=False, help_text=_("For who is abroad or away: at least half a year on the day of the meeting.")
    )

    def prepare(self) -> None:
        chosen: Any = self.fields["entry"]
        if isinstance(self.subject, RollEntry):
            chosen.choices = [(self.subject.pk, self.subject.name)]
            self.initial.setdefault("entry", self.subject.pk)
            return
        electors = [entry for entry in roll_list(self.election, RollChoice(membership="full", right="vote")) if not entry.part_time]
        chosen.choices = [("", "—"), *((entry.pk, f"{entry.number} {entry.name} {entry.branch_name}".strip()) for entry in electors)]

    def perform(self) -> object:
        typed = self.cleaned_data
        entry = standing_entry(self.election, typed["entry"])
        if entry is None:
            raise RuntimeError("the choices are entries of this roll")
        return services.propose_exclusion(entry, typed["category"], actor=self.actor, since=typed["since"])


class WithdrawExclusionForm(ActForm):
    """`subject`: the case."""

    act = Act.WITHDRAW_EXCLUSION
    title = _("Withdraw the proposal")
    press = _("Withdraw the proposal")

    reason = TextField(label=_("Reason"), lines=2)

    def perform(self) -> object:
        return services.withdraw_exclusion(self.subject, actor=self.actor, reason=self.cleaned_data["reason"])

    def done_text(self, result: Any) -> str:
        return gettext("%(name)s counts as due again.") % {"name": self.subject.entry.name}
