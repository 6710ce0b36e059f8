import json
import re
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.messages import sentence
from elections.rules.acts import Act
from elections.rules.calendar import FIRST_YEAR, LAST_YEAR, read_year
from elections.rules.issues import RuleViolation
from elections.services.calendar import load_calendar_year

from .acts import ActForm, TextField, WholeNumberField
from .uploads import UploadField

SPAN = re.compile(r"\s*(?:/|至|—|–|~|到)\s*")


class LoadCalendarYearForm(ActForm):
    """A year's holidays and make-up workdays, typed from the notice of the State Council, or from the small file of another office."""

    act = Act.LOAD_CALENDAR_YEAR
    part = _("Working days")
    title = _("Working days of a year")
    lead = _("As the yearly notice of the State Council lists them. Notices that stand keep their times: they were posted with them.")
    press = _("Take over the year")
    said = _("The year is taken over.")

    year = WholeNumberField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    holidays = TextField(
        label=_("Holidays"), lines=8, required=False, help_text=_("One day or span in each line: 2027-01-01, or 2027-10-01 至 2027-10-07.")
    )
    workdays = TextField(label=_("Weekends that are worked"), lines=4, required=False, help_text=_("One day in each line."))
    file = UploadField(label=_("Or the file of the year"), required=False, accept=".json")

    def prepare(self) -> None:
        self.initial.setdefault("year", self.now.year + 1)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        if not cleaned.get("file") and not (cleaned.get("year") and cleaned.get("holidays")):
            self.add_error(None, gettext("Type the year and its holidays, or choose the file."))
            return cleaned
        self.content = cleaned["file"].read() if cleaned.get("file") else _typed(cleaned)
        try:
            self.table = read_year(self.content)
        except RuleViolation as refused:
            for issue in refused.issues:
                self.add_error("file" if cleaned.get("file") else None, sentence(issue))
        return cleaned

    def perform(self) -> object:
        return load_calendar_year(self.office, self.content, actor=self.actor)


def _typed(cleaned: dict[str, Any]) -> bytes:
    days = {name: [_day(line) for line in cleaned[name].splitlines() if line.strip()] for name in ("holidays", "workdays")}
    return json.dumps({"year": cleaned["year"], **days}).encode()


def _day(line: str) -> str:
    return "/".join(SPAN.split(line.strip()))
