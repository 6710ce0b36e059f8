from typing import Any

from django.utils.translation import gettext_lazy as _

from elections.rules.acts import Act
from elections.rules.phases import Phase, steps
from elections.services import elections as services
from elections.services import milestones

from .acts import ActForm, DayField, MomentField, TextField


class ReopenPhaseForm(ActForm):
    act = Act.REOPEN_PHASE
    title = _("Reopen the step before")
    lead = _("What was recorded stays; the milestones of that step have to be reached anew.")
    consequence = _("The election goes back one step. The reason shows in the record.")
    press = _("Reopen the step")
    said = _("The step is open again.")

    reason = TextField(label=_("Reason"))

    def perform(self) -> object:
        before = previous_phase(self.election.phase, [step.phase for step in steps(self.election.rules)])
        return services.reopen_phase(self.election, actor=self.actor, to=before, reason=self.cleaned_data["reason"])


class PostponeElectionForm(ActForm):
    act = Act.POSTPONE_ELECTION
    title = _("Postpone the election")
    lead = _("The meeting is held on this day or later; beyond the end of the term the superior's reply must be on record.")
    press = _("Postpone")
    said = _("The election is postponed.")

    until = DayField(label=_("Until this day"))
    reason = TextField(label=_("Reason"))

    def perform(self) -> object:
        typed = self.cleaned_data
        return services.postpone_election(self.election, actor=self.actor, until=typed["until"], reason=typed["reason"])


class AnnulElectionForm(ActForm):
    act = Act.ANNUL_ELECTION
    title = _("Annul the election")
    consequence = _("Nothing can be recorded in this election any more. It stays readable; a new election has to be opened.")
    press = _("Annul the election")
    said = _("The election is annulled.")

    reason = TextField(label=_("Reason"))

    def perform(self) -> object:
        return services.annul_election(self.election, actor=self.actor, reason=self.cleaned_data["reason"])


class CorrectMilestoneForm(ActForm):
    """`subject`: the standing record of a milestone."""

    act = Act.CORRECT_MILESTONE
    title = _("Correct the date of a milestone")
    lead = _("The date as it was stays readable beside the new one.")
    press = _("Correct the date")
    said = _("The date is corrected.")

    fact_at = MomentField(label=_("When it happened"))
    reason = TextField(label=_("Reason"))

    rows = ("fact_at", "reason")

    def prepare(self) -> None:
        self.initial.setdefault("fact_at", self.subject.fact_at)

    def perform(self) -> Any:
        typed = self.cleaned_data
        return milestones.correct_milestone(self.subject, actor=self.actor, fact_at=typed["fact_at"], reason=typed["reason"])


def previous_phase(phase: str, order: list[Phase]) -> Phase:
    """The first step goes back to itself, which the service refuses."""
    return order[max(0, order.index(Phase(phase)) - 1)]
