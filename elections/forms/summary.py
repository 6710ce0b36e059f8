from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elections.documents.archive import Speciality
from elections.queries.cycles import standing_elections
from elections.rules.acts import Act
from elections.services.summary import SummaryWording, file_summary

from .acts import TextField
from .grids import Row
from .lines import LinesForm
from .rule_set import pair


class SpecialityLine(Row):
    text = forms.CharField(label=_("What was special there"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class FileSummaryForm(LinesForm):
    """`subject`: the cycle. The figures come from the elections; here stands what no record knows."""

    act = Act.FILE_SUMMARY
    part = _("Cycles")
    title = _("Summary of the cycle")
    lead = _("Both papers take their figures from the confirmed results. Filed again, the new papers take the place of the old.")
    press = _("File the summary")
    said = _("Both papers are filed; they are ready to open in a minute.")
    row_class = SpecialityLine
    people_title = _("Community")

    filled_by = forms.CharField(label=_("Filled in by"), max_length=40)
    checked_by = forms.CharField(label=_("Checked by"), max_length=40, required=False)
    telephone = forms.CharField(label=_("Telephone"), max_length=40)
    experience = TextField(label=_("What was learned"), required=False, help_text=_("One point in each line."))
    problems = TextField(label=_("What was difficult"), required=False, help_text=_("One point in each line."))

    rows = (pair("filled_by", "checked_by"), pair("telephone"), pair("experience", "problems"))

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("filled_by", self.actor.display_name)
        self.initial.setdefault("telephone", self.office.telephone)

    def people(self) -> list[tuple[Any, str, str]]:
        return [(election, election.community.name, "") for election in standing_elections(self.subject)]

    def perform(self) -> object:
        typed = self.cleaned_data
        special = tuple(Speciality(community=election.community.name, text=row["text"].strip()) for election, row in self.answers())
        names = {name: typed[name].strip() for name in ("filled_by", "checked_by", "telephone")}
        wording = SummaryWording(
            specialities=special, experience=_points(typed["experience"]), problems=_points(typed["problems"]), **names
        )
        return file_summary(self.subject, wording, actor=self.actor)


def _points(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
