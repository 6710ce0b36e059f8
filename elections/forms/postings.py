"""张贴: several places at once, each with its photograph."""

from typing import Any

from crispy_forms.layout import HTML
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from elections.models import Posting
from elections.queries.postings import places_known
from elections.rules.acts import Act
from elections.services import postings as services
from elections.services.files import store_file

from .acts import ActForm, LateEntryForm, ScanField
from .grids import GridForm, Row


class PlaceRow(Row):
    place = forms.CharField(label=_("Place where it hangs"), max_length=80, widget=forms.TextInput(attrs={"list": "places"}))
    photo = ScanField(label=_("Photograph"), required=False)


class RecordPostingForm(LateEntryForm, GridForm):
    """`subject`: what hangs there, a notice or the announced result."""

    act = Act.RECORD_POSTING
    title = _("Record where it hangs")
    lead = _("One line for each place. A photograph can also be added later; a place without one counts as not proven.")
    press = _("Record the places")
    said = _("The places are recorded.")

    row_class = PlaceRow
    table_class = "lines"  # a card for each place on a telephone, where the photograph is taken
    empty_rows = 3
    most_rows = 40
    rows = (HTML('{% include "components/suggestions.html" with id="places" values=form.known %}'),)

    def prepare(self) -> None:
        super().prepare()
        self.known = places_known(self.election)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.typed_rows():
            self.add_error(None, gettext("Name at least one place."))
        return cleaned

    def perform(self) -> list[Posting]:
        return [self._record(row["place"], row["photo"]) for row in self.typed_rows()]

    def _record(self, place: str, upload: "UploadedFile[bytes] | None") -> Posting:
        photo = store_file(self.election, actor=self.actor, name=upload.name or "", content=upload.read()) if upload else None
        return services.record_posting(self.subject, actor=self.actor, place=place, photo=photo, **self.late("posted_at"))

    def done_text(self, result: list[Posting]) -> str:
        count = len(result)
        return ngettext("%(count)s place is recorded.", "%(count)s places are recorded.", count) % {"count": count}


class AddPhotoForm(ActForm):
    """`subject`: a place that is recorded without a photograph."""

    act = Act.RECORD_POSTING
    title = _("Add the photograph")
    press = _("Add the photograph")
    said = _("The photograph is added.")

    photo = ScanField(label=_("Photograph"))

    def perform(self) -> Posting:
        posting: Posting = self.subject
        hung: Any = posting.notice or posting.document
        return services.record_posting(hung, actor=self.actor, place=posting.place, photo=self.keep("photo"))
