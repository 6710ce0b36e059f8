"""The product's addresses; who is refused gets the bare status. Thousands are, and the page that says so is proven elsewhere."""

from django.http import HttpRequest, HttpResponse

from election_admin.urls import urlpatterns as urlpatterns


def handler403(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse(status=403)


def handler404(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return HttpResponse(status=404)


def handler500(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=500)
