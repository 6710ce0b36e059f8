from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elections.labels import PHASES
from elections.queries.board import BoardRow

from .filters import ALL, ListFilter


class BoardFilter(ListFilter):
    """Without a choice everything is shown."""

    name = forms.CharField(label=_("Community"), required=False, max_length=40)
    phase = forms.ChoiceField(label=_("Step"), required=False)
    needs = forms.ChoiceField(
        label=_("Needs attention"),
        required=False,
        choices=[ALL, ("late", _("Late")), ("objections", _("Open objections")), ("requests", _("Waiting requests"))],
    )

    def __init__(self, *args: Any, phases: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("phase", [ALL, *((code, label) for code, label in PHASES.items() if code in phases)])

    def chosen(self, rows: Iterable[BoardRow]) -> list[BoardRow]:
        asked = self.asked
        found = [row for row in rows if asked.get("name", "") in row.election.community.name]
        found = [row for row in found if asked.get("phase", row.election.phase) == row.election.phase]
        return [row for row in found if "needs" not in asked or getattr(row, asked["needs"])]
