"""大走访, 承诺 and what else leads from the approved list to the slate: one page, with the pages of its acts."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.queries.corrections import entry_corrections
from elections.queries.readiness import reached_milestones
from elections.views.access import requires
from elections.views.acts import act_page
from elections.views.places import place_page, standing
from nominations.forms import corrections
from nominations.forms import pledges as forms
from nominations.places import CANDIDACY
from nominations.queries import pledges as queries
from nominations.queries.deliberations import branch_lines
from nominations.queries.slate import slate_outlook
from nominations.queries.speeches import trainings_of


@requires(CANDIDACY.readers)
@require_safe
def candidacy(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    lines = queries.candidacy_lines(at.election)
    branches = branch_lines(at.election)
    context = {
        "lines": lines,
        "corrected": entry_corrections(at.election.office, at.election),
        "signed": sum(line.pledge is not None for line in lines),
        "visits": queries.visits_of(at.election),
        "loose": queries.loose_concerns(at.election),
        "trainings": trainings_of(at.election),
        "branches": branches,
        "deliberated": sum(line.held is not None for line in branches),
        "outlook": slate_outlook(at.election, at.now),
        "reached": reached_milestones(at.election),
    }
    return place_page(at, "candidacy", "nominations/pledges/candidacy.html", context)


record_visit = act_page(forms.RecordVisitForm)
correct_visit = act_page(corrections.CorrectVisitForm, subject=queries.visit, back="nominations:candidacy")
record_concern = act_page(forms.RecordConcernForm)
choose_concerns = act_page(forms.ChooseConcernsForm, subject=queries.finalist)
sign_pledge = act_page(forms.SignPledgeForm, subject=queries.finalist)
publish_pledges = act_page(forms.PublishPledgesForm)
