from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from elections.queries.accounts import name_of_account

from . import layouts


class UserNameField(forms.CharField):
    """Gives the name that is meant, so that each account has one name at the door, for its lock too."""

    def clean(self, value: Any) -> str:
        return name_of_account(super().clean(value))


class SignInForm(forms.Form):
    username = UserNameField(label=_("User name"), max_length=40)
    password = forms.CharField(label=_("Password"), max_length=128, strip=False, widget=forms.PasswordInput)

    helper = layouts.helper(
        Field("username", autocomplete="username", autocapitalize="none", autofocus=True),
        Field("password", autocomplete="current-password"),
        press=_("Sign in"),
    )


class NewPasswordForm(forms.Form):
    """A password typed twice, judged before anything is looked up."""

    new_password = forms.CharField(label=_("New password"), max_length=128, strip=False, widget=forms.PasswordInput)
    repeat_password = forms.CharField(label=_("New password once more"), max_length=128, strip=False, widget=forms.PasswordInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password"].help_text = _(
            "At least 12 characters, not figures alone, no common password, nothing like the user name."
        )

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, second = cleaned.get("new_password"), cleaned.get("repeat_password")
        if first and second and first != second:
            self.add_error("repeat_password", ValidationError(_("The two passwords differ; type the same one twice.")))
        return cleaned


class FirstSignInForm(NewPasswordForm):
    username = UserNameField(label=_("User name"), max_length=40)
    slip_code = forms.CharField(
        label=_("Code on the paper slip"), max_length=20, help_text=_("Ten letters and figures; capitals do not matter.")
    )

    helper = layouts.helper(
        Field("username", autocomplete="username", autocapitalize="none", autofocus=True),
        Field("slip_code", autocomplete="off", autocapitalize="characters", spellcheck="false"),
        Field("new_password", autocomplete="new-password"),
        Field("repeat_password", autocomplete="new-password"),
        press=_("Set the password and sign in"),
    )


class ChangePasswordForm(NewPasswordForm):
    password = forms.CharField(label=_("Password until now"), max_length=128, strip=False, widget=forms.PasswordInput)

    helper = layouts.helper(
        Field("password", autocomplete="current-password", autofocus=True),
        Field("new_password", autocomplete="new-password"),
        Field("repeat_password", autocomplete="new-password"),
        press=_("Set the new password"),
    )
