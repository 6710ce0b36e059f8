from elections.views.acts import act_page
from nominations.forms.slate import CertifySlateForm

certify_slate = act_page(CertifySlateForm, template="nominations/slate/certify.html")
