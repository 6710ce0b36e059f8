from elections.forms.slate import HoldCandidateForm, ReleaseCandidateForm
from elections.queries.slate import standing_candidate

from .acts import act_page

hold = act_page(HoldCandidateForm, subject=standing_candidate)
release = act_page(ReleaseCandidateForm, subject=standing_candidate)
