"""What can be asked of a list: one bar above it, the same everywhere (`templates/components/filters.html`)."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

ALL = ("", _("All"))


class ListFilter(forms.Form):
    """Without a choice everything is shown. `first` names the fields of the bar where it does not hold them all; the others open below."""

    first: ClassVar[Sequence[str]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"

    def offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        """What a field can be asked for, known only once the list is."""
        field: Any = self.fields[name]
        field.choices = list(choices)

    @property
    def first_fields(self) -> list[BoundField]:
        return [self[name] for name in self.first or self.fields]

    @property
    def more_fields(self) -> list[BoundField]:
        return [self[name] for name in self.fields if self.first and name not in self.first]

    @property
    def asked(self) -> dict[str, str]:
        """By name of the field. What cannot be understood asks for nothing."""
        typed = self.cleaned_data if self.is_valid() else {}
        return {name: value for name, value in typed.items() if value}

    @property
    def narrows(self) -> bool:
        """By a field that stands below the bar."""
        return any(field.name in self.asked for field in self.more_fields)
