from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.rules.acts import Act

from .acts import ActForm
from .uploads import EvidenceField


class PaperField(EvidenceField):
    """A scan, a photograph, or what was edited in an office program."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(accept=".pdf,.jpg,.jpeg,.png,.docx,.xlsx", **kwargs)


class StoreFileForm(ActForm):
    act = Act.STORE_FILE
    title = _("Store a file")
    lead = _("PDF, JPEG, PNG, Word or Excel, at most 20 MB. Pictures are encoded anew, which drops where and with what they were taken.")
    press = _("Store the file")
    said = _("The file is stored.")

    upload = PaperField(label=_("File"))
    confidential = forms.BooleanField(
        label=_("Only for the street and for me"), required=False, help_text=_("A confidential file does not go into the archive.")
    )

    rows = ("upload", "confidential")

    def perform(self) -> object:
        return self.keep("upload", confidential=self.cleaned_data["confidential"])

    def done_text(self, result: Any) -> str:
        return gettext("“%(name)s” is stored.") % {"name": result.name}
