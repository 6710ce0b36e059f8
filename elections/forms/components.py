from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from . import layouts
from .acts import DayField, ScanField, TextField, WholeNumberField
from .filters import ALL, ListFilter


class SampleForm(forms.Form):
    """One field of every kind, as a form of the house shows it."""

    text = forms.CharField(label=_("A line of text"), help_text=_("One sentence where somebody would hesitate."))
    number = WholeNumberField(label=_("A number"))
    day = DayField(label=_("A day"))
    choice = forms.ChoiceField(label=_("A choice"), choices=[("a", _("This one")), ("b", _("That one"))])
    tick = forms.BooleanField(label=_("Something that is so"), required=False)
    lines = TextField(label=_("Several lines"), required=False)
    scan = ScanField(label=_("A scan or a photograph"), required=False)

    helper = layouts.helper(Field("text"), "number", "day", "choice", "tick", "lines", "scan", press=_("What the button does"))


class SampleFilter(ListFilter):
    """A bar with a condition below it, as it stands above a long list."""

    first = ("text",)

    text = forms.CharField(label=_("A line of text"), required=False)
    choice = forms.ChoiceField(label=_("A choice"), required=False, choices=[ALL, ("a", _("This one")), ("b", _("That one"))])
