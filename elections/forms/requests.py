from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from . import layouts


class ScanField(forms.FileField):
    def __init__(self, **kwargs: object) -> None:
        widget = forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})
        super().__init__(max_length=120, widget=widget, **kwargs)  # type: ignore[arg-type]


class ReplyForm(forms.Form):
    """批复 with its number, or 备案."""

    number = forms.CharField(
        label=_("Number of the reply"), max_length=40, required=False, help_text=_("As it stands on the paper, the year included.")
    )
    filed_only = forms.BooleanField(label=_("Take on file only, without a reply of approval"), required=False)
    text = forms.CharField(label=_("Text of the reply"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    scan = ScanField(
        label=_("Scan or photograph of the reply"),
        required=False,
        help_text=_("Without it the approval shows as an opinion only; it can be added later."),
    )

    helper = layouts.helper(Field("number", autocomplete="off"), "filed_only", "text", "scan", press=_("Approve"))


class ReturnForm(forms.Form):
    text = forms.CharField(label=_("What has to be mended"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    helper = layouts.helper("text", press=_("Return for correction"), css_class="btn-plain")


class AttachScanForm(forms.Form):
    scan = ScanField(label=_("Scan or photograph of the reply"))

    helper = layouts.helper("scan", press=_("Attach the scan"))
