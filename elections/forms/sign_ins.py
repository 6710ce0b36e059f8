from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from elections.labels import ROLES
from elections.permissions import Role
from elections.rules.acts import Act
from elections.services.second_factors import require_second_factor

from . import layouts
from .acts import ActForm

CODE_FIELD = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "spellcheck": "false"}


class OneTimeCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=20, help_text=_("Six figures from the authenticator, or one of the recovery codes on paper.")
    )

    helper = layouts.helper(Field("code", autocomplete="one-time-code", autofocus=True, spellcheck="false"), press=_("Sign in"))


class AddSecondFactorForm(forms.Form):
    code = forms.CharField(label=_("Code that the authenticator shows"), max_length=10)

    helper = layouts.helper(Field("code", **CODE_FIELD), press=_("Add the authenticator"))


class PasswordOnceMoreForm(forms.Form):
    """Before what cannot be taken back."""

    password = forms.CharField(label=_("Password"), max_length=128, strip=False, widget=forms.PasswordInput)

    helper = layouts.helper(Field("password", autocomplete="current-password"), press=_("Go on"))


class RequireSecondFactorForm(ActForm):
    act = Act.REQUIRE_SECOND_FACTOR
    title = _("Roles that need an authenticator")
    lead = _("Whoever holds one of these roles adds an authenticator at the next sign-in, and types its code at each one after.")
    press = _("Set the roles")
    said = _("From the next sign-in on, these roles need an authenticator.")

    roles = forms.MultipleChoiceField(
        label=_("Roles"), required=False, choices=[(role.value, ROLES[role.value]) for role in Role], widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        self.initial.setdefault("roles", self.office.second_factor_roles)

    def perform(self) -> object:
        return require_second_factor(self.office, [Role(code) for code in self.cleaned_data["roles"]], actor=self.actor)
