"""The shape every form of the house has: fields one under another, one clear button, errors above."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout, LayoutObject
from django import forms
from django.utils.functional import Promise

from elections.messages import sentences_of
from elections.rules.issues import Issue

LOOK = "look"


class ActButton(StrictButton):
    """A layout lives as long as the process; crispy's own button would keep the language of whoever opened the form first."""

    def render(self, form: forms.Form, context: Any, *args: Any, **kwargs: Any) -> str:
        return str(super(ActButton, copy(self)).render(form, context, *args, **kwargs))


def helper(*rows: LayoutObject | str, press: str | Promise, css_class: str = "btn-primary") -> FormHelper:
    """`press` is what stands on the button: the act itself, never just OK."""
    made = FormHelper()
    made.form_method = "post"
    made.form_tag = False
    made.error_text_inline = True
    made.layout = Layout(*rows, Div(ActButton(press, type="submit", css_class=css_class), css_class="actions"))
    return made


def with_look(made: FormHelper, press: str | Promise) -> FormHelper:
    """A second button, before the act itself: shows what would come of it."""
    made.layout[-1].fields.insert(0, ActButton(press, type="submit", name=LOOK, value="1", css_class="btn-plain"))
    return made


def refuse(form: forms.Form, issues: Iterable[Issue]) -> None:
    """What the rules refused stands in the form, in words; nothing that was typed is lost."""
    for sentence in sentences_of(issues):
        form.add_error(None, sentence)


SUGGESTIONS = "components/suggestions.html"


def suggestions(id: str, values: str) -> HTML:
    """What may be chosen instead of typed, for a field whose `list` names this id; `values` is the form's attribute that holds them."""
    return HTML(f'{{% include "{SUGGESTIONS}" with id="{id}" values=form.{values} %}}')
