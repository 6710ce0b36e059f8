"""What the host does with a session: each act is one page of the hall."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from elections.forms import sessions as forms
from elections.places import HALL
from elections.queries import hall as queries

from .access import requires
from .acts import act_page
from .places import standing

ACT = "elections/hall/act.html"


@requires(HALL.readers)
@require_safe
def heads(request: HttpRequest, code: str) -> HttpResponse:
    """The head count and the quorum line alone, for pages that keep them fresh."""
    at = standing(request, code)
    session = queries.session_that_sits(at.election)
    figures = queries.figures_of(session) if session else None
    context = {
        "election": at.election,
        "session": session,
        "figures": figures,
        "finding": queries.quorum_in_words(figures) if figures else None,
    }
    return render(request, "elections/hall/heads.html", context)


open_session = act_page(forms.OpenSessionForm, subject=queries.convened, template=ACT)
vote_on_exclusions = act_page(forms.ExclusionVoteForm, subject=queries.session_of, template=ACT)
declare_quorum = act_page(forms.DeclareQuorumForm, subject=queries.session_of, template="elections/sessions/quorum.html")
adopt_method = act_page(forms.AdoptMethodForm, subject=queries.session_of, template=ACT)
adjourn = act_page(forms.AdjournSessionForm, subject=queries.session_of, template=ACT)
close = act_page(forms.CloseSessionForm, subject=queries.session_of, template=ACT)
