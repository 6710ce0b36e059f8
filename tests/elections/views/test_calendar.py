import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from elections.models import CalendarYear
from elections.permissions import Role
from elections.rules.calendar import shipped_calendar
from tests.factories.office import Office

from .conftest import SignedIn

pytestmark = pytest.mark.django_db

LIST, ADD = "/desk/office/calendar/", "/desk/office/calendar/add/"
TYPED = {
    "year": "2027",
    "holidays": "2027-01-01\n2027-05-01 至 2027-05-05\n2027-10-01/2027-10-07",
    "workdays": "2027-05-08\n",
}


@pytest.fixture
def system(as_role: SignedIn) -> Client:
    return as_role(Role.SYSTEM_ADMINISTRATOR)


def test_a_year_is_typed_as_the_notice_lists_it(office: Office, system: Client) -> None:
    assert system.post(ADD, TYPED).headers["Location"] == LIST
    loaded = CalendarYear.objects.get(office=office.street)
    assert (loaded.year, len(loaded.holidays), loaded.workdays) == (2027, 13, ["2027-05-08"])
    assert "2027" in system.get(LIST).content.decode()


def test_a_year_comes_from_a_file(office: Office, system: Client) -> None:
    plain = {"year": 2027, "holidays": ["2027-01-01", "2027-05-01", "2027-10-01"], "workdays": []}
    system.post(ADD, {"file": SimpleUploadedFile("2027.json", json.dumps(plain).encode())})
    assert CalendarYear.objects.get(office=office.street).year == 2027


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"holidays": "2027-01-01"}, "2027-05-01"),
        ({"workdays": "2027-05-10"}, "2027-05-10"),
        ({"holidays": "元旦"}, "元旦"),
        ({"holidays": ""}, "请填写"),
    ],
)
def test_half_a_list_is_refused_and_what_was_typed_stays(changed: dict[str, str], says: str, system: Client) -> None:
    page = system.post(ADD, TYPED | changed).content.decode()
    assert says in page
    assert 'value="2027"' in page
    assert not CalendarYear.objects.exists()


@pytest.mark.parametrize("role", [Role.STREET_OFFICER, Role.SECURITY_ADMINISTRATOR, Role.COMMUNITY_CLERK])
def test_the_system_administrator_alone_adds_one(role: Role, as_role: SignedIn) -> None:
    assert as_role(role).post(ADD, TYPED).status_code == 403
    assert as_role(role).get(LIST).status_code == (403 if role == Role.COMMUNITY_CLERK else 200)


def test_each_year_shows_how_many_days_it_names_whoever_brought_the_list(system: Client) -> None:
    system.post(ADD, TYPED)
    page = system.get(LIST).content.decode()
    shown = re.findall(
        r'<th scope="row" class="num">(\d{4})</th>.*?data-label="[^"]*">(\d+)</td><td class="num" data-label="[^"]*">(\d+)</td>', page
    )
    tables = shipped_calendar().years
    assert shown == [
        *((str(year), str(len(tables[year].holidays)), str(len(tables[year].workdays))) for year in (2024, 2025, 2026)),
        ("2027", "13", "1"),
    ]
