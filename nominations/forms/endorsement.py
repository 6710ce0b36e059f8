"""联名推荐: one nominee, and the people or households that sign."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from elections.forms.grids import GridForm, Row
from elections.models import RollEntry
from elections.rules.issues import Issue, RuleViolation
from nominations.models import Nomination
from nominations.rules.endorsement import Address, Channel, Endorser

from .nominations import FROM_THE_ROLL, OnePersonForm, SheetGrid, person

IDENTITIES = (("", _("found by the name")), ("member", _("Party member")), ("resident", _("Resident")))


class EndorserRow(Row):
    name = forms.CharField(label=_("Name"), max_length=60, required=False, widget=forms.TextInput(attrs=FROM_THE_ROLL))
    identity = forms.ChoiceField(label=_("Member or resident"), choices=IDENTITIES, required=False)
    building = forms.CharField(label=_("Building"), max_length=40, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    room = forms.CharField(label=_("Room"), max_length=20, required=False)


class HouseholdRow(Row):
    name = forms.CharField(label=_("Who signed"), max_length=60, required=False)
    building = forms.CharField(label=_("Group or building"), max_length=40, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    room = forms.CharField(label=_("House number or room"), max_length=20, required=False)


PEOPLE = _("%(needed)s different people sign: members by their names on the roll, residents with building and room.")
HOUSEHOLDS = _("%(needed)s different households sign; an address counts once.")


class RegisterJointForm(SheetGrid, OnePersonForm):
    channel = Channel.JOINT
    title = _("Register a joint nomination")
    row_class: type[Row] = EndorserRow
    empty_rows = 12

    checked = forms.BooleanField(label=_("Signatures and addresses are compared with the sheet"), required=False)

    namesakes = forms.BooleanField(
        label=_("People of one name on this sheet are different people"),
        required=False,
        help_text=_("Look at both signatures; it is kept on record."),
    )

    rows = ("nominee", "contest", "reason", "scan", "checked")

    def prepare(self) -> None:
        self.by_household = self.election.rules.joint_nomination_unit == "household"
        if self.by_household:
            self.row_class = HouseholdRow
        if "namesakes" in self.data:
            self.ask("namesakes")
        OnePersonForm.prepare(self)
        GridForm.prepare(self)
        needed = {"needed": self.election.rules.joint_nomination}
        self.lead = (HOUSEHOLDS if self.by_household else PEOPLE) % needed  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.grid.is_valid():
            cleaned["endorsers"] = list(self._endorsers())
            for sentence in self.row_faults():
                self.add_error(None, sentence)
        return cleaned

    def perform(self) -> Nomination:
        typed = self.cleaned_data
        endorsers = [endorser for _row, endorser in typed["endorsers"]]
        sheet = self.sheet(typed["entry"], typed["contest"], reason=typed["reason"], endorsers=endorsers, scan=self.keep_scan())
        try:
            return self.register(sheet)
        except RuleViolation as refused:
            if any(issue.code == "endorsers_of_one_name" for issue in refused.issues):
                self.ask("namesakes")
            raise RuleViolation(self._by_row(refused.issues)) from refused

    def _endorsers(self) -> Iterator[tuple[int, Endorser]]:
        """With the row in which each stands."""
        for number, row in enumerate(self.grid.forms, 1):
            typed = row.cleaned_data
            if any(typed.get(name) for name in ("name", "building", "unit", "room")):
                yield number, self._endorser(row)

    def _endorser(self, row: BaseForm) -> Endorser:
        typed = row.cleaned_data
        address = Address(typed["building"], typed["unit"], typed["room"])
        entry = None if self.by_household or typed["identity"] == "resident" else self._member(row)
        said = {"checked": self.cleaned_data["checked"], "namesake": self.cleaned_data["namesakes"]}
        return Endorser(typed["name"], entry=entry.pk if entry else None, address=address, **said)

    def _member(self, row: BaseForm) -> RollEntry | None:
        """Who says nothing of the identity is a member if the roll has the name, else a resident."""
        typed = row.cleaned_data
        if typed["identity"] != "member" and not self.roll.find(typed["name"]):
            return None
        return person(row, "name", self.roll)

    def _by_row(self, issues: Sequence[Issue]) -> list[Issue]:
        """The rules count the lines that were filled in; here rows between them may be empty."""
        rows = [row for row, _endorser in self.cleaned_data["endorsers"]]
        lines = ("line", "first", "second")
        return [
            replace(issue, params={name: rows[int(str(value)) - 1] if name in lines else value for name, value in issue.params.items()})
            for issue in issues
        ]
