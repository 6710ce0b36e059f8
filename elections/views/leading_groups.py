"""Who leads the election in the community, and the leader of the street who answers for it."""

from elections.forms import leading_groups as forms
from elections.forms.corrections import CorrectPresenceForm
from elections.queries.plan import presence, standing_duty

from .acts import act_page

set_group = act_page(forms.LeadingGroupForm)
assign_leader = act_page(forms.AssignLeaderForm)
record_presence = act_page(forms.PresenceForm, subject=standing_duty)
correct_presence = act_page(CorrectPresenceForm, subject=presence, back="elections:plan")
