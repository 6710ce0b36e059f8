"""Files that people stored. Each opens by a press, because opening it is recorded, and is saved, never shown: it came from outside."""

import re
from pathlib import PurePath

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from elections.forms.files import StoreFileForm
from elections.models import StoredFile
from elections.queries.files import file_for
from elections.rules.acts import Act
from elections.services.files import ENDINGS
from elections.services.records import open_confidential_file

from .access import account_of, desk_election, reader_of, requires
from .acts import act_page
from .refusals import refusals_told

# What leads out of a folder, ends a header or turns the reading round; a percent sign, because some browsers decode it.
HARMFUL = re.compile(r'[\x00-\x1f\x7f"%/\\:*?<>|\u202a-\u202e\u2066-\u2069]')


@requires(Act.OPEN_CONFIDENTIAL_FILE)
@require_POST
def open_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    election = desk_election(request, code)
    account = account_of(request)
    stored = file_for(election, reader_of(request).roles_in(election), account, pk)
    if stored is None:
        raise Http404
    with refusals_told(request):
        return attachment(open_confidential_file(stored, actor=account), stored, PurePath(stored.name).stem)
    return redirect("elections:election", code)


def attachment(content: bytes, stored: StoredFile, name: str) -> HttpResponse:
    return named(content, stored.media_type, name)


def named(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Named by what it is, whatever it was called; the browser neither guesses nor runs it."""
    response = HttpResponse(content, content_type=media_type)
    saved_as = f"{HARMFUL.sub('_', name)}{ENDINGS.get(media_type, '')}"
    response.headers["Content-Disposition"] = content_disposition_header(True, saved_as) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


store = act_page(StoreFileForm)
