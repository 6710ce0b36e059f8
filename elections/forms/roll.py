"""The roll as a list, and closing it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elections.labels import CAPACITIES, EXCLUSION_STATES, MEMBERSHIPS, RIGHTS
from elections.models import Election
from elections.queries.roll_lists import RollChoice, branch_names
from elections.rules.acts import Act
from elections.rules.roll_person import MEETING_DELEGATE
from elections.services import roll as services

from .acts import ActForm
from .filters import ALL, ListFilter


class RollFilter(ListFilter):
    first = ("text", "branch", "sort")

    text = forms.CharField(label=_("Name, initials or number"), required=False, max_length=40)
    branch = forms.ChoiceField(label=_("Branch"), required=False)
    membership = forms.ChoiceField(label=_("Membership"), required=False, choices=[ALL, *MEMBERSHIPS.items()])
    capacity = forms.ChoiceField(label=_("Capacity"), required=False)
    right = forms.ChoiceField(label=_("Right"), required=False, choices=[ALL, *RIGHTS.items(), ("no_vote", _("Without a vote"))])
    excluded = forms.ChoiceField(
        label=_("Not counted as due"), required=False, choices=[ALL, ("any", _("Any case")), *EXCLUSION_STATES.items()]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("On the roll")), ("struck", _("Off the roll"))])
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("number", _("By number")),
            ("strokes", _("By strokes of the surname")),
            ("pinyin", _("By pinyin")),
            ("branch", _("By branch")),
            ("born", _("By date of birth")),
        ],
    )

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        capacities = [*election.rules.capacity_order, MEETING_DELEGATE]
        self.offer("branch", [ALL, *((name, name) for name in branch_names(election))])
        self.offer("capacity", [ALL, *((code, CAPACITIES.get(code, code)) for code in capacities)])

    def choice(self) -> RollChoice:
        return RollChoice(**self.asked)


class CloseRollForm(ActForm):
    act = Act.CLOSE_ROLL
    title = _("Close the roll")
    lead = _("Its figures are frozen: they stand on the notices, at the meeting and in the report.")
    consequence = _("From now on the roll changes only by revisions with a reason, one by one.")
    press = _("Close the roll")
    said = _("The roll is closed.")

    def perform(self) -> object:
        return services.close_roll(self.election, actor=self.actor)
