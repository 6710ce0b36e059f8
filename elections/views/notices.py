"""公示与反映: the rounds of the rule set one under another, and one notice with everything that is taken from it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from elections.forms import notices as forms
from elections.models import Notice
from elections.permissions import STREET
from elections.places import NOTICES
from elections.queries import notice_rounds as queries
from elections.queries.clock import election_now
from elections.queries.notices import objection_counts
from elections.queries.objections import may_read, objections_of
from elections.queries.public import public_election, running_notices
from elections.services.notice_copies import correction_of, long_picture, poster_of, text_to_paste

from .access import PUBLIC, account_of, reached_election, requires
from .acts import Asked, act_page
from .places import Standing, place_page, standing


@requires(NOTICES.readers)
@require_safe
def notices(request: HttpRequest, code: str) -> HttpResponse:
    at = standing(request, code)
    cards = queries.notice_cards(at.election, at.now)
    reads = may_read(account_of(request), at.election)
    context = {
        "rounds": queries.round_states(at.election, cards, at.now),
        "announcement": next((card for card in cards if card.notice.round == 0 and card.stands), None),
        "announced_before": [card for card in cards if card.notice.round == 0 and not card.stands],
        "reports": list(objections_of(at.election)) if reads else [],
        "reads_reports": reads,
        "figures": objection_counts(at.election),
        "of_street": _of_street(at),
    }
    return place_page(at, "notices", "elections/notices/notices.html", context)


@requires(NOTICES.readers)
@require_safe
def notice(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    at = standing(request, code)
    card = queries.notice_card(at.election, pk, at.now)
    if card is None:
        raise Http404
    notice = card.notice
    context = {
        "card": card,
        "text": text_to_paste(notice),
        "poster": poster_of(notice),
        "correction": correction_of(notice),
        "ours": notice.issuer == "community" or _of_street(at),
    }
    return place_page(at, "notices", "elections/notices/notice.html", context)


@requires(NOTICES.readers)
@require_safe
def picture(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Drawn when it is asked for, from the frozen paper: the same picture every time."""
    notice = queries.notice_of(reached_election(request, code), pk)
    if notice is None or notice.document is None:
        raise Http404
    return _download(notice)


@requires(PUBLIC)
@require_safe
def public_picture(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """For whoever passes it on, no longer than the notice stands."""
    election = public_election(code)
    running = running_notices(election, election_now(election)) if election else []
    found = next((item.notice for item in running if item.notice.pk == pk and item.notice.document), None)
    if found is None:
        raise Http404
    return _download(found)


def _download(notice: Notice) -> HttpResponse:
    response = HttpResponse(long_picture(notice), content_type="image/png")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{notice.title}.png") or ""
    return response


def _of_street(at: Standing) -> bool:
    """Whether what the street issues is issued by this account."""
    return bool(at.held & STREET)


def to_notice(asked: Asked, made: object = None) -> str:
    """The notice that was made, else the one it was about; the list where there is neither."""
    found = made if isinstance(made, Notice) else asked.subject
    if asked.election is None or not isinstance(found, Notice):
        return reverse("elections:notices", args=[asked.election.code if asked.election else ""])
    return reverse("elections:notice", args=[asked.election.code, found.pk])


issue = act_page(forms.IssueNoticeForm, subject=queries.notice_round, back=to_notice, template="elections/notices/issue.html")
interrupt = act_page(forms.InterruptNoticeForm, subject=queries.round_notice_of, back=to_notice, cancel=to_notice)
correct = act_page(
    forms.CorrectNoticeForm, subject=queries.round_notice_of, back=to_notice, cancel=to_notice, template="elections/notices/correct.html"
)
make_poster = act_page(forms.PosterForm, subject=queries.round_notice_of, back=to_notice, cancel=to_notice)
