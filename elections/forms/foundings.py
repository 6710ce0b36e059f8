from typing import Any

from crispy_forms.layout import HTML, Div, Field
from django import forms
from django.utils.translation import gettext_lazy as _

from elections.models import Organisation
from elections.office_labels import TITLES
from elections.services.foundings import FirstOffice

from . import layouts
from .accounts import NewPasswordForm

STREET_TITLES = (Organisation.Title.WORKING_COMMITTEE, Organisation.Title.TOWN_COMMITTEE)
ADDRESS_HELP = _("Small letters and figures, as in wenhui. Left empty it is made from the name.")


def part(title: str) -> HTML:
    return HTML('{% load i18n %}<h2 class="form-part">{% translate "' + title + '" %}</h2>')


class BeginForm(NewPasswordForm):
    """The first run: the code from the console, the street, and who is its first administrator."""

    founding_code = forms.CharField(
        label=_("Code from the window of the program"), max_length=30, help_text=_("Twelve letters and figures; capitals do not matter.")
    )
    name = forms.CharField(label=_("Name of the street or town"), max_length=60, help_text=_("As in documents: 文晖街道."))
    title = forms.ChoiceField(label=_("Party organisation"), choices=[(title.value, TITLES[title.value]) for title in STREET_TITLES])
    superior_name = forms.CharField(
        label=_("Reports to"), max_length=80, required=False, help_text=_("Who approves and receives reports: 中共下城区委组织部.")
    )
    code = forms.CharField(label=_("Short name in addresses"), max_length=32, required=False, help_text=ADDRESS_HELP)
    display_name = forms.CharField(label=_("Your name"), max_length=40)
    username = forms.CharField(label=_("User name"), max_length=40, help_text=_("With it you sign in; letters and figures are easiest."))

    helper = layouts.helper(
        Field("founding_code", autocomplete="off", autocapitalize="characters", spellcheck="false", autofocus=True),
        part("The street"),
        Div(Div("name", css_class="col-md-6"), Div("title", css_class="col-md-6"), css_class="row"),
        Div(Div("superior_name", css_class="col-md-6"), Div("code", css_class="col-md-6"), css_class="row"),
        part("The first administrator"),
        Div(
            Div(Field("display_name", autocomplete="name"), css_class="col-md-6"),
            Div(Field("username", autocomplete="username", autocapitalize="none"), css_class="col-md-6"),
            css_class="row",
        ),
        Div(
            Div(Field("new_password", autocomplete="new-password"), css_class="col-md-6"),
            Div(Field("repeat_password", autocomplete="new-password"), css_class="col-md-6"),
            css_class="row",
        ),
        press=_("Found the office"),
    )

    def wanted(self) -> FirstOffice:
        typed: dict[str, Any] = self.cleaned_data
        names = ("name", "title", "superior_name", "display_name", "username", "code")
        return FirstOffice(password=typed["new_password"], **{name: typed[name].strip() for name in names})
