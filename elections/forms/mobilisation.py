"""动员: the ledger of publicity, and the mobilisation meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from elections.labels import PUBLICITY_KINDS
from elections.models import Decision, MilestoneRecord, PublicityItem
from elections.queries.roll import figures_of
from elections.rules.acts import Act
from elections.services import mobilisation as services

from .acts import LateEntryForm, ScanField, TextField, WholeNumberField
from .decisions import MinutesFields, side_by_side


class RecordPublicityForm(LateEntryForm):
    act = Act.RECORD_PUBLICITY
    title = _("Enter publicity")
    lead = _("What was put up or handed out: how many, where, and the photograph that proves it.")
    press = _("Enter it")
    said = _("It stands in the ledger.")

    kind = forms.ChoiceField(label=_("What"), choices=list(PUBLICITY_KINDS.items()))
    quantity = WholeNumberField(label=_("How many"), min_value=1)
    place = forms.CharField(label=_("Where it was"), required=False, max_length=120)
    reached = WholeNumberField(label=_("People reached"), required=False, help_text=_("Where they can be counted, as in a chat group."))
    evidence = ScanField(label=_("Photograph or scan"), required=False)

    rows = (side_by_side("kind", "quantity"), side_by_side("place", "reached"), "evidence")

    def perform(self) -> PublicityItem:
        typed = self.cleaned_data
        evidence = self.keep("evidence")
        return services.record_publicity(
            self.election,
            typed["kind"],
            typed["quantity"],
            actor=self.actor,
            place=typed["place"],
            reached=typed["reached"],
            evidence=evidence,
            **self.late("done_at"),
        )


class MobilisationMeetingForm(MinutesFields, LateEntryForm):
    act = Act.RECORD_MOBILISATION_MEETING
    title = _("Record the mobilisation meeting")
    lead = _("Who came, what was discussed, and what was adopted by more than half of those who could vote.")
    press = _("Record the meeting")
    said = _("The mobilisation meeting is on record.")

    members = WholeNumberField(label=_("Members who came"))
    residents = WholeNumberField(label=_("Residents who came"), initial=0)
    discussed = TextField(label=_("What was discussed"), lines=2)
    scan = ScanField(label=_("Minutes, scanned"), required=False)

    rows = (side_by_side("members", "residents"), "discussed", *MinutesFields.minutes_rows, "scan")

    def prepare(self) -> None:
        figures = figures_of(self.election)
        self.initial.setdefault("due", figures.with_vote)
        self.initial.setdefault("discussed", DISCUSSED)
        self.fields["members"].help_text = _("The roll has %(total)s members.") % {"total": figures.total}
        usual = _("Who could vote on it there: as a rule the members with a vote, %(with_vote)s by the roll.")
        self.fields["due"].help_text = usual % {"with_vote": figures.with_vote}

    def perform(self) -> MilestoneRecord:
        typed = self.cleaned_data
        minutes = self.minutes(body=Decision.Body.MOBILISATION_MEETING, matter=MATTER)
        return services.record_mobilisation_meeting(
            self.election,
            minutes,
            services.Attendance(members=typed["members"], residents=typed["residents"]),
            actor=self.actor,
            discussed=typed["discussed"],
            scan=self.keep("scan"),
            **self.late("held_at"),
        )


MATTER = "职数、任职资格条件与推荐范围"
DISCUSSED = "职数、人数、任职资格条件与推荐范围"
