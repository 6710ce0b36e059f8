"""反映问题 and 处理意见. The forms of the objection handler."""

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from elections.labels import FINDINGS, OBJECTION_CHANNELS
from elections.models import Notice, Objection, Ruling
from elections.queries.objections import people_on
from elections.rules.acts import Act
from elections.services import objections as services

from .acts import ActForm, LateEntryForm, TextField

PROCEDURE = "procedure"
UPHELD_ON_PROCEDURE = _("The ruling is recorded. The issuer now corrects the notice as a material correction, so that it runs anew.")


class ReceiveObjectionForm(LateEntryForm):
    """`subject`: the notice during which it came."""

    act = Act.RECEIVE_OBJECTION
    title = _("Enter a report")
    lead = _("Who reports is seen by the objection handler alone; no paper and no record names the person.")
    press = _("Enter the report")
    said = _("The report is entered. Whoever it is about is held until it is ruled on.")

    channel = forms.ChoiceField(label=_("How it came"), choices=list(OBJECTION_CHANNELS.items()), widget=forms.RadioSelect)
    about = forms.ChoiceField(
        label=_("Whom or what it is about"),
        help_text=_("A person on the notice, or how the work was done; the latter holds the next step of the election."),
    )
    matter = TextField(label=_("What was reported"))
    reporter = forms.CharField(label=_("Who reports"), required=False, max_length=60, help_text=_("Left empty it is anonymous."))
    reporter_contact = forms.CharField(label=_("How the person can be reached"), required=False, max_length=80)

    rows = ("channel", "about", "matter", Row(Column("reporter", css_class="col-sm-5"), Column("reporter_contact", css_class="col-sm-7")))

    def prepare(self) -> None:
        notice: Notice = self.subject
        self.people = people_on(notice)
        choices = [(str(entry.pk), entry.name) for entry in self.people]
        self.fields["about"].choices = [("", "—"), *choices, (PROCEDURE, _("The procedure, not a person"))]  # type: ignore[attr-defined]

    def perform(self) -> Objection:
        typed = self.cleaned_data
        entry = next((entry for entry in self.people if str(entry.pk) == typed["about"]), None)
        report = services.Report(
            channel=typed["channel"],
            matter=typed["matter"],
            entry=entry,
            reporter=typed["reporter"],
            reporter_contact=typed["reporter_contact"],
        )
        return services.receive_objection(self.subject, report, actor=self.actor, **self.late("received_at"))


class RuleOnObjectionForm(ActForm):
    """`subject`: an objection without a ruling."""

    act = Act.RULE_ON_OBJECTION
    title = _("Rule on the report")
    consequence = _("A ruling is made once. Upheld and affecting the post, it takes the person off every later list and off the ballots.")
    press = _("Record the ruling")
    said = _("The ruling is recorded.")

    finding = forms.ChoiceField(label=_("Finding"), choices=list(FINDINGS.items()), widget=forms.RadioSelect)
    affects = forms.ChoiceField(label=_("What follows"), widget=forms.RadioSelect)
    text = TextField(label=_("How it was handled"))
    feedback = TextField(label=_("What was answered to who reported"), lines=2, required=False)

    def prepare(self) -> None:
        objection: Objection = self.subject
        if objection.entry is None:
            self.consequence = _("A ruling is made once. Upheld with consequences, the notice has to be corrected and to run anew.")  # type: ignore[misc]
            choices = [("0", _("Nothing: the notice goes on")), ("1", _("The notice has to be begun anew"))]
        else:
            choices = [("0", _("Nothing: it does not affect the post")), ("1", _("The post cannot be taken up"))]
        self.fields["affects"].choices = choices  # type: ignore[attr-defined]

    def perform(self) -> Ruling:
        typed = self.cleaned_data
        handling = services.Handling(
            finding=typed["finding"], affects=typed["affects"] == "1", text=typed["text"], feedback=typed["feedback"]
        )
        return services.rule_on_objection(self.subject, handling, actor=self.actor)

    def done_text(self, result: Ruling) -> str:
        begins_anew = result.affects_candidacy and self.subject.entry is None
        return str(UPHELD_ON_PROCEDURE if begins_anew else self.said)
