import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from elections.middleware import ReadsOnly, WriteDuringRead
from elections.models import Organisation
from elections.permissions import Role
from tests.factories.office import office_with_election
from tests.factories.signed_in import enter


def renaming(request: HttpRequest) -> HttpResponse:
    Organisation.objects.update(name="changed")
    return HttpResponse()


def locking(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 AS a FOR UPDATE")
    return HttpResponse()


def reading(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(Organisation.objects.count()))


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("view", [renaming, locking])
def test_looking_at_a_page_cannot_write(method: str, view: object, db: None) -> None:
    request = getattr(RequestFactory(), method)("/")
    with pytest.raises(WriteDuringRead):
        ReadsOnly(view)(request)  # type: ignore[arg-type]


def test_a_post_may_write_and_a_get_may_read(db: None) -> None:
    office_with_election()
    assert ReadsOnly(reading)(RequestFactory().get("/")).content == b"2"
    assert ReadsOnly(renaming)(RequestFactory().post("/")).status_code == 200
    assert set(Organisation.objects.values_list("name", flat=True)) == {"changed"}


def test_desk_pages_are_not_kept_by_the_browser(client: Client, db: None) -> None:
    office = office_with_election()
    assert "Cache-Control" not in client.get("/").headers
    enter(client, office[Role.STREET_OFFICER])
    assert client.get("/desk/board/").headers["Cache-Control"] == "no-store"
