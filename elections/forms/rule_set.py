"""The rule set as fields: every number and switch with its bound and its source, open to change where the law leaves it to the place."""

from collections.abc import Iterator
from datetime import time
from typing import Any

from crispy_forms.layout import HTML, Div
from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.labels import CAPACITIES, RULE_BOUNDS, RULE_FIELDS, RULE_VALUES, UNITS
from elections.messages import sentence
from elections.plan_labels import COMPOSITION
from elections.rules import sources
from elections.rules.issues import RuleViolation
from elections.rules.rule_set import FIELDS, PRESETS, RuleSet, share_typed, unusual_issues

from .acts import ActForm, TextField, WholeNumberField

FIXED = ("majority_of", "write_in_needs_against")
NOTICES = ("notice_1", "notice_2", "notice_3")
CHOICES = {
    "secretary_elected_by": ("plenary", "members"),
    "notice_2_opens": ("preliminary", "vetted"),
    "joint_nomination_unit": ("person", "household"),
    "leader_margin": ("plan", "one_more"),
    "ballot": ("list", "number", "sequential"),
}
SWITCHES = ("directed_recommendation", "committee_ballot", "cascade")
SHARES = ("margin", "quorum", "participation_target")
TIMES = ("first_day_until", "closes_at")
TARGETS = ("age_at_most_45", "college", "women")


def _basis(name: str) -> str:
    """Bound and source, under the field; what only the plan bounds names the plan once."""
    source = FIELDS[name].source
    if source == sources.PLAN and RULE_BOUNDS[name] == RULE_BOUNDS["closes_at"]:
        return str(source)
    said = gettext("%(bound)s · %(source)s") % {"bound": RULE_BOUNDS[name], "source": source}
    return gettext("As 80%%, 0.8 or 4/5 · %(basis)s") % {"basis": said} if name in SHARES else said


basis = lazy(_basis, str)


class ShareField(forms.CharField):
    """Kept as the fraction that it is; what was typed stays in the field where it is refused."""

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        try:
            return share_typed(typed)
        except RuleViolation as refused:
            raise forms.ValidationError([sentence(issue) for issue in refused.issues]) from refused


class RuleSetForm(ActForm):
    """`start()` is the rule set that the fields begin with; `rules()` what they say."""

    short_notices = forms.BooleanField(label=_("A notice of fewer than 3 days is as the approved plan says"), required=False)

    def start(self) -> RuleSet:
        raise NotImplementedError

    def prepare(self) -> None:
        for name, field in rule_fields():
            self.fields[name] = field
        for name, value in initial_of(self.start()).items():
            self.initial.setdefault(name, value)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self.chosen = read_rules(cleaned)
            except RuleViolation as refused:
                for issue in refused.issues:
                    self.add_error(None, sentence(issue))
            else:
                self._ask_about_unusual(cleaned)
        return cleaned

    def _ask_about_unusual(self, cleaned: dict[str, Any]) -> None:
        for issue in [] if cleaned["short_notices"] else unusual_issues(self.chosen):
            self.add_error("short_notices", sentence(issue))


def rule_fields() -> Iterator[tuple[str, forms.Field]]:
    for name in SWITCHES:
        yield name, forms.BooleanField(label=RULE_FIELDS[name], required=False, help_text=basis(name))
    for name, codes in CHOICES.items():
        choices = [(code, RULE_VALUES[code]) for code in codes]
        yield name, forms.ChoiceField(label=RULE_FIELDS[name], choices=choices, help_text=basis(name))
    for name in NOTICES:
        length = WholeNumberField(label=RULE_FIELDS[name], min_value=1, required=False, help_text=basis(name))
        yield f"{name}_length", length
        yield f"{name}_unit", forms.ChoiceField(label=_("Counted in"), choices=list(UNITS.items()))
        yield f"{name}_waits", forms.BooleanField(label=_("The next step waits until it has run out"), required=False)
    for name in TIMES:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        yield name, forms.TimeField(label=RULE_FIELDS[name], widget=widget, help_text=basis(name))
    yield "joint_nomination", WholeNumberField(label=RULE_FIELDS["joint_nomination"], min_value=1, help_text=basis("joint_nomination"))
    for name in SHARES:
        yield name, ShareField(label=RULE_FIELDS[name], max_length=12, help_text=basis(name))
    for kind in TARGETS:
        label = _("At least: %(kind)s") % {"kind": COMPOSITION[kind]}
        yield f"composition_{kind}", WholeNumberField(label=label, required=False, help_text=basis("composition"))
    help_text = _("One in each line; whoever belongs to several is counted with the first.")
    yield "capacity_order", TextField(label=RULE_FIELDS["capacity_order"], lines=6, help_text=help_text)


def initial_of(rules: RuleSet) -> dict[str, Any]:
    plain = rules.to_json()
    found = {name: plain[name] for name in (*SWITCHES, *CHOICES, *SHARES, "joint_nomination")}
    found |= {name: time.fromisoformat(plain[name]) for name in TIMES}
    for name in NOTICES:
        term = plain[name] or {"length": None, "unit": "day", "waits": True}
        found |= {f"{name}_{part}": term[part] for part in ("length", "unit", "waits")}
    asked = {target.kind: target.at_least for target in rules.composition}
    found |= {f"composition_{kind}": asked.get(kind) for kind in TARGETS}  # type: ignore[call-overload]
    return found | {"capacity_order": "\n".join(str(CAPACITIES.get(code, code)) for code in rules.capacity_order)}


def read_rules(typed: dict[str, Any]) -> RuleSet:
    """What was typed as a rule set; one that is a preset to the letter keeps its name."""
    values: dict[str, Any] = {name: typed[name] for name in (*SWITCHES, *CHOICES, *TIMES, "joint_nomination")}
    values |= {name: typed[name] for name in SHARES}
    for name in NOTICES:
        parts = {part: typed[f"{name}_{part}"] for part in ("length", "unit", "waits")}
        values[name] = parts if parts["length"] else None
    targets = [(kind, typed[f"composition_{kind}"]) for kind in TARGETS]
    values["composition"] = [{"kind": kind, "at_least": number} for kind, number in targets if number]
    values["capacity_order"] = [_capacity(line) for line in typed["capacity_order"].splitlines() if line.strip()]
    own = RuleSet(name="own").override(**values)
    return next((preset for name, preset in PRESETS.items() if preset == own.override(name=name)), own)


def _capacity(line: str) -> str:
    """The code of a word; another word stays as it is, for a category of the place's own."""
    return next((code for code, word in CAPACITIES.items() if line.strip() == str(word)), line.strip())


def heading(title: str) -> HTML:
    return HTML('{% load i18n %}<h2 class="form-part">{% translate "' + title + '" %}</h2>')


def pair(*names: str) -> Div:
    return Div(*(Div(name, css_class="col-md-6") for name in names), css_class="row")


def notice(name: str) -> Div:
    return Div(
        Div(f"{name}_length", css_class="col-md-4"),
        Div(f"{name}_unit", css_class="col-md-3"),
        Div(f"{name}_waits", css_class="col-md-5 align-self-center"),
        css_class="row",
    )


NO_NOTICE = '{% load i18n %}<p class="quiet small">{% translate "A notice whose length is left empty is not held in this cycle." %}</p>'
FIXED_RULES = "elections/cycles/fixed_rules.html"

RULE_ROWS = (
    heading("Steps"),
    pair("directed_recommendation", "committee_ballot"),
    heading("Open nomination"),
    pair("joint_nomination", "joint_nomination_unit"),
    pair("participation_target", "capacity_order"),
    heading("Notices"),
    HTML(NO_NOTICE),
    *(notice(name) for name in NOTICES),
    "short_notices",
    pair("notice_2_opens"),
    pair("first_day_until", "closes_at"),
    heading("Candidates"),
    pair("secretary_elected_by", "leader_margin"),
    pair("margin", "cascade"),
    Div(*(Div(f"composition_{kind}", css_class="col-md-4") for kind in TARGETS), css_class="row"),
    heading("Election meeting"),
    pair("quorum", "ballot"),
    HTML(f'{{% include "{FIXED_RULES}" %}}'),
)


def rule_rows(rules: RuleSet) -> list[tuple[str, str]]:
    """Each rule with its value in words, in the order of the steps."""
    return [(name, in_words(rules, name)) for name in FIELDS if name != "name"]


def in_words(rules: RuleSet, name: str) -> str:
    plain = rules.to_json()[name]
    if isinstance(plain, bool):
        return gettext("yes") if plain else gettext("no")
    if name in NOTICES:
        return _term_in_words(plain)
    if name == "composition":
        return gettext(", ").join(f"{COMPOSITION[target['kind']]} ≥ {target['at_least']}" for target in plain) or gettext("none")
    if name == "capacity_order":
        return gettext(", ").join(str(CAPACITIES.get(code, code)) for code in plain)
    return str(RULE_VALUES.get(plain, plain))


def _term_in_words(term: dict[str, Any] | None) -> str:
    if term is None:
        return gettext("not held")
    length = f"{term['length']} {UNITS[term['unit']]}"
    return length if term["waits"] else gettext("%(length)s, the next step does not wait for it") % {"length": length}
