from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.labels import GATHERING_KINDS, GATHERING_LEVELS, GROUP_PARTS, GROUP_SECTIONS
from elections.queries import cycles as queries
from elections.queries.organisations import communities_of
from elections.rules.acts import Act
from elections.rules.rule_set import RuleSet
from elections.services import cycles as services
from elections.services import elections, leading_groups, mobilisation
from elections.services.elections import Opening

from .acts import ActForm, DayField, MomentField, ScanField, WholeNumberField
from .grids import GridForm, Row
from .lines import LinesForm
from .rule_set import RULE_ROWS, RuleSetForm, pair


class OpenCycleForm(RuleSetForm):
    """`subject`: the preset that the rules begin with."""

    act = Act.OPEN_CYCLE
    part = _("Cycles")
    title = _("Open a cycle")
    lead = _(
        "The rules stand as the preset has them; change what your approved plan says otherwise. Each shows its bound and its source. "
        "Once the cycle is open, only the street approver changes them."
    )
    press = _("Open the cycle")
    said = _("The cycle is open. Next: the elections of the communities.")

    name = forms.CharField(label=_("Name of the cycle"), max_length=80, help_text=_("As in documents: 2026年社区党组织换届."))
    code = forms.CharField(label=_("Short name in addresses"), max_length=32, help_text=_("Small letters and figures, such as the year."))

    rows = (pair("name", "code"), *RULE_ROWS)

    def start(self) -> RuleSet:
        rules: RuleSet = self.subject
        return rules

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("name", gettext("%(year)s: election of the communities' Party organisations") % {"year": self.now.year})
        self.initial.setdefault("code", str(self.now.year))

    def perform(self) -> object:
        typed = self.cleaned_data
        return services.open_cycle(self.office, actor=self.actor, code=typed["code"], name=typed["name"].strip(), rules=self.chosen)


class ChangeRuleSetForm(RuleSetForm):
    """`subject`: the cycle."""

    act = Act.CHANGE_RULE_SET
    part = _("Cycles")
    title = _("Change the rules")
    press = _("Change the rules")
    said = _("The rules are changed; what they were stays on record.")
    rows = RULE_ROWS

    def start(self) -> RuleSet:
        rules: RuleSet = self.subject.rules
        return rules

    def prepare(self) -> None:
        super().prepare()
        if queries.rules_are_bound(self.subject):
            self.consequence = _(  # type: ignore[misc]
                "A roll of this cycle is closed: each change needs a scanned reply of its own, to a request “Change of the rules”."
            )

    def perform(self) -> object:
        return services.change_rule_set(self.subject, actor=self.actor, rules=self.chosen)


class OpeningLine(Row):
    opened = forms.BooleanField(label=_("Open it"), required=False)
    code = forms.CharField(label=_("Short name in addresses"), max_length=32, required=False)
    term_ends_on = DayField(label=_("Term of the present committee ends"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("opened") and not cleaned.get("code"):
            self.add_error("code", _("Give a short name."))
        if cleaned.get("opened") and not cleaned.get("term_ends_on") and "term_ends_on" not in self.errors:
            self.add_error("term_ends_on", _("Give the day; how late the meeting may be follows from it."))
        return cleaned


class OpenElectionsForm(LinesForm):
    """`subject`: the cycle. Every community that has no election in it yet."""

    act = Act.OPEN_ELECTION
    part = _("Cycles")
    title = _("Open the elections")
    lead = _("Each ticked community gets its election. The day on which the term ends decides how late the meeting may be.")
    press = _("Open the ticked elections")
    said = _("Opened.")
    row_class = OpeningLine
    people_title = _("Community")

    def prepare(self) -> None:
        super().prepare()
        if not self.lines:
            self.lead = _("Every community has its election in this cycle already.")  # type: ignore[misc]

    def people(self) -> list[tuple[Any, str, str]]:
        return [(community, community.name, "") for community in queries.unopened(self.subject)]

    def values(self, subject: Any) -> dict[str, Any]:
        return {"opened": True, "code": queries.free_code(self.subject, subject)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not any(typed["opened"] for _community, typed in self.answers()):
            self.add_error(None, _("Tick at least one community."))
        return cleaned

    def perform(self) -> object:
        openings = [Opening(community, typed["code"], typed["term_ends_on"]) for community, typed in self.answers() if typed["opened"]]
        return elections.open_elections(self.subject, openings, actor=self.actor)

    def done_text(self, result: Any) -> str:
        return gettext("%(count)s elections are open.") % {"count": len(result)}


class RecordTrainingForm(ActForm):
    """`subject`: the cycle."""

    act = Act.RECORD_TRAINING
    part = _("Cycles")
    title = _("Record a training or meeting")
    lead = _("The summary of the cycle counts them by kind and level.")
    press = _("Record")
    said = _("Recorded.")

    kind = forms.ChoiceField(label=_("Kind"), choices=list(GATHERING_KINDS.items()))
    level = forms.ChoiceField(label=_("Level"), choices=list(GATHERING_LEVELS.items()))
    community = forms.ChoiceField(label=_("Community"), required=False, help_text=_("Empty where it was held for the whole street."))
    topic = forms.CharField(label=_("Topic"), max_length=120)
    held_at = MomentField(label=_("Held at"))
    attended = WholeNumberField(label=_("How many came"), min_value=1)
    evidence = ScanField(
        label=_("Attendance sheet"),
        required=False,
        help_text=_("Scan or photograph. Where it comes later, add it in the list of all of them."),
    )

    rows = (pair("kind", "level"), pair("topic", "community"), pair("held_at", "attended"), "evidence")

    def prepare(self) -> None:
        self.places = {str(place.pk): place for place in communities_of(self.office)}
        self.fields["community"].choices = [("", "—"), *((key, place.name) for key, place in self.places.items())]  # type: ignore[attr-defined]
        self.initial.setdefault("held_at", self.now)

    def perform(self) -> object:
        typed = {name: value for name, value in self.cleaned_data.items() if name not in {"once", "evidence"}}
        typed["community"] = self.places.get(typed["community"])
        gathering = mobilisation.Gathering(**typed)
        return mobilisation.record_training(self.subject, gathering, actor=self.actor, evidence=self.keep("evidence"))


class AddTrainingSheetForm(ActForm):
    """`subject`: the training."""

    act = Act.ADD_TRAINING_SHEET
    part = _("Cycles")
    title = _("Add the attendance sheet")
    press = _("Add the sheet")
    said = _("The sheet is kept with the training.")

    evidence = ScanField(label=_("Attendance sheet"), help_text=_("Scan or photograph."))

    def prepare(self) -> None:
        held = timezone.localtime(self.subject.held_at)
        self.lead = gettext("“%(topic)s”, %(held)s, %(count)s came.") % {  # type: ignore[misc]
            "topic": self.subject.topic,
            "held": f"{held:%Y-%m-%d %H:%M}",
            "count": self.subject.attended,
        }

    def perform(self) -> object:
        sheet = self.keep("evidence")
        assert sheet is not None  # the field is required
        return mobilisation.add_training_sheet(self.subject, sheet, actor=self.actor)


class SeatLine(Row):
    name = forms.CharField(label=_("Name"), max_length=40)
    post = forms.CharField(label=_("Duty"), max_length=80, required=False)
    part = forms.ChoiceField(label=_("In the group"), choices=list(GROUP_PARTS.items()), initial="member")
    section = forms.ChoiceField(label=_("Section"), required=False, choices=[("", "—"), *GROUP_SECTIONS.items()])
    heads_section = forms.BooleanField(label=_("Heads the section"), required=False)


class SetStreetGroupForm(GridForm):
    """`subject`: the cycle. 工作领导小组 of the street."""

    act = Act.SET_LEADING_GROUP
    part = _("Cycles")
    title = _("Leading group of the street")
    lead = _("One head of the group; each section that has members has one head. A new composition takes the place of the one before.")
    press = _("Set the group")
    said = _("The leading group is set.")
    row_class = SeatLine

    def initial_rows(self) -> list[dict[str, Any]]:
        names = ("name", "post", "part", "section", "heads_section")
        return [{name: getattr(member, name) for name in names} for member in queries.street_group(self.subject)]

    def perform(self) -> object:
        typed = [form.cleaned_data for form in self.grid.forms if form.cleaned_data.get("name")]
        seats = [leading_groups.GroupSeat(**row) for row in typed]
        return leading_groups.set_leading_group(self.subject, seats, actor=self.actor)
