from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.forms.acts import LateEntryForm, ScanField, TextField, WholeNumberField
from elections.rules.acts import Act
from nominations.queries.deliberations import branch_lines
from nominations.services.deliberations import record_deliberation


class RecordDeliberationForm(LateEntryForm):
    """`subject`: the line of a branch."""

    act = Act.RECORD_DELIBERATION
    title = _("Record a deliberation")
    lead = _("The members talk the list over before it goes to the meeting.")
    press = _("Record the deliberation")
    said = _("The deliberation is recorded.")

    attended = WholeNumberField(label=_("How many took part"), min_value=1)
    opinions = TextField(label=_("Opinions"), required=False)
    sheet = ScanField(label=_("Scan of the record"), required=False)

    def prepare(self) -> None:
        branch = self.subject.branch
        name = branch.name if branch else self.election.community.name
        self.title = gettext("Deliberation: %(branch)s") % {"branch": name}  # type: ignore[misc, assignment]

    def perform(self) -> object:
        typed = self.cleaned_data
        return record_deliberation(
            self.election,
            actor=self.actor,
            branch=self.subject.branch,
            attended=typed["attended"],
            opinions=typed["opinions"],
            sheet=self.keep("sheet"),
            **self.late("held_at"),
        )

    def done_text(self, result: Any) -> str:
        waiting = sum(line.held is None for line in branch_lines(self.election))
        if not waiting:
            return gettext("The deliberation is recorded; now everybody has deliberated.")
        return gettext("The deliberation is recorded; %(count)s branches are still to come.") % {"count": waiting}
