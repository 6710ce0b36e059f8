"""张贴处: where a notice or the announced result hangs, and the photographs that prove it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from elections.forms import postings as forms
from elections.models import Notice, Posting
from elections.places import NOTICES
from elections.queries import postings as queries
from elections.queries.notice_rounds import notice_of
from elections.queries.postings import posting_of
from elections.queries.public import public_election
from elections.queries.scope import AUDIT_ROLES
from elections.services.photos import small_photo

from .access import PUBLIC, reached_election, requires
from .acts import Asked, act_page


@requires(NOTICES.readers | AUDIT_ROLES)
@require_safe
def photo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """As small as a page shows it; the file itself opens by a press."""
    return _small(posting_of(reached_election(request, code), pk))


@requires(PUBLIC)
@require_safe
def public_photo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    election = public_election(code)
    return _small(queries.public_photo(election, pk) if election else None)


def _small(posting: Posting | None) -> HttpResponse:
    content = small_photo(posting.photo) if posting and posting.photo else None
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/jpeg")


def _to_paper(asked: Asked, made: object = None) -> str:
    """The page of the notice, or that of the result."""
    assert asked.election is not None
    notice = asked.subject.notice if isinstance(asked.subject, Posting) else asked.subject
    if isinstance(notice, Notice):
        return reverse("elections:notice", args=[asked.election.code, notice.pk])
    return reverse("elections:report", args=[asked.election.code])


record = act_page(forms.RecordPostingForm, subject=notice_of, back=_to_paper, cancel=_to_paper)
record_result = act_page(forms.RecordPostingForm, subject=queries.announced_result, back=_to_paper, cancel=_to_paper)
add_photo = act_page(forms.AddPhotoForm, subject=posting_of, back=_to_paper, cancel=_to_paper)
