"""选票清样: the papers of the coming meeting made as documents, and their approval."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elections.forms.ballot_papers import ApproveBallotProofForm
from elections.queries.meetings import main_meeting
from elections.rules.acts import Act
from elections.services.ballot_papers import next_ballots
from elections.services.documents import draft_document

from .access import account_of, desk_election, requires
from .acts import act_page
from .refusals import refusals_told


@requires(Act.DRAFT_DOCUMENT)
@require_POST
def draft_proof(request: HttpRequest, code: str) -> HttpResponse:
    """Every paper at once; one that stands already stays as it is."""
    election = desk_election(request, code)
    main = main_meeting(election)
    with refusals_told(request):
        for paper in next_ballots(main) if main else []:
            draft_document(election, paper.kind, paper.snapshot, actor=account_of(request), title=paper.snapshot.title)
        messages.success(request, gettext("The ballot proof is made. Now the street compares and approves it."))
    return redirect("elections:meeting", code)


approve_proof = act_page(ApproveBallotProofForm, template="elections/ballot_papers/approve.html")
