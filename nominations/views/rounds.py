from elections.views.acts import act_page
from nominations.forms import rounds as forms

open_round = act_page(forms.OpenRoundForm)
close_round = act_page(forms.CloseRoundForm)
