"""What can be asked of the list of nominees."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from elections.forms.roll import ALL
from elections.labels import CHANNELS, POSTS
from elections.models import Election
from nominations.queries.nominations import contests_of
from nominations.queries.nominee_lists import NomineeChoice


class NomineeFilter(forms.Form):
    """Without a choice everybody ever nominated is shown."""

    text = forms.CharField(label=_("Name, initials or number"), required=False, max_length=40)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ALL,
            ("stands", _("Stands")),
            ("consented", _("Has consented")),
            ("missing", _("Consent missing")),
            ("held", _("A matter is open")),
            ("out", _("Out")),
        ],
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("strokes", _("By strokes of the surname")),
            ("number", _("By number")),
            ("branch", _("By branch")),
            ("newest", _("By the newest sheet")),
        ],
    )
    post = forms.ChoiceField(label=_("Post"), required=False)
    channel = forms.ChoiceField(label=_("How nominated"), required=False, choices=[ALL, *CHANNELS.items()])

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = dict.fromkeys(contest.post for contest in contests_of(election))
        self.fields["post"].choices = [ALL, *((post, POSTS[post]) for post in posts)]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "text" else "form-select"

    @property
    def first_fields(self) -> list[BoundField]:
        return [self[name] for name in ("text", "state", "sort")]

    @property
    def more_fields(self) -> list[BoundField]:
        return [self[name] for name in ("post", "channel")]

    def choice(self) -> NomineeChoice:
        """What cannot be understood asks for nothing."""
        typed = self.cleaned_data if self.is_valid() else {}
        return NomineeChoice(**{name: value for name, value in typed.items() if value})
