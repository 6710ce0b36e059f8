"""定向推荐: the composed electorate, slips typed twice, the trust vote. Figures are shown to the street, once they are certified."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.places import STREET_READERS
from elections.queries.rights import who_may
from elections.rules.acts import Act
from elections.views.access import account_of, requires
from elections.views.acts import act_page
from elections.views.places import place_page, standing
from nominations.forms import recommendation as forms
from nominations.models import SlipCount
from nominations.places import RECOMMENDATION
from nominations.queries import recommendation as queries
from nominations.queries.lists import standing_list
from nominations.queries.remedies import Kind, unused_remedy


@requires(RECOMMENDATION.readers)
@require_safe
def recommendation(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    account = account_of(request)
    states, certified = queries.open_counts(at.election), queries.certified_counts(at.election)
    proposed = standing_list(at.election, "preliminary")
    recommended = any(count.kind == SlipCount.Kind.RECOMMENDATION for count in certified)
    differing = [line.batch for state in states for line in state.batches if line.state == "differs"]
    may_settle = who_may(Act.SETTLE_RECOMMENDATION_TALLY, at.election, at.now)
    context = {
        "states": states,
        "third_people": {batch.pk: forms.third_people(may_settle, batch) for batch in differing},
        "typed_by_me": {line.batch.pk for state in states for line in state.batches if line.typed_by(account)},
        "may_set_aside": {line.batch.pk for state in states for line in state.batches if line.may_be_set_aside_by(account)},
        "certified": [(count, _result(count) if at.held & STREET_READERS else None) for count in certified],
        "running": {state.count.kind for state in states},
        "recommended": recommended,
        "trust_may_be_asked": recommended or proposed is not None,
        "second_round": unused_remedy(at.election, Kind.SECOND_ROUND),
        "proposed": proposed,
    }
    return place_page(at, "recommendation", "nominations/recommendation/recommendation.html", context)


def _result(count: SlipCount) -> dict[str, object]:
    return {"contests": queries.results_of(count), "cells": queries.cells_of(count)}


open_directed = act_page(forms.OpenDirectedForm, template="nominations/recommendation/open.html")
open_trust = act_page(forms.OpenTrustForm)
enter_slips = act_page(forms.EnterSlipsForm, subject=queries.open_count, template="nominations/recommendation/enter.html")
enter_batch = act_page(forms.EnterBatchForm, subject=queries.batch, template="nominations/recommendation/enter.html")
settle_slips = act_page(forms.SettleSlipsForm, subject=queries.batch, template="nominations/recommendation/settle.html")
set_aside = act_page(forms.SetSlipsAsideForm, subject=queries.batch, template="nominations/slips/set_aside.html")
certify_directed = act_page(forms.CertifyDirectedForm, subject=queries.open_count)
certify_trust = act_page(forms.CertifyTrustForm, subject=queries.open_count)
