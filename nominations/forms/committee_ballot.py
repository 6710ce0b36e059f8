from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.forms.acts import ActForm, LateEntryForm, ScanField, TextField, WholeNumberField
from elections.forms.decisions import SCAN_HELP, MinutesFields, side_by_side
from elections.models import Decision
from elections.rules.acts import Act
from nominations.models import SlipBatch, SlipCount
from nominations.queries.committee_ballot import count_state, outlook
from nominations.services import committee_ballot as services

from .slips import SetAsideForm, SlipFiguresForm, cells_of


class OpenCommitteeBallotForm(LateEntryForm):
    act = Act.OPEN_COMMITTEE_BALLOT
    title = _("Open the committee's ballot")
    lead = _("Valid with two thirds of the committee present; a name passes with more than half of those due.")
    press = _("Open the ballot")
    said = _("The ballot is open. Print the slips, then two people type the count.")

    due = WholeNumberField(label=_("Members of the committee due"), min_value=1)
    present = WholeNumberField(label=_("Committee members present"), min_value=1)

    rows = (side_by_side("due", "present"),)

    def perform(self) -> SlipCount:
        typed = self.cleaned_data
        return services.open_committee_ballot(
            self.election, actor=self.actor, due=typed["due"], present=typed["present"], **self.late("held_at")
        )


class EnterTallyForm(SlipFiguresForm):
    """`subject`: the open ballot."""

    act = Act.ENTER_COMMITTEE_TALLY
    title = _("Type the count of the committee's ballot")
    lead = _("Two people type it, each alone and from the slips; figures show once both agree.")
    press = _("Enter the figures")
    said = _("The figures are entered.")
    with_against = True

    def slip_count(self) -> SlipCount:
        found: SlipCount = self.subject
        return found

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("issued", self.subject.present)

    def perform(self) -> object:
        return services.enter_committee_tally(self.subject, actor=self.actor, figures=self.figures())

    def done_text(self, result: Any) -> str:
        state = count_state(self.subject)
        if len(state.entries) < 2:
            return gettext("Your figures are entered. Now a second person types them.")
        if state.differences:
            return gettext("The two entries differ. A third person settles them with the slips in hand.")
        return gettext("Both entries agree.")


class SettleTallyForm(SlipFiguresForm):
    """`subject`: the batch whose two entries differ."""

    act = Act.SETTLE_COMMITTEE_TALLY
    title = _("Settle the differences")
    lead = _("By a third person with the slips in hand. What both typed alike stands here already.")
    press = _("Settle the count")
    said = _("The count is settled.")
    with_against = True

    remark = TextField(label=_("Remark"), lines=2, required=False)

    rows = ("issued", "returned", "remark")

    def slip_count(self) -> SlipCount:
        found: SlipCount = self.subject.count
        return found

    def prepare(self) -> None:
        super().prepare()
        self.differences = count_state(self.subject.count).differences
        first, second = (entry.figures for entry in self.subject.entries.all()[:2])
        for name, value in cells_of(self.contests, first).items():
            if value == cells_of(self.contests, second).get(name):
                self.initial.setdefault(name, value)

    def perform(self) -> object:
        return services.settle_committee_tally(self.subject, actor=self.actor, figures=self.figures(), remark=self.cleaned_data["remark"])


class SetTallyAsideForm(SetAsideForm):
    act = Act.SET_COMMITTEE_TALLY_ASIDE
    title = _("Set the count aside")
    lead = _("For figures that were typed wrongly, even twice alike. Afterwards the slips are counted and typed anew, again by two people.")
    consequence = _("What was typed stays on record and is not used.")
    press = _("Set the count aside")
    said = _("The count is set aside. Two people type it anew.")

    def perform(self) -> SlipBatch:
        return services.set_committee_tally_aside(self.subject, actor=self.actor, reason=self.cleaned_data["reason"])


class CertifyCommitteeBallotForm(MinutesFields, ActForm):
    """`subject`: the open ballot. The minutes are those of the meeting that voted."""

    act = Act.CERTIFY_COMMITTEE_BALLOT
    title = _("Confirm the committee's ballot")
    lead = _("With the minutes of the committee. Places that stay open are voted on again; nobody is picked by the program.")
    press = _("Confirm the ballot")
    said = _("The ballot is confirmed.")

    scan = ScanField(label=_("Minutes, scanned"), required=False, help_text=SCAN_HELP)

    rows = (
        side_by_side("place", "chair"),
        side_by_side("due", "present"),
        side_by_side("votes_for", "votes_against", "abstained"),
        "resolution",
        "scan",
    )

    def prepare(self) -> None:
        """It is voted by secret ballot, whatever the field would say."""
        del self.fields["manner"]
        self.outcomes = outlook(self.subject)
        self.initial.update(due=self.subject.due, present=self.subject.present, votes_for=self.subject.present)
        self.initial.setdefault("resolution", services.RESOLUTION)
        self.fields["votes_for"].help_text = gettext("On the result as a whole.")

    def perform(self) -> SlipCount:
        self.cleaned_data["manner"] = Decision.Manner.SECRET_BALLOT
        minutes = self.minutes(body=Decision.Body.STREET_COMMITTEE, matter=services.MATTER)
        return services.certify_committee_ballot(self.subject, actor=self.actor, minutes=minutes, scan=self.keep("scan"))

    def done_text(self, result: SlipCount) -> str:
        if any(found["next"] != "none" for found in result.result["contests"].values()):
            return gettext("The ballot is confirmed. Some places are still open and are voted on again.")
        return gettext("The ballot is confirmed and the reserve candidates are fixed. Now post the third notice and ask the superior.")
