"""公推直选公告 and the open letters: drafted, edited, read, made."""

from dataclasses import replace
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from elections.documents.notices import Announcement
from elections.models import Document, Notice
from elections.queries.notices import standing_announcement
from elections.rules.acts import Act
from elections.services import announcement_papers as drafts
from elections.services import announcements as services
from elections.services.notice_papers import usual_reporting

from .acts import ActForm, DayField, LateEntryForm, MomentField, TextField
from .layouts import with_look
from .notice_papers import ReportingFields

HOURS = "工作日上午8:30—12:00，下午14:00—17:30"


class LinesField(TextField):
    """Several points, one on each line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("One point on each line."))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return tuple(line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip())

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


class AnnounceElectionForm(ReportingFields, LateEntryForm):
    act = Act.ANNOUNCE_ELECTION
    title = _("Announce the election")
    lead = _("Drafted from the approved plan and the rules; change what your plan says otherwise. Posts and seats come from the plan.")
    press = _("Announce the election")
    said = _("The election is announced. Hang it up and record where.")

    nominate_until = DayField(label=_("Nominations are taken until"), help_text=_("This day included, until the office closes."))
    reason = TextField(label=_("Why it is announced again"), lines=2)
    basis = TextField(label=_("Opening sentence"), lines=2, required=False)
    scope = TextField(label=_("Who can be recommended"), lines=2)
    conditions = LinesField(label=_("Conditions"))
    not_eligible = LinesField(label=_("Who cannot be recommended"), required=False, lines=2)
    composition = LinesField(label=_("What the committee is to be composed of"), required=False, lines=2)
    channels = LinesField(label=_("Ways of recommending"), lines=3)
    steps = LinesField(label=_("Steps"), required=False)
    materials = LinesField(label=_("What to bring"), required=False, lines=2)

    rows = (
        "nominate_until",
        "reason",
        "basis",
        "scope",
        "conditions",
        "not_eligible",
        "composition",
        "channels",
        Row(Column("steps", css_class="col-sm-6"), Column("materials", css_class="col-sm-6")),
        *ReportingFields.reporting_rows,
    )

    def prepare(self) -> None:
        self.before = standing_announcement(self.election)
        text = drafts.usual_announcement(self.election)
        for name in TEXTS:
            self.initial.setdefault(name, getattr(text, name))
        self.begin_with(replace(usual_reporting(self.election, "community"), hours=HOURS))
        if self.before is None:
            self.fields["reason"].required = False
            self.fields["reason"].widget = forms.HiddenInput()

    @property
    def helper(self) -> FormHelper:
        return with_look(super().helper, _("Show the text"))

    @property
    def paper(self) -> Announcement | None:
        """Once it was looked at."""
        typed = getattr(self, "cleaned_data", {})
        if not typed.get("nominate_until") or self.errors:
            return None
        posted_at = typed.get("fact_at") or self.now
        text, reporting = self._text(), self.reporting()
        notice = drafts.new_announcement(self.election, text, reporting, nominate_until=typed["nominate_until"], posted_at=posted_at)
        return drafts.announcement_paper(self.election, notice, text, reporting)

    def perform(self) -> Notice:
        typed = self.cleaned_data
        return services.announce_election(
            self.election,
            self._text(),
            actor=self.actor,
            nominate_until=typed["nominate_until"],
            reporting=self.reporting(),
            reason=typed["reason"],
            **self.late("posted_at"),
        )

    def _text(self) -> drafts.AnnouncementText:
        return drafts.AnnouncementText(**{name: self.cleaned_data[name] for name in TEXTS})


TEXTS = ("basis", "scope", "conditions", "not_eligible", "composition", "channels", "steps", "materials")


class OpenLettersForm(ReportingFields, ActForm):
    act = Act.PREPARE_OPEN_LETTERS
    title = _("Prepare the open letters")
    lead = _("One letter for each member of the roll, in the order of the branches, so that they can be handed out by branch.")
    press = _("Prepare the letters")
    said = _("The letters are being made; they can be opened below in a moment.")

    paragraphs = LinesField(label=_("What the community wants to say"), required=False, help_text=_("One paragraph on each line."))
    conditions = LinesField(label=_("Conditions"))
    channels = LinesField(label=_("Ways of recommending"), lines=3)
    meeting_at = MomentField(
        label=_("The mobilisation meeting is on"), required=False, help_text=_("Day and place together, where the letter invites to it.")
    )
    meeting_place = forms.CharField(label=_("Place of the meeting"), required=False, max_length=80)

    rows = (
        "paragraphs",
        "conditions",
        "channels",
        Row(Column("meeting_at", css_class="col-sm-6"), Column("meeting_place", css_class="col-sm-6")),
        *ReportingFields.reporting_rows,
    )

    def prepare(self) -> None:
        text = drafts.usual_letter(self.election)
        self.initial.setdefault("conditions", text.conditions)
        self.initial.setdefault("channels", text.channels)
        self.begin_with(replace(usual_reporting(self.election, "community"), hours=HOURS))

    def perform(self) -> Document:
        names = ("paragraphs", "conditions", "channels", "meeting_at", "meeting_place")
        text = drafts.LetterText(**{name: self.cleaned_data[name] for name in names})
        return services.prepare_open_letters(self.election, text, actor=self.actor, reporting=self.reporting())
