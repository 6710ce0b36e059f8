"""A roll from a file: sent, looked at, applied whole; and undone."""

import base64
import binascii
import zlib
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.models import ImportedRoll
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation
from elections.services import imported_rolls, roll_import
from elections.services.spreadsheets import MAX_BYTES

from .acts import ActForm, TextField
from .uploads import UploadField

# What travels in the page between looking and applying; a larger file is chosen once more. It is kept nowhere: it holds ID numbers.
MOST_PACKED = 2_000_000


class RollFileForm(ActForm):
    """Looks only: nothing is recorded before the second step."""

    act = Act.IMPORT_ROLL
    title = _("Import the roll")
    lead = _("First you see what the file would do; nothing is entered before you agree.")
    press = _("Look at the file")
    holds_uploads = False

    file = UploadField(
        label=_("File"),
        help_text=_("An Excel workbook (.xlsx) or a CSV, also one that a Chinese spreadsheet saved. At most 20 MB."),
        accept=".xlsx,.csv,.txt",
    )

    def preview(self) -> tuple[roll_import.RollImport, str]:
        """What the file would do, and the file as it travels to the second step ("" where it is too large for that)."""
        content = self.cleaned_data["file"].read(MAX_BYTES + 1)
        return roll_import.preview_roll(self.election, content), packed(content)

    def perform(self) -> object:
        raise NotImplementedError("looking at a file is no act")


class ApplyRollForm(ActForm):
    """The second step: the same file, from the page or chosen once more."""

    act = Act.IMPORT_ROLL
    title = _("Import the roll")
    press = _("Enter the whole file")
    holds_uploads = False

    apply = forms.CharField(required=False, widget=forms.HiddenInput, initial="1")
    packed = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MOST_PACKED)
    name = forms.CharField(required=False, widget=forms.HiddenInput, max_length=120)
    again = UploadField(label=_("The same file once more"), required=False, accept=".xlsx,.csv,.txt")

    def prepare(self) -> None:
        if self.initial.get("packed") or self.data.get("packed"):
            del self.fields["again"]

    def perform(self) -> Any:
        return roll_import.import_roll(self.election, self._content(), actor=self.actor, name=self.cleaned_data["name"])

    def done_text(self, result: Any) -> str:
        counts: dict[str, int] = result.counts
        if not counts["new"] and not counts["changed"]:
            return gettext("Everybody in the file is on the roll already, just so; nothing changed.")
        return gettext("Entered: %(new)s new, %(changed)s changed, %(same)s as before.") % counts

    def _content(self) -> bytes:
        again = self.cleaned_data.get("again")
        content: bytes = again.read(MAX_BYTES + 1) if again else unpacked(self.cleaned_data["packed"])
        return content


class UndoImportForm(ActForm):
    """`subject`: the import."""

    act = Act.UNDO_IMPORT
    title = _("Undo the import")
    lead = _("Possible until the roll is closed, and while nobody has worked on the people of this file.")
    consequence = _("Who came with this file is taken off the roll; who was changed by it is as before.")
    press = _("Undo the import")

    reason = TextField(label=_("Reason"), lines=2)

    def perform(self) -> ImportedRoll:
        return imported_rolls.undo_import(self.subject, actor=self.actor, reason=self.cleaned_data["reason"])

    def done_text(self, result: Any) -> str:
        return gettext("The import is undone: %(new)s people taken off, %(changed)s as before.") % {
            "new": self.subject.new_rows,
            "changed": self.subject.changed_rows,
        }


def packed(content: bytes) -> str:
    text = base64.b64encode(zlib.compress(content)).decode()
    return text if len(text) <= MOST_PACKED else ""


def unpacked(text: str) -> bytes:
    """RuleViolation for what no page of ours has sent."""
    try:
        machine = zlib.decompressobj()
        content = machine.decompress(base64.b64decode(text, validate=True), MAX_BYTES + 1)
    except (binascii.Error, zlib.error, ValueError) as broken:
        raise RuleViolation([Issue("table_broken", {})]) from broken
    return content
