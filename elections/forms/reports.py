from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from elections.queries.reports import report_numbers, result_course
from elections.rules.acts import Act
from elections.services import reports as services
from elections.services import results
from elections.services.drafts import next_number
from elections.services.hall_papers import secretary_of
from elections.services.report_papers import Letter

from .acts import OWN_NUMBER, ActForm, LateEntryForm, LetterNumberField, MomentField, ScanField, TextField
from .decisions import side_by_side


class PublishResultForm(LateEntryForm):
    act = Act.PUBLISH_RESULT
    title = _("Announce the result")
    lead = _("Made from the confirmed result; it is on the public page at once. Print it and post it in the notice columns.")
    consequence = _("The names of the elected become public.")
    press = _("Announce the result")
    said = _("The result is announced; the paper to post is being made.")

    def perform(self) -> object:
        return results.publish_result(self.election, actor=self.actor, **self.late("published_at"))


class FileReportForm(LateEntryForm):
    """A letter with the three papers; after a return the same again with what was mended."""

    act = Act.FILE_REPORT
    title = _("File the report on the result")
    lead = _("Report form, report and summary line are filled from the confirmed result; only the head of the letter is asked for.")
    press = _("File the report")
    said = _("The report is filed with its three papers; it waits for the superior's reply.")

    number = LetterNumberField(
        label=_("Number of the letter"),
        help_text=OWN_NUMBER,
    )
    signatory = forms.CharField(label=_("Signed out by"), max_length=40)
    filled_by = forms.CharField(label=_("Filled in by"), max_length=40)
    telephone = forms.CharField(label=_("Telephone"), max_length=40)

    rows = (Field("number", autocomplete="off"), side_by_side("signatory", "filled_by"), "telephone")

    def prepare(self) -> None:
        self.initial.setdefault("number", next_number(report_numbers(self.election)))
        self.initial.setdefault("signatory", secretary_of(self.election))
        self.initial.setdefault("filled_by", self.actor.display_name.split()[-1])
        self.initial.setdefault("telephone", self.election.community.telephone)

    def perform(self) -> object:
        typed = self.cleaned_data
        letter = Letter(**{name: typed[name].strip() for name in ("number", "signatory", "filled_by", "telephone")})
        return services.file_report(self.election, letter, actor=self.actor, **self.late("filed_at"))


class ReceiveApprovalForm(ActForm):
    """A reply that was given to the request needs no second one; one that came on paper is recorded here."""

    act = Act.RECEIVE_APPROVAL
    title = _("Record the approval of the result")
    lead = _("Secretary and deputies are approved, members are taken on file.")
    press = _("Record the approval of the result")
    said = _("The superior's approval of the result is on record.")

    number = LetterNumberField(label=_("Number of the reply"), required=False, help_text=_("As it stands on the paper, the year included."))
    text = TextField(label=_("Text of the reply"), required=False, max_length=2000)
    scan = ScanField(label=_("Scan or photograph of the reply"), required=False)
    fact_at = MomentField(label=_("When it happened"), required=False)
    late_reason = forms.CharField(label=_("Why it is entered only now"), required=False, max_length=400)

    def prepare(self) -> None:
        if result_course(self.election).to_force is not None:
            for name in ("number", "text", "scan", "fact_at", "late_reason"):
                del self.fields[name]

    def perform(self) -> Any:
        typed = self.cleaned_data
        if "number" not in self.fields:
            return services.receive_approval(self.election, actor=self.actor)
        return services.receive_approval(
            self.election,
            actor=self.actor,
            number=typed["number"],
            text=typed["text"],
            scan=self.keep("scan"),
            replied_at=typed["fact_at"],
            late_reason=typed["late_reason"],
        )
