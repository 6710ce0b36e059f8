from elections.views.acts import act_page
from nominations.forms.corrections import CorrectDeliberationForm
from nominations.forms.deliberations import RecordDeliberationForm
from nominations.queries.deliberations import branch_line, deliberation

record_deliberation = act_page(RecordDeliberationForm, subject=branch_line)
correct_deliberation = act_page(CorrectDeliberationForm, subject=deliberation, back="nominations:candidacy")
