"""A table with one line of fields for each of certain people or things: none is added, whoever is left empty is left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML
from django import forms
from django.utils.translation import gettext

from .acts import ActForm
from .grids import Row

TEMPLATE = "components/lines.html"


@dataclass(frozen=True, slots=True)
class Line:
    """`note` stands under the name, in small letters."""

    subject: Any
    name: str
    row: Row
    note: str = ""


class LinesForm(ActForm):
    """`people()` yields what each line is about. `self.lines` are shown, `answers()` is what was typed, line by line."""

    row_class: type[Row]
    people_title: Any = ""

    def parts(self) -> list[forms.Form]:
        return [self, *(line.row for line in self.lines)]

    def people(self) -> Iterable[tuple[Any, str, str]]:
        """Each with its name and a note; a subject is a row of the database."""
        raise NotImplementedError

    def values(self, subject: Any) -> dict[str, Any]:
        """What stands in its line before anybody types."""
        return {}

    def row_kwargs(self) -> dict[str, Any]:
        return {}

    def prepare(self) -> None:
        given = (self.data, self.files) if self.is_bound else ()
        self.lines = [
            Line(subject, name, self.row_class(*given, prefix=f"row-{subject.pk}", initial=self.values(subject), **self.row_kwargs()), note)
            for subject, name, note in self.people()
        ]

    @property
    def helper(self) -> FormHelper:
        made = super().helper
        made.layout.insert(len(made.layout) - 1, HTML(f'{{% include "{TEMPLATE}" %}}'))
        return made

    @property
    def columns(self) -> Sequence[Any]:
        return list(self.row_class(**self.row_kwargs()).visible_fields())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for line in self.lines:
            for field, errors in line.row.errors.items():
                column = line.row.fields[field].label if field in line.row.fields else ""
                where = gettext("%(name)s, %(column)s: ") if column else gettext("%(name)s: ")
                for error in errors:
                    self.add_error(None, where % {"name": line.name, "column": column} + str(error))
        return cleaned

    def answers(self) -> list[tuple[Any, dict[str, Any]]]:
        """Lines in which something stands."""
        return [(line.subject, line.row.cleaned_data) for line in self.lines if any(line.row.cleaned_data.values())]
