from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.act_labels import DECISION_MATTERS
from elections.labels import MILESTONES
from elections.queries.decisions import standing_decisions
from elections.rules.acts import Act, Milestone
from elections.rules.phases import Phase, milestones_until, steps
from elections.services import elections as services
from elections.services import milestones

from .acts import ActForm, DayField, LateEntryForm, LetterNumberField, MomentField, ScanField, TextField
from .decisions import side_by_side


class ReopenPhaseForm(ActForm):
    act = Act.REOPEN_PHASE
    title = _("Reopen the step before")
    lead = _("What was recorded stays, and can be corrected or done anew in that step.")
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

    number = LetterNumberField(label=_("Number of the superior's document"), help_text=_("As it stands on the paper, the year included."))
    reason = TextField(label=_("Reason"))

    def perform(self) -> object:
        typed = self.cleaned_data
        return services.annul_election(self.election, actor=self.actor, number=typed["number"], reason=typed["reason"])


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


class RecordMilestoneForm(LateEntryForm):
    """What was done on paper without the program, as far as a paper alone proves it."""

    act = Act.RECORD_MILESTONE
    title = _("Record a milestone done on paper")
    lead = _("Only what a paper alone proves; every other milestone comes from its own act, which counts and checks.")
    press = _("Record the milestone")
    said = _("The milestone is on record, with its paper.")

    kind = forms.ChoiceField(label=_("Milestone"))
    evidence = ScanField(label=_("The paper, scanned"), required=False)
    decision = forms.ChoiceField(label=_("Or the minutes it rests on"), required=False)

    rows = ("kind", "evidence", "decision")

    def prepare(self) -> None:
        self.decisions = {str(row.pk): row for row in standing_decisions(self.election)}
        self.fields["kind"].choices = [(kind.value, MILESTONES[kind]) for kind in milestones.recordable(self.election)]  # type: ignore[attr-defined]
        named = [(pk, f"{row.held_at:%Y-%m-%d} {DECISION_MATTERS.get(row.matter, row.matter)}") for pk, row in self.decisions.items()]
        self.fields["decision"].choices = [("", "—"), *named]  # type: ignore[attr-defined]

    def perform(self) -> object:
        typed = self.cleaned_data
        return milestones.record_milestone(
            self.election,
            Milestone(typed["kind"]),
            actor=self.actor,
            evidence=self.keep("evidence"),
            decision=self.decisions.get(typed["decision"]),
            **self.late(),
        )


class EnterElectionLateForm(ActForm):
    """`subject`: the phase in which the election stands by now, on paper."""

    act = Act.ENTER_ELECTION_LATE
    title = _("Enter the election at a later step")
    lead = _("Each milestone that the steps so far needed, with its day and, where there is one, its scanned paper.")
    consequence = _(
        "The election goes on from that step with the posts and the roll as they are typed. Nothing before it is counted or checked by the"
        " program."
    )
    press = _("Enter it at this step")
    said = _("The election stands at that step; what was done before is marked as done on paper.")

    reason = TextField(label=_("Reason"), lines=2)

    def prepare(self) -> None:
        self.needed = milestones_until(self.subject, self.election.rules)
        rows = []
        for kind in self.needed:
            self.fields[f"on_{kind}"] = DayField(label=MILESTONES[kind])
            label = gettext("Paper: %(milestone)s") % {"milestone": MILESTONES[kind]}
            self.fields[f"paper_{kind}"] = ScanField(label=label, required=False)
            rows.append(side_by_side(f"on_{kind}", f"paper_{kind}"))
        self.rows = (*rows, "reason")  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        """A day that lies ahead is told at its own field."""
        cleaned: dict[str, Any] = super().clean() or {}
        for kind in self.needed:
            day = cleaned.get(f"on_{kind}")
            if day and day > timezone.localdate(self.now):
                self.add_error(f"on_{kind}", gettext("This day lies ahead."))
        return cleaned

    def perform(self) -> object:
        typed = self.cleaned_data
        papers = {kind: kept for kind in self.needed if (kept := self.keep(f"paper_{kind}"))}
        return services.enter_election_late(
            self.election,
            actor=self.actor,
            phase=self.subject,
            done_on={kind: self._moment(typed[f"on_{kind}"]) for kind in self.needed},
            reason=typed["reason"],
            papers=papers,
        )

    def _moment(self, day: date) -> datetime:
        """No hour is asked for; what happened today cannot lie ahead of now."""
        return min(timezone.make_aware(datetime.combine(day, time(12))), self.now)


def previous_phase(phase: str, order: list[Phase]) -> Phase:
    """The first step goes back to itself, which the service refuses."""
    return order[max(0, order.index(Phase(phase)) - 1)]
