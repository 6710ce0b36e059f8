from django import forms

from elections.rules.phases import Phase


class AdvanceForm(forms.Form):
    """Names the step that the officer saw, so that a second press changes nothing."""

    to = forms.ChoiceField(choices=[(phase.value, phase.value) for phase in Phase])
