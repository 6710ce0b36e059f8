from elections.views.acts import act_page
from nominations.forms.remedies import RemedyForm

remedy = act_page(RemedyForm)
