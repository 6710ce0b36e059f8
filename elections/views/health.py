"""For the machine that watches the office: does the database answer, do the workers work."""

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from elections.queries.health import TOO_OLD_SECONDS, oldest_waiting_seconds

from .access import PUBLIC, requires


@requires(PUBLIC)
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers. Work that waits too long is said, but every decision is right without workers."""
    try:
        waiting = oldest_waiting_seconds()
    except DatabaseError:
        return JsonResponse({"database": "down", "workers": "unknown"}, status=503)
    workers = "late" if waiting is not None and waiting > TOO_OLD_SECONDS else "ok"
    return JsonResponse({"database": "ok", "workers": workers, "oldest_waiting_seconds": waiting})
