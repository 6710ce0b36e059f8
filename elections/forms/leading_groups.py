"""工作领导小组, its sections with their heads, and the leader of the street who answers for the community."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elections.labels import GROUP_PARTS, GROUP_SECTIONS, OCCASIONS
from elections.models import LeaderDuty, LeaderPresence
from elections.queries.plan import leadership
from elections.rules.acts import Act
from elections.services import leading_groups as services
from elections.services.leading_groups import GroupSeat

from .acts import ActForm, LateEntryForm
from .grids import GridForm, Row

WHOLE = ("", _("The group as a whole"))


class SeatRow(Row):
    name = forms.CharField(label=_("Name"), max_length=40)
    post = forms.CharField(label=_("Present post"), max_length=80, required=False)
    part = forms.ChoiceField(label=_("In the group"), choices=list(GROUP_PARTS.items()), initial="member")
    section = forms.ChoiceField(label=_("Section"), choices=[WHOLE, *GROUP_SECTIONS.items()], required=False)
    heads_section = forms.BooleanField(label=_("Heads the section"), required=False)


class LeadingGroupForm(GridForm):
    """The community's own group."""

    act = Act.SET_LEADING_GROUP
    title = _("Set the leading group")
    lead = _("One head, and one head for each section that has members. A new composition ends the one before, which stays on record.")
    press = _("Set the group")
    said = _("The leading group is set.")
    row_class = SeatRow
    empty_rows = 4

    def initial_rows(self) -> list[dict[str, Any]]:
        fields = ("name", "post", "part", "section", "heads_section")
        return [{field: getattr(member, field) for field in fields} for member in leadership(self.election).own]

    def perform(self) -> object:
        seats = [GroupSeat(**row) for row in self.typed_rows() if row.get("name")]
        return services.set_leading_group(self.election.cycle, seats, actor=self.actor, election=self.election)


class AssignLeaderForm(ActForm):
    act = Act.ASSIGN_LEADER
    title = _("Assign the leader of the street")
    lead = _("One leader answers for this community. Another one takes the duty over; who had it before stays on record.")
    press = _("Assign")
    said = _("The leader is assigned.")

    name = forms.CharField(label=_("Name"), max_length=40)
    post = forms.CharField(label=_("Present post"), max_length=80, required=False)

    def perform(self) -> object:
        typed = self.cleaned_data
        return services.assign_leader(self.election, actor=self.actor, name=typed["name"], post=typed["post"])


class PresenceForm(LateEntryForm):
    """`subject`: the duty of the leader who answers for the community."""

    act = Act.RECORD_PRESENCE_OF_LEADER
    title = _("Record that the leader was present")
    lead = _("Three musts: when the plan is made, at the mobilisation meeting, at the election meeting.")
    press = _("Record")
    said = _("Recorded.")

    occasion = forms.ChoiceField(label=_("Occasion"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        done = set(self.subject.presences.values_list("occasion", flat=True)) if isinstance(self.subject, LeaderDuty) else set()
        occasion: Any = self.fields["occasion"]
        occasion.choices = [(code, OCCASIONS[code]) for code in LeaderPresence.Occasion.values if code not in done]

    def perform(self) -> object:
        return services.record_presence_of_leader(self.subject, self.cleaned_data["occasion"], actor=self.actor, **self.late("attended_at"))
