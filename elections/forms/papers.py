from django import forms
from django.utils.translation import gettext_lazy as _


class PaperForm(forms.Form):
    """Which of the papers on offer."""

    kind = forms.CharField(max_length=40)
    key = forms.CharField(max_length=120)


class CopiesForm(forms.Form):
    copies = forms.IntegerField(label=_("Copies"), min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric"}))
