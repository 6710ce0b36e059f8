from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections import labels
from elections.forms.acts import ActForm, WholeNumberField
from elections.rules.acts import Act
from nominations.models import ShortageRemedy
from nominations.queries.nominations import contests_of
from nominations.services.remedies import remedy_shortage

from .nominations import ContestField


class RemedyForm(ActForm):
    act = Act.REMEDY_SHORTAGE
    title = _("Remedy too few nominees")
    lead = _("As the superior's newest reply allows it; the request for it is submitted with the decisions and requests.")
    press = _("Record the remedy")

    kind = forms.ChoiceField(label=_("What the reply allows"), widget=forms.RadioSelect, choices=())
    contest = ContestField(label=_("Post"), required=False, help_text=_("For fewer seats, or a recommendation for one post only."))
    seats = WholeNumberField(label=_("Seats that are left"), required=False, help_text=_("For fewer seats only; the plan follows."))

    def prepare(self) -> None:
        rules = self.election.rules
        kinds = [kind for kind in ShortageRemedy.Kind.values if kind != ShortageRemedy.Kind.SECOND_ROUND or rules.directed_recommendation]
        self.fields["kind"].choices = [(kind, labels.REMEDIES[kind]) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["contest"].offer(contests_of(self.election))  # type: ignore[attr-defined]

    def perform(self) -> ShortageRemedy:
        typed = self.cleaned_data
        return remedy_shortage(self.election, actor=self.actor, kind=typed["kind"], contest=typed["contest"] or None, seats=typed["seats"])

    def done_text(self, result: Any) -> str:
        after = {
            ShortageRemedy.Kind.EXTENSION: _("Post the new announcement, then open the nomination again."),
            ShortageRemedy.Kind.SECOND_ROUND: _("Open the second round of directed recommendation."),
            ShortageRemedy.Kind.ORGANISATION_RECOMMENDS: _("Register what the organisation recommends."),
            ShortageRemedy.Kind.FEWER_SEATS: _("The seats and the plan are changed."),
        }
        return gettext("Recorded.") + str(after[result.kind])
