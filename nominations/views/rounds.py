from elections.views.acts import act_page
from nominations.forms import corrections
from nominations.forms import rounds as forms
from nominations.queries.rounds import last_closed_round

open_round = act_page(forms.OpenRoundForm)
close_round = act_page(forms.CloseRoundForm)
correct_participation = act_page(corrections.CorrectParticipationForm, subject=last_closed_round, back="nominations:nomination")
