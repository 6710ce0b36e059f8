"""Who leads the election in the community, and the leader of the street who answers for it."""

from elections.forms import leading_groups as forms
from elections.queries.plan import standing_duty

from .acts import act_page

set_group = act_page(forms.LeadingGroupForm)
assign_leader = act_page(forms.AssignLeaderForm)
record_presence = act_page(forms.PresenceForm, subject=standing_duty)
