"""会议记录 on screens: the fields that any meeting's minutes have, and the two acts on minutes alone."""

from typing import Any

from crispy_forms.layout import Column, LayoutObject
from crispy_forms.layout import Row as Line
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.act_labels import BODIES, DECISION_MATTERS
from elections.decision_labels import MANNERS
from elections.models import Decision
from elections.queries.decisions import matters_by_hand
from elections.rules.acts import Act
from elections.services import decisions as services
from elections.services.decisions import Minutes

from .acts import ActForm, MomentField, ScanField, TextField, WholeNumberField

SCAN_HELP = _("A scan or a photograph of the signed minutes; it can be added later by a correction.")


def side_by_side(*names: str, narrow: bool = False) -> LayoutObject:
    """Fields in one line; under each other on a phone, unless they are narrow (figures)."""
    width = {1: "col-12", 2: "col-6" if narrow else "col-sm-6"}.get(len(names), "col-4" if narrow else "col-sm-4")
    return Line(*(Column(name, css_class=width) for name in names))


class MinutesFields(forms.Form):
    """What a meeting's minutes say, for any act that rests on a meeting. Body and matter are asked for only where the act leaves them
    open; otherwise the form names them: `minutes(body=…, matter=…)`."""

    place = forms.CharField(label=_("Place of the meeting"), max_length=120)
    chair = forms.CharField(label=_("Chair"), max_length=40)
    due = WholeNumberField(label=_("Due"), min_value=1)
    present = WholeNumberField(label=_("Present"), min_value=1)
    votes_for = WholeNumberField(label=_("In favour"))
    votes_against = WholeNumberField(label=_("Against"), initial=0)
    abstained = WholeNumberField(label=_("Abstaining"), initial=0)
    manner = forms.ChoiceField(label=_("Manner of voting"), choices=list(MANNERS.items()), initial=Decision.Manner.SHOW_OF_HANDS)
    resolution = TextField(label=_("What was decided"))

    minutes_rows = (
        side_by_side("place", "chair"),
        side_by_side("due", "present", narrow=True),
        side_by_side("votes_for", "votes_against", "abstained", narrow=True),
        "manner",
        "resolution",
    )

    def minutes(self, *, body: str, matter: str) -> Minutes:
        typed = self.cleaned_data
        return Minutes(body=body, matter=matter, **{name: typed[name] for name in MinutesFields.base_fields})


class DecisionFields(MinutesFields):
    body = forms.ChoiceField(label=_("Who met"), choices=list(BODIES.items()))
    matter = forms.CharField(label=_("Matter decided"), max_length=60, help_text=_("In a few words: what the vote was about."))

    matter_rows = (side_by_side("body", "matter"), *MinutesFields.minutes_rows)

    def typed_minutes(self, matters: list[str]) -> Minutes:
        """A matter that an act asks for by name is recorded under its code."""
        typed = self.cleaned_data["matter"].strip()
        known = {str(DECISION_MATTERS[code]): code for code in matters}
        return self.minutes(body=self.cleaned_data["body"], matter=known.get(typed, typed))


class RecordDecisionForm(DecisionFields, ActForm):
    act = Act.RECORD_DECISION
    title = _("Record a decision")
    lead = _("For what a meeting decided and no other act asks for. The acts that rest on a meeting take its minutes themselves.")
    press = _("Record the decision")
    said = _("The decision is on record.")

    held_at = MomentField(label=_("When the meeting was held"))
    late_reason = forms.CharField(
        label=_("Why it is entered only now"), required=False, max_length=400, help_text=_("Only where the meeting was on an earlier day.")
    )
    scan = ScanField(label=_("Minutes, scanned"), required=False, help_text=SCAN_HELP)

    rows = (side_by_side("held_at", "late_reason"), *DecisionFields.matter_rows, "scan")

    def prepare(self) -> None:
        self.matters = matters_by_hand(self.election)
        self.initial.setdefault("held_at", self.now)
        self.initial.setdefault("body", Decision.Body.NEW_COMMITTEE if self.matters else Decision.Body.COMMUNITY_COMMITTEE)
        suggest(self.fields["matter"], [str(DECISION_MATTERS[code]) for code in self.matters])

    def perform(self) -> object:
        typed = self.cleaned_data
        minutes = self.typed_minutes(self.matters)
        kept = self.keep("scan")
        return services.record_decision(
            self.election, minutes, actor=self.actor, held_at=typed["held_at"], late_reason=typed["late_reason"], scan=kept
        )


class CorrectDecisionForm(DecisionFields, ActForm):
    """`subject`: the standing minutes."""

    act = Act.CORRECT_DECISION
    title = _("Correct the minutes")
    lead = _("The minutes as they were stay readable beside the corrected ones.")
    press = _("Correct the minutes")
    said = _("The minutes are corrected.")

    scan = ScanField(
        label=_("Minutes, scanned"), required=False, help_text=_("Only where there is a new paper; otherwise the scan on record stays.")
    )
    reason = TextField(label=_("Reason for the correction"), lines=2)

    rows = (*DecisionFields.matter_rows, "scan", "reason")

    def prepare(self) -> None:
        decision: Decision = self.subject
        for name in DecisionFields.base_fields:
            self.initial.setdefault(name, getattr(decision, name))
        self.initial["matter"] = str(DECISION_MATTERS.get(decision.matter, decision.matter))

    def perform(self) -> object:
        minutes = self.typed_minutes(list(DECISION_MATTERS))
        return services.correct_decision(
            self.subject, minutes, actor=self.actor, reason=self.cleaned_data["reason"], scan=self.keep("scan")
        )


def suggest(field: Any, words: list[str]) -> None:
    """Words that may be chosen instead of typed; shown as help, so that nobody has to know them."""
    if words:
        named = gettext(", ").join(gettext("“%(word)s”") % {"word": word} for word in words)
        field.help_text = gettext("For what this election still needs, write exactly: %(words)s") % {"words": named}
