"""What every page shows around its own matter: who is signed in, where the account may go, whether this is a rehearsal."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .access import reader_of

TEXT_SIZE, LARGE = "text_size", "large"  # a cookie


def page(request: HttpRequest) -> dict[str, Any]:
    """`reader` is asked only where a template uses it; public pages of visitors cost nothing."""
    signed_in = hasattr(request, "user") and request.user.is_authenticated
    return {
        "reader": SimpleLazyObject(lambda: reader_of(request)) if signed_in else None,
        "languages": settings.LANGUAGES,
        "large_text": request.COOKIES.get(TEXT_SIZE) == LARGE,
        "return_to": request.get_full_path() if request.method in {"GET", "HEAD"} else "",
    }
