from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from elections.forms.acts import ActForm, LateEntryForm, ScanField, TextField, WholeNumberField
from elections.forms.grids import Row
from elections.forms.layouts import suggestions
from elections.forms.lines import LinesForm
from elections.labels import POSTS, VETTING_ITEMS
from elections.rules.acts import Act
from nominations.models import Nominee
from nominations.queries import vetting as queries
from nominations.services import vetting as services

PASSED, FAILED = "passed", "failed"
RESULTS = [("", "—"), (PASSED, _("in order")), (FAILED, _("not in order"))]


class NomineeLines(LateEntryForm, LinesForm):
    """One line for each person who is to be vetted; the note says for which posts."""

    people_title = _("Nominee")

    def people(self) -> Iterator[tuple[Nominee, str, str]]:
        posts = {line.nominee.pk: line.posts for line in self.subject.lines} if self.subject else {}
        for nominee in queries.people_to_vet(self.election):
            words = gettext(", ").join(str(POSTS[post]) for post in posts.get(nominee.pk, ()))
            yield nominee, nominee.entry.name, words


class AnswerRow(Row):
    result = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[("", "—"), (PASSED, _("in order")), (FAILED, _("not in order"))]
    )
    item = forms.ChoiceField(label=_("Item not in order"), required=False, choices=[("", "—"), *VETTING_ITEMS.items()])
    reason = forms.CharField(label=_("Reason"), required=False, max_length=400)


class RecordVettingForm(NomineeLines):
    """`subject`: the board of the vetting."""

    act = Act.RECORD_VETTING
    title = _("Record a department's findings")
    lead = _("One department at a time, all nominees at once. Who is left without a result is not touched.")
    press = _("Record the findings")
    said = _("The findings are recorded.")
    row_class = AnswerRow

    department = forms.CharField(label=_("Department"), max_length=60, widget=forms.TextInput(attrs={"list": "departments"}))
    items = forms.MultipleChoiceField(
        label=_("Items checked"), choices=list(VETTING_ITEMS.items()), initial=["conditions"], widget=forms.CheckboxSelectMultiple
    )
    others_pass = forms.BooleanField(
        label=_("Whoever has no result below is in order"), required=False, help_text=_("Mark only those who are not.")
    )
    sheet = ScanField(label=_("Scan of the department's sheet"), required=False, help_text=_("Kept confidential; opening it is recorded."))

    rows = ("department", suggestions("departments", "known"), "items", "sheet", "others_pass")

    def prepare(self) -> None:
        super().prepare()
        self.known = queries.departments_known(self.election)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            self.given = list(self._answers(cleaned))
            if not self.given:
                self.add_error(None, gettext("Give a result for at least one nominee."))
        return cleaned

    def perform(self) -> object:
        typed = self.cleaned_data
        return services.record_answers(
            self.election,
            typed["department"],
            typed["items"],
            self.given,
            actor=self.actor,
            sheet=self.keep("sheet", confidential=True),
            **self.late("found_at"),
        )

    def done_text(self, result: list[object]) -> str:
        count = len(self.given)
        return ngettext("%(count)s nominee: findings recorded.", "%(count)s nominees: findings recorded.", count) % {"count": count}

    def _answers(self, cleaned: dict[str, Any]) -> Iterator[services.Answer]:
        for line in self.lines:
            typed = line.row.cleaned_data
            if typed["result"] == FAILED:
                failed = typed["item"] or (cleaned["items"][0] if len(cleaned["items"]) == 1 else "")
                if failed not in cleaned["items"]:
                    sentence = gettext("%(name)s: say which of the items checked is not in order.")
                    self.add_error(None, sentence % {"name": line.name})
                yield services.Answer(line.subject, failed, typed["reason"])
            elif typed["result"] == PASSED or cleaned["others_pass"]:
                yield services.Answer(line.subject)


class InspectionRow(Row):
    suitable = forms.ChoiceField(label=_("Outcome"), required=False, choices=[("", "—"), ("1", _("suitable")), ("0", _("not suitable"))])
    talked_with = WholeNumberField(label=_("Talks held"), required=False)
    material = TextField(label=_("Material, or the reason"), lines=2, required=False)

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if not typed.get("suitable") and (typed.get("talked_with") or typed.get("material")):
            self.add_error("suitable", gettext("Say whether the person is suitable."))
        if typed.get("suitable") == "0" and not typed.get("material"):
            self.add_error("material", gettext("Say why."))
        return typed


class RecordInspectionForm(NomineeLines):
    act = Act.RECORD_INSPECTION
    title = _("Record the inspection")
    lead = _("What one team brought back. Whoever is found unsuitable falls off the list; the reason stays with the street.")
    press = _("Record the inspection")
    said = _("The inspection is recorded.")
    row_class = InspectionRow

    team = forms.CharField(label=_("Inspected by"), max_length=120, widget=forms.TextInput(attrs={"list": "teams"}))
    sheet = ScanField(label=_("Scan of the material"), required=False, help_text=_("Kept confidential; opening it is recorded."))

    rows = ("team", suggestions("teams", "known"), "sheet")

    def prepare(self) -> None:
        super().prepare()
        self.known = queries.teams_known(self.election)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not any(typed["suitable"] for _who, typed in self.answers()):
            self.add_error(None, gettext("Give a result for at least one nominee."))
        return cleaned

    def perform(self) -> object:
        people = [
            services.Inspected(nominee, typed["suitable"] == "1", typed["talked_with"] or 0, typed["material"])
            for nominee, typed in self.answers()
            if typed["suitable"]
        ]
        sheet = self.keep("sheet", confidential=True)
        team = self.cleaned_data["team"]
        return services.record_inspections(self.election, team, people, actor=self.actor, sheet=sheet, **self.late("inspected_at"))


class CertifyVettingForm(ActForm):
    """`subject`: the board of the vetting."""

    act = Act.CERTIFY_VETTING
    title = _("Complete the vetting")
    lead = _("Whoever has failed falls off here. The list must still hold without them; otherwise it is proposed anew with others.")
    press = _("Complete the vetting")
    said = _("The vetting is complete.")

    def perform(self) -> object:
        return services.certify_vetting(self.election, actor=self.actor)
