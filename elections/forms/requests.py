from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from elections.labels import REQUEST_HELP, REQUEST_KINDS
from elections.rules.acts import Act
from elections.services import requests as services
from elections.services.drafts import Draft
from elections.services.requests import ON_FILE

from . import layouts
from .acts import OWN_NUMBER, LateEntryForm, LetterNumberField, MomentField, ScanField, TextField, late_rows
from .uploads import HoldingForm

SCAN = _("Scan or photograph of the reply")


class SubmitRequestForm(LateEntryForm):
    """`subject`: the draft of a request of one kind."""

    act = Act.SUBMIT_REQUEST
    title = _("Submit a request")
    press = _("Submit to the superior")
    said = _("The request is submitted; it waits in the superior's inbox.")

    heading = forms.CharField(label=_("Title of the request"), max_length=120)
    number = LetterNumberField(
        label=_("Number of the letter"),
        required=False,
        help_text=OWN_NUMBER,
    )
    text = TextField(label=_("Text of the letter"), lines=6, required=False)

    rows = ("heading", Field("number", autocomplete="off"), "text")

    def prepare(self) -> None:
        draft: Draft = self.subject
        self.title = REQUEST_KINDS[draft.matter.kind]  # type: ignore[assignment,misc]
        self.lead = REQUEST_HELP[draft.matter.kind]  # type: ignore[misc]
        self.fields["text"].help_text = _("The letter that is made of it carries the names and figures on record beside this text.")
        self.initial.update({"heading": draft.title, "number": draft.number, "text": draft.text})

    def perform(self) -> object:
        typed = self.cleaned_data
        return services.submit_request(
            self.election,
            self.subject.matter.kind,
            actor=self.actor,
            title=typed["heading"],
            text=typed["text"],
            number=typed["number"],
            **self.late("submitted_at"),
        )


class ReplyForm(HoldingForm):
    """批复 with its number, or 备案; one that came on paper on an earlier day says so."""

    fact_at = MomentField(label=_("When it happened"), required=False)
    late_reason = forms.CharField(label=_("Why it is entered only now"), required=False, max_length=400)
    number = LetterNumberField(label=_("Number of the reply"), required=False, help_text=_("As it stands on the paper, the year included."))
    filed_only = forms.BooleanField(label=_("Take on file only, without a reply of approval"), required=False)
    text = TextField(label=_("Text of the reply"), required=False, max_length=2000)
    scan = ScanField(label=SCAN, required=False, help_text=_("Without it the approval shows as an opinion only; it can be added later."))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        if self.kind not in ON_FILE:
            del self.fields["filed_only"]

    @property
    def helper(self) -> Any:
        late = late_rows(self)
        on_file = ["filed_only"] if "filed_only" in self.fields else []
        return layouts.helper("once", Field("number", autocomplete="off"), *on_file, "text", "scan", late, press=_("Approve"))


class ReturnForm(forms.Form):
    text = TextField(label=_("What has to be mended"), max_length=2000)

    helper = layouts.helper("text", press=_("Return for correction"), css_class="btn-plain")


class AttachScanForm(HoldingForm):
    scan = ScanField(label=SCAN)

    helper = layouts.helper("once", "scan", press=_("Attach the scan"))
