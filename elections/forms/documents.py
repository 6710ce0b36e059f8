from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from elections.models import Document
from elections.queries.documents import WAITING, paper_of
from elections.rules.acts import Act
from elections.services import documents as services
from elections.services.papers import correct_paper

from .acts import ActForm, TextField
from .files import PaperField
from .filters import ListFilter

SHOWN = [
    ("", _("All documents")),
    (WAITING, _("To do")),
    (Document.State.DRAFT, _("Draft")),
    (Document.State.AWAITING_SIGNATURE, _("Awaiting signature")),
    (Document.State.STAMPED, _("Stamped")),
    (Document.State.POSTED, _("Posted")),
    (Document.State.FILED, _("Filed to the superior")),
]


class DocumentFilter(ListFilter):
    words = forms.CharField(label=_("Words of the title"), required=False, max_length=60)
    state = forms.ChoiceField(label=_("State"), required=False, choices=SHOWN)


class FinaliseDocumentForm(ActForm):
    """`subject`: the document, as in the forms below."""

    act = Act.FINALISE_DOCUMENT
    title = _("Finalise")
    lead = _("The text is settled; the paper is printed and goes to be signed and stamped.")
    press = _("Finalise")
    said = _("The paper is final; it waits for signature and stamp.")

    def perform(self) -> object:
        return services.finalise_document(self.subject, actor=self.actor)


class StampDocumentForm(ActForm):
    act = Act.STAMP_DOCUMENT
    title = _("Add the stamped copy")
    lead = _("The signed and stamped paper, scanned or photographed. What was edited in WPS or Word may be added in its place.")
    press = _("Add the stamped copy")
    said = _("The stamped copy is on record; it is what opens from now on.")

    copy_file = PaperField(label=_("Stamped copy"))

    def perform(self) -> object:
        kept = self.keep("copy_file", confidential=self.subject.audience != "public")
        assert kept is not None  # the field is required
        return services.stamp_document(self.subject, actor=self.actor, copy=kept)


class ReleaseDocumentForm(ActForm):
    act = Act.RELEASE_DOCUMENT
    title = _("Posted or filed")
    lead = _("Say it when the paper hangs, or has gone to the superior.")
    press = _("Note it")
    said = _("Noted.")

    where = forms.ChoiceField(
        label=_("What was done"),
        choices=[("posted", _("Posted in the notice columns")), ("filed", _("Filed to the superior"))],
        widget=forms.RadioSelect,
    )

    rows = (Field("where"),)

    def prepare(self) -> None:
        self.initial.setdefault("where", paper_of(self.subject).end or Document.State.POSTED)

    def perform(self) -> object:
        return services.release_document(self.subject, actor=self.actor, filed=self.cleaned_data["where"] == "filed")


class SupersedeDocumentForm(ActForm):
    act = Act.SUPERSEDE_DOCUMENT
    title = _("Correct the paper")
    lead = _("The paper is made anew from what is recorded now. The old one stays and says that it was corrected.")
    press = _("Correct the paper")
    said = _("The corrected paper stands as a draft; the old one says so.")

    reason = TextField(label=_("Reason for the correction"), lines=2)

    def perform(self) -> object:
        return correct_paper(self.subject, actor=self.actor, reason=self.cleaned_data["reason"])
