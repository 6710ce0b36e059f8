from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elections.rules.addresses import read_postcode


class PostcodeField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(label=_("Postcode"), max_length=10, required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        postcode = read_postcode(str(super().clean(value)))
        if postcode is None:
            raise forms.ValidationError(gettext("A postcode has six figures."))
        return postcode
