"""What holds for every request: a GET writes nothing, the language is the reader's choice, desk pages are not kept by the browser."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponse]

LANGUAGE_KEY = "language"
BOOTH = "/v/"
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|CREATE|ALTER|DROP|COPY)\b", re.IGNORECASE)
LOCKS = re.compile(r"\bFOR\s+(NO\s+KEY\s+)?UPDATE\b", re.IGNORECASE)
SESSION_TABLE = re.compile(r'\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+["`]?django_session["`]?\s', re.IGNORECASE)


class WriteDuringRead(RuntimeError):
    """A page was only looked at and yet something was written: a fault of ours."""


class ReadsOnly:
    """Raises on any write during GET and HEAD, except to the session table."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with connections["default"].execute_wrapper(refuse_writes):
            return self.get_response(request)


def refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if (WRITES.match(sql) and not SESSION_TABLE.match(sql)) or LOCKS.search(sql):
        raise WriteDuringRead(sql.split("\n", 1)[0][:120])
    return execute(sql, params, many, context)


class LanguageOfReader:
    """What was chosen in this session, else what the account is set to, else Chinese. Never what the browser says."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


def language_of(request: HttpRequest) -> str:
    chosen = request.session.get(LANGUAGE_KEY) or getattr(request.user, "language", "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class PrivatePages:
    """What was shown to somebody signed in is not kept by a browser that several people share."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response


class BoothApart:
    """The booth of electronic voting (`/v/`) is reached past session, account, messages and whatever else knows who is there; what stands
    before this in the settings (security headers, content policy) holds there too. The language travels in the address, not in a cookie."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(BOOTH):
            return self.get_response(request)
        asked = request.GET.get("language", "")
        with translation.override(asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            response = ReadsOnly(_view)(request)
        response.headers["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        return response


def _view(request: HttpRequest) -> HttpResponse:
    found = resolve(request.path_info)
    answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
    return answer
