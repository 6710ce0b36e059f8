from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elections.labels import PHASES
from elections.queries.board import BoardRow


class BoardFilter(forms.Form):
    """Without a choice everything is shown."""

    name = forms.CharField(label=_("Community"), required=False, max_length=40)
    phase = forms.ChoiceField(label=_("Step"), required=False)
    needs = forms.ChoiceField(label=_("Needs attention"), required=False)

    NEEDS = (("", _("All")), ("late", _("Late")), ("objections", _("Open objections")), ("requests", _("Waiting requests")))

    def __init__(self, *args: Any, phases: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [(code, label) for code, label in PHASES.items() if code in phases]
        self.fields["phase"].choices = [("", _("All")), *steps]  # type: ignore[attr-defined]
        self.fields["needs"].choices = self.NEEDS  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "name" else "form-select"

    def chosen(self, rows: Sequence[BoardRow]) -> list[BoardRow]:
        if not self.is_bound or not self.is_valid():
            return list(rows)
        wanted = self.cleaned_data
        found = [row for row in rows if wanted["name"].strip() in row.election.community.name]
        found = [row for row in found if wanted["phase"] in ("", row.election.phase)]
        return [row for row in found if not wanted["needs"] or getattr(row, wanted["needs"])]
