"""Pages for what went wrong: each says what happened and where to go on."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from elections.middleware import BOOTH, GetResponse

from .typed import typed_texts


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def form_alone(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """Somebody opened the address to which a form goes: a refused form stands there, and Enter in the address bar asks for it anew."""
    response = render(request, "errors/405.html", {"up": _page_above(request.path)}, status=405)
    response.headers["Allow"] = refused.headers["Allow"]
    return response


def _page_above(path: str) -> str:
    """The nearest address above that is one of ours."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            resolve(f"{path}/")
        except Resolver404:
            continue
        return f"{path}/"
    return ""


def failed(request: HttpRequest) -> HttpResponse:
    """Says nothing that would need the database: that may be what failed."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/csrf.html", {"typed": typed_texts(request)}, status=403)


def signed_out(request: HttpRequest, sign_in: str) -> HttpResponse:
    """A form was sent after the sign-in had ended."""
    return render(request, "errors/signed_out.html", {"sign_in": sign_in, "typed": typed_texts(request)}, status=403)


def locked_out(request: HttpRequest, original_response: HttpResponse | None, credentials: Any = None) -> HttpResponse:
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    response = render(request, "errors/locked_out.html", {"minutes": minutes, "tries": settings.AXES_FAILURE_LIMIT}, status=429)
    response.headers["Retry-After"] = str(minutes * 60)
    return response


class FormsAlone:
    """An address that takes a form only answers a reader with words, not with a white page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_read = request.method == "GET" and response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        return form_alone(request, response) if is_read and not request.path.startswith(BOOTH) else response
