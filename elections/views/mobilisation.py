"""动员: announcement, letters, contacts, the meeting and the ledger on one page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from elections.documents.chinese import percent_of
from elections.forms import corrections
from elections.forms import mobilisation as forms
from elections.permissions import OFFICE
from elections.places import MOBILISATION
from elections.queries import mobilisation as queries
from elections.queries.corrections import entry_corrections
from elections.queries.notice_rounds import notice_cards
from elections.services.photos import small_photo

from .access import reached_election, requires
from .acts import act_page
from .places import place_page, standing


@requires(MOBILISATION.readers)
@require_safe
def mobilisation(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    contacts = queries.contact_figures(at.election)
    announced = [card for card in notice_cards(at.election, at.now) if card.notice.round == 0]
    context = {
        "announcement": next((card for card in announced if card.stands), None),
        "announced_before": [card for card in announced if not card.stands],
        "letters": queries.newest_letters(at.election),
        "reachable": bool(at.held & OFFICE),
        "contacts": contacts,
        "coverage": percent_of(contacts.coverage),
        "wishes": contacts.wishes.most_common(),
        "meeting": queries.mobilisation_meeting(at.election),
        "ledger": list(queries.publicity_of(at.election)),
        "corrected": entry_corrections(at.election.office, at.election),
        "publicity": queries.publicity_figures(at.election),
    }
    return place_page(at, "mobilisation", "elections/mobilisation/mobilisation.html", context)


@requires(MOBILISATION.readers)
@require_safe
def photo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """As small as the ledger shows it; the file itself opens by a press."""
    item = queries.publicity_item(reached_election(request, code), pk)
    content = small_photo(item.evidence) if item and item.evidence else None
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/jpeg")


record_publicity = act_page(forms.RecordPublicityForm)
record_meeting = act_page(forms.MobilisationMeetingForm)
correct_publicity = act_page(corrections.CorrectPublicityForm, subject=queries.publicity_item, back="elections:mobilisation")
correct_attendance = act_page(corrections.CorrectAttendanceForm, subject=queries.counted_meeting, back="elections:mobilisation")
