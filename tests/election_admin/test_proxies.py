import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from election_admin.proxies import TrustedProxies


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.9.9.9, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_caller_is_whom_our_outermost_proxy_saw(proxies: int, forwarded: str, seen: str, settings: object) -> None:
    settings.TRUSTED_PROXIES = proxies  # type: ignore[attr-defined]
    asked: list[HttpRequest] = []

    def answer(request: HttpRequest) -> HttpResponse:
        asked.append(request)
        return HttpResponse()

    TrustedProxies(answer)(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}))

    assert asked[0].META["REMOTE_ADDR"] == seen
