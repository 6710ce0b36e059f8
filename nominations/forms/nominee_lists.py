"""What can be asked of the list of nominees."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elections.forms.filters import ALL, ListFilter
from elections.labels import CHANNELS, POSTS
from elections.models import Election
from nominations.queries.nominations import contests_of
from nominations.queries.nominee_lists import NomineeChoice


class NomineeFilter(ListFilter):
    """Without a choice everybody ever nominated is shown."""

    first = ("text", "state", "sort")

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
        self.offer("post", [ALL, *((post, POSTS[post]) for post in posts)])

    def choice(self) -> NomineeChoice:
        return NomineeChoice(**self.asked)
