"""党工委差额票决: who is voted on, two independent entries, and what came out."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.queries.notices import open_matters
from elections.rules.phases import Phase
from elections.views.access import account_of, requires
from elections.views.acts import act_page
from elections.views.places import place_page, standing
from nominations.forms import committee_ballot as forms
from nominations.places import COMMITTEE_BALLOT
from nominations.queries import committee_ballot as queries
from nominations.queries.lists import standing_list
from nominations.rules.committee_ballot import attendance_needed, votes_needed


@requires(COMMITTEE_BALLOT.readers)
@require_safe
def committee_ballot(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    state = queries.open_count_state(at.election)
    due = state.count.due if state else None
    context = {
        "state": state,
        "may_enter": state and state.may_enter(account_of(request)),
        "may_settle": state and state.may_settle(account_of(request)),
        "may_set_aside": state and state.may_set_aside(account_of(request)),
        "results": queries.outlook(state.count) if state else [],
        "needed": {"present": attendance_needed(due), "votes": votes_needed(due)} if due else None,
        "posts": queries.open_posts(at.election),
        "listed": standing_list(at.election, "preliminary"),
        "open_matters": open_matters(at.election),
        "is_over": at.election.phase != Phase.COMMITTEE_BALLOT,
        "certified": [(count, queries.outlook(count)) for count in queries.certified_ballots(at.election)],
    }
    return place_page(at, "committee-ballot", "nominations/committee_ballot/committee_ballot.html", context)


open_ballot = act_page(forms.OpenCommitteeBallotForm)
enter_tally = act_page(forms.EnterTallyForm, subject=queries.open_ballot)
settle_tally = act_page(forms.SettleTallyForm, subject=queries.batch_to_settle, template="nominations/committee_ballot/settle.html")
set_aside = act_page(forms.SetTallyAsideForm, subject=queries.batch_that_stands, template="nominations/slips/set_aside.html")
certify = act_page(forms.CertifyCommitteeBallotForm, subject=queries.open_ballot, template="nominations/committee_ballot/certify.html")
