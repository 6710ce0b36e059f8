"""选举结果 of a round, and what follows: seats given up, somebody who declines, the candidates of a plenary."""

from typing import Any

from django.urls import reverse

from elections.forms import outcomes as forms
from elections.queries import outcomes as queries
from elections.queries import rounds

from .acts import Asked, act_page
from .rounds import ACT, to_round, to_rounds


def _to_result(asked: Asked, result: Any = None) -> str:
    return reverse("elections:hall_result", args=[asked.election.code if asked.election else ""])


decide_outcome = act_page(forms.DecideOutcomeForm, subject=rounds.round_of, back=to_round, cancel=to_round, template=ACT)
reduce_seats = act_page(forms.ReduceSeatsForm, subject=rounds.contest_in_session, back=to_rounds, cancel=to_rounds, template=ACT)
record_declined = act_page(forms.DeclinedForm, subject=queries.elected_of, back=_to_result, cancel=_to_result, template=ACT)
name_plenary_candidates = act_page(
    forms.NamePlenaryCandidatesForm, subject=queries.contest_of, back=_to_result, cancel=_to_result, template=ACT
)
