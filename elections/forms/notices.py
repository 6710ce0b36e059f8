"""公示: issued after it was read, taken down, corrected. What is read is made by the services that write it."""

from functools import cached_property

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from elections.documents import notices as papers
from elections.documents.parts import Reporting
from elections.models import Notice
from elections.rules.acts import Act
from elections.rules.issues import RuleViolation
from elections.rules.phases import NoticeRound
from elections.services import notices as services
from elections.services.notice_drafts import draft, drafted_changes
from elections.services.notice_papers import Wording, usual_reporting, usual_title, wording_of
from elections.services.notice_people import NoticePeople, people_for, people_on_correction
from elections.services.papers import prepare_paper

from .acts import ActForm, LateEntryForm, MomentField, TextField
from .layouts import with_look
from .notice_papers import WordingFields


class IssueNoticeForm(WordingFields, LateEntryForm):
    """`subject`: the round, as the rule set has it. Below the form stands what will be posted."""

    act = Act.ISSUE_NOTICE
    title = _("Issue the notice")
    lead = _("Read the text below as it will hang. The people come from the list and cannot be typed here.")
    press = _("Issue the notice")
    said = _("The notice is issued. Hang it up and record where, each place with a photograph.")

    rows = (*WordingFields.wording_rows, *WordingFields.reporting_rows)

    def prepare(self) -> None:
        item: NoticeRound = self.subject
        wording = Wording(title=usual_title(self.election, item.number))
        self.begin_with(usual_reporting(self.election, item.issuer))
        self.begin_with_words(wording, names_who_settled=item.number > 1)

    @property
    def helper(self) -> FormHelper:
        return with_look(super().helper, _("Show the text"))

    @cached_property
    def people(self) -> NoticePeople:
        return people_for(self.election, self.subject.number)

    @property
    def left_out(self) -> list[str]:
        return [person.entry.name for person in self.people.left_out]

    @property
    def paper(self) -> papers.Notice | None:
        """None where its days cannot be counted; issuing says why."""
        posted_at = getattr(self, "cleaned_data", {}).get("fact_at") or self.now
        try:
            return draft(
                self.election,
                self.subject.number,
                self.people.listed,
                posted_at=posted_at,
                reporting=self.reporting(),
                wording=self.wording(),
            )
        except RuleViolation:
            return None

    def perform(self) -> Notice:
        return services.issue_notice(
            self.election,
            self.subject.number,
            self.people.listed,
            actor=self.actor,
            reporting=self.reporting(),
            wording=self.wording(),
            **self.late("posted_at"),
        )


class InterruptNoticeForm(ActForm):
    """`subject`: a notice that stands open."""

    act = Act.INTERRUPT_NOTICE
    title = _("The notice was taken down")
    lead = _("Where it was torn off, covered or taken down, its time does not count.")
    consequence = _("The notice has to be posted anew and then runs its whole time.")
    press = _("Record that it was taken down")
    said = _("The interruption is recorded. Post the notice anew.")

    removed_at = MomentField(
        label=_("Since when it was down"), help_text=_("As far as it is known; an earlier day is confirmed by the street.")
    )
    late_reason = forms.CharField(label=_("Why it is entered only now"), required=False, max_length=400)
    reason = TextField(label=_("How it was interrupted"), lines=2)

    def prepare(self) -> None:
        self.initial.setdefault("removed_at", self.now)

    def perform(self) -> Notice:
        typed = self.cleaned_data
        return services.interrupt_notice(
            self.subject, actor=self.actor, reason=typed["reason"], removed_at=typed["removed_at"], late_reason=typed["late_reason"]
        )


SLIP, MATERIAL = "slip", "material"


class CorrectNoticeForm(WordingFields, LateEntryForm):
    """`subject`: the standing notice. Below the form stands what will change."""

    act = Act.CORRECT_NOTICE
    title = _("Correct the notice")
    lead = _("A new notice takes the place of this one, with a paper that says what changed. The old one stays readable.")
    press = _("Correct the notice")
    said = _("The notice is corrected. Hang up the new one with the correction.")

    kind = forms.ChoiceField(
        label=_("What kind of correction"),
        choices=[
            (SLIP, _("A slip of the pen: the people stay, the time goes on")),
            (MATERIAL, _("The matter itself: the list is taken as it is today, the notice runs its whole time anew")),
        ],
        initial=SLIP,
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reason for the correction"), lines=2)

    rows = ("kind", "reason", *WordingFields.wording_rows, *WordingFields.reporting_rows)

    def prepare(self) -> None:
        notice: Notice = self.subject
        self.begin_with(Reporting(**notice.report_to))
        self.begin_with_words(wording_of(notice), names_who_settled=notice.round > 1)

    @property
    def helper(self) -> FormHelper:
        return with_look(super().helper, _("Show what changes"))

    @property
    def material(self) -> bool:
        return bool(getattr(self, "cleaned_data", {}).get("kind") == MATERIAL)

    @cached_property
    def people(self) -> NoticePeople:
        return people_on_correction(self.subject, material=self.material)

    @property
    def left_out(self) -> list[str]:
        return [person.entry.name for person in self.people.left_out]

    @property
    def changes(self) -> list[papers.Change]:
        if not self.is_bound:
            return []
        posted_at = self.cleaned_data.get("fact_at") or self.now
        said = self.reporting(), self.wording()
        try:
            return list(drafted_changes(self.subject, self.people.listed, *said, posted_at=posted_at, material=self.material))
        except RuleViolation:
            return []

    def perform(self) -> Notice:
        return services.correct_notice(
            self.subject,
            self.people.listed,
            actor=self.actor,
            reason=self.cleaned_data["reason"],
            material=self.material,
            reporting=self.reporting(),
            wording=self.wording(),
            **self.late("posted_at"),
        )


class PosterForm(ActForm):
    """`subject`: a standing notice."""

    act = Act.DRAFT_DOCUMENT
    title = _("Make the poster")
    lead = _("The notice word for word on an A3 sheet, with a QR code where the office has a public address.")
    press = _("Make the poster")
    said = _("The poster is being made; it can be opened below in a moment.")

    def perform(self) -> object:
        return prepare_paper(self.election, "notice_poster", str(self.subject.pk), actor=self.actor)
