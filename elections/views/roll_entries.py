"""One person of the roll: entered, changed, taken off, revised."""

from typing import Any

from django.urls import reverse

from elections.forms import roll_entries as forms
from elections.queries.roll_lists import standing_entry

from .acts import Asked, act_page


def to_person(asked: Asked, _result: Any) -> str:
    return reverse("elections:roll_entry", args=[asked.election.code, asked.subject.pk]) if asked.election else ""


def without_doing_it(asked: Asked) -> str:
    return to_person(asked, None)


add = act_page(forms.AddEntryForm)
edit = act_page(forms.EditEntryForm, subject=standing_entry, back=to_person, cancel=without_doing_it)
remove = act_page(forms.RemoveEntryForm, subject=standing_entry)
revise_add = act_page(forms.ReviseAddForm)
revise = act_page(forms.ReviseEntryForm, subject=standing_entry, back=to_person, cancel=without_doing_it)
strike = act_page(forms.StrikeEntryForm, subject=standing_entry)
