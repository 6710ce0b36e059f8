"""张贴处: where a notice hangs, and the photographs that prove it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from elections.forms import postings as forms
from elections.models import Notice, Posting
from elections.places import NOTICES
from elections.queries.notice_rounds import notice_of, posting_of
from elections.queries.scope import AUDIT_ROLES
from elections.services.photos import small_photo

from .access import reached_election, requires
from .acts import Asked, act_page


@requires(NOTICES.readers | AUDIT_ROLES)
@require_safe
def photo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """As small as a page shows it; the file itself opens by a press."""
    posting = posting_of(reached_election(request, code), pk)
    content = small_photo(posting.photo) if posting and posting.photo else None
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/jpeg")


def _to_notice(asked: Asked, made: object = None) -> str:
    subject: Notice | Posting = asked.subject
    notice = subject if isinstance(subject, Notice) else subject.notice
    return reverse("elections:notice", args=[notice.election.code, notice.pk])


record = act_page(forms.RecordPostingForm, subject=notice_of, back=_to_notice, cancel=_to_notice)
add_photo = act_page(forms.AddPhotoForm, subject=posting_of, back=_to_notice, cancel=_to_notice)
