from elections.views.acts import act_page
from nominations.forms.deliberations import RecordDeliberationForm
from nominations.queries.deliberations import branch_line

record_deliberation = act_page(RecordDeliberationForm, subject=branch_line)
