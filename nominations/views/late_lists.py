"""The reserve list put into force on the superior's reply, and lists that were approved on paper."""

from elections.views.acts import act_page
from nominations.forms.late_lists import ApproveReserveForm, EnterListLateForm

approve_reserve_list = act_page(ApproveReserveForm)
enter_late = act_page(EnterListLateForm)
