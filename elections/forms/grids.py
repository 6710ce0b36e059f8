"""Many rows typed at once: a table of fields into which cells copied from a spreadsheet can be pasted."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML
from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext

from .acts import ActForm

TEMPLATE = "components/grid.html"


class Row(forms.Form):
    """One row. A row in which nothing was typed is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **{k: v for k, v in kwargs.items() if k != "use_required_attribute"})
        for field in self.fields.values():
            _dress(field.widget)


def _dress(widget: forms.Widget) -> None:
    """The look of a field, beside what the field says of itself (`num`)."""
    said = widget.attrs.get("class", "")
    if "form-" not in said:
        look = "form-select" if isinstance(widget, forms.Select) else "form-control"
        widget.attrs["class"] = f"{look} {said}".strip()


class GridForm(ActForm):
    """An act with a grid of `row_class` rows beside its own fields. `self.grid` is the formset, `typed_rows()` what was typed."""

    row_class: type[Row]
    empty_rows = 8
    most_rows = 2000
    prefix_of_rows = "row"

    def prepare(self) -> None:
        factory: type[BaseFormSet[Any]] = formset_factory(
            self.row_class, extra=self.empty_rows, max_num=self.most_rows, absolute_max=self.most_rows
        )
        given = {"data": self.data, "files": self.files} if self.is_bound else {"initial": self.initial_rows()}
        self.grid = factory(prefix=self.prefix_of_rows, form_kwargs=self.row_kwargs(), **given)

    @property
    def helper(self) -> FormHelper:
        made = super().helper
        made.layout.insert(len(made.layout) - 1, HTML(f'{{% include "{TEMPLATE}" %}}'))
        return made

    def parts(self) -> list[forms.Form]:
        return [self, *self.grid.forms]

    def initial_rows(self) -> list[dict[str, Any]]:
        return []

    def row_kwargs(self) -> dict[str, Any]:
        return {}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.grid.is_valid():
            for sentence in self.row_faults():
                self.add_error(None, sentence)
        return cleaned

    def row_faults(self) -> list[str]:
        """Each fault with its row and its column."""
        faults = [str(text) for text in self.grid.non_form_errors()]
        for number, form in enumerate(self.grid.forms, 1):
            for name, errors in form.errors.items():
                column = form.fields[name].label if name in form.fields else ""
                where = gettext("Row %(row)s, %(column)s: ") if column else gettext("Row %(row)s: ")
                faults += [where % {"row": number, "column": column} + str(error) for error in errors]
        return faults

    def typed_rows(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.grid.forms if form.has_changed() and form.cleaned_data]
