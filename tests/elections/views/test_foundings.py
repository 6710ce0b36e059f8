from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from elections.models import Account, Founding, Organisation
from elections.permissions import ADMINISTRATORS, Role
from elections.services.foundings import MOST_TRIES, renew_founding_code
from tests.factories.office import PASSWORD, Office, office_with_election

from .conftest import SignedIn

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "文晖街道",
    "title": "working_committee",
    "superior_name": "中共下城区委组织部",
    "code": "",
    "display_name": "王磊",
    "username": "guanli",
    "new_password": PASSWORD,
    "repeat_password": PASSWORD,
}


def begin(client: Client, code: str, **changed: str) -> "object":
    return client.post("/begin/", TYPED | {"founding_code": code} | changed)


class TestWithoutAnOffice:
    @pytest.mark.parametrize("address", ["/", "/sign-in/"])
    def test_the_doors_lead_to_the_first_run(self, client: Client, address: str) -> None:
        assert client.get(address).headers["Location"] == "/begin/"
        assert client.get("/begin/").status_code == 200

    def test_the_code_makes_the_office_and_signs_its_administrator_in(self, client: Client) -> None:
        code = renew_founding_code()
        answer = begin(client, f"{code[:4]}-{code[4:8]} {code[8:].lower()}")
        assert answer.headers["Location"] == "/desk/"  # type: ignore[attr-defined]
        office, account = Organisation.objects.get(), Account.objects.get()
        assert (office.code, office.name, office.rehearsal) == ("wenhui", "文晖街道", False)
        assert {held.role for held in account.appointments.all()} == set(ADMINISTRATORS)
        assert account.check_password(PASSWORD)
        assert not account.first_sign_in_code
        assert not Founding.objects.exists()
        assert client.get("/desk/").headers["Location"] == "/desk/office/"

    def test_a_wrong_code_makes_nothing_and_keeps_what_was_typed(self, client: Client) -> None:
        renew_founding_code()
        answer = begin(client, "AAAABBBBCCCC")
        assert "文晖街道" in answer.content.decode()  # type: ignore[attr-defined]
        assert not Organisation.objects.exists()

    def test_few_wrong_tries_are_left_and_the_right_one_comes_too_late(self, client: Client) -> None:
        code = renew_founding_code()
        for _try in range(MOST_TRIES):
            begin(client, "AAAABBBBCCCC")
        begin(client, code)
        assert not Organisation.objects.exists()
        begin(client, renew_founding_code())
        assert Organisation.objects.exists()

    def test_yesterdays_code_is_void(self, client: Client) -> None:
        code = renew_founding_code()
        Founding.objects.update(made_at=timezone.now() - timedelta(hours=25))
        begin(client, code)
        assert not Organisation.objects.exists()

    def test_a_weak_password_makes_nothing_and_leaves_the_code_good(self, client: Client) -> None:
        code = renew_founding_code()
        begin(client, code, username="wenhui-guanli-2026", new_password="wenhui-guanli-2026", repeat_password="wenhui-guanli-2026")
        assert not Organisation.objects.exists()
        begin(client, code)
        assert Organisation.objects.exists()

    def test_the_code_is_kept_as_a_hash(self) -> None:
        assert renew_founding_code() not in Founding.objects.get().code

    def test_the_console_shows_a_new_code_at_each_start(self, client: Client) -> None:
        shown = [console(), console()]
        assert shown[0] != shown[1]
        begin(client, shown[0])
        assert not Organisation.objects.exists()
        begin(client, shown[1])
        assert Organisation.objects.exists()


def console() -> str:
    said = StringIO()
    call_command("begin", stdout=said)
    return next(line.strip() for line in said.getvalue().splitlines() if line.startswith("    "))


class TestWithAnOffice:
    def test_there_is_no_first_run(self, client: Client) -> None:
        code = renew_founding_code()
        office_with_election()
        assert client.get("/begin/").status_code == 404
        assert begin(client, code).status_code == 404  # type: ignore[attr-defined]
        assert Organisation.objects.streets().count() == 1

    def test_the_console_shows_no_code(self) -> None:
        office_with_election()
        said = StringIO()
        call_command("begin", stdout=said)
        assert "已经启用" in said.getvalue()
        assert not Founding.objects.exists()


class TestRemovingTheRehearsal:
    def test_it_goes_and_the_first_run_appears(self, office: Office, as_role: SignedIn) -> None:
        browser = as_role(Role.SYSTEM_ADMINISTRATOR)
        answer = browser.post("/desk/office/rehearsal/remove/", {"name": "文晖街道"})
        assert answer.headers["Location"] == "/begin/"
        assert not Organisation.objects.exists()
        assert not Account.objects.exists()
        assert Founding.objects.exists()
        assert browser.get("/desk/").headers["Location"].startswith("/sign-in/")

    def test_another_office_keeps_its_own_door(self, office: Office, as_role: SignedIn) -> None:
        staying = office_with_election(code="chaoming")
        assert (
            as_role(Role.SYSTEM_ADMINISTRATOR).post("/desk/office/rehearsal/remove/", {"name": "文晖街道"}).headers["Location"]
            == "/sign-in/"
        )
        assert list(Organisation.objects.streets()) == [staying.street]
        assert not Founding.objects.exists()

    def test_a_slip_of_the_hand_removes_nothing(self, office: Office, as_role: SignedIn) -> None:
        assert as_role(Role.SYSTEM_ADMINISTRATOR).post("/desk/office/rehearsal/remove/", {"name": "文晖"}).status_code == 200
        assert Organisation.objects.filter(pk=office.street.pk).exists()

    def test_a_real_office_is_not_removed(self, office: Office, as_role: SignedIn) -> None:
        Organisation.objects.filter(pk=office.street.pk).update(rehearsal=False)
        browser = as_role(Role.SYSTEM_ADMINISTRATOR)
        assert browser.get("/desk/office/rehearsal/").status_code == 404
        browser.post("/desk/office/rehearsal/remove/", {"name": "文晖街道"})
        assert Organisation.objects.filter(pk=office.street.pk).exists()

    @pytest.mark.parametrize("role", [Role.STREET_OFFICER, Role.SECURITY_ADMINISTRATOR, Role.COMMUNITY_CLERK])
    def test_the_system_administrator_alone_does_it(self, role: Role, as_role: SignedIn) -> None:
        assert as_role(role).post("/desk/office/rehearsal/remove/", {"name": "文晖街道"}).status_code == 403


class TestTheClock:
    def test_it_goes_forwards(self, office: Office, as_role: SignedIn) -> None:
        before = Organisation.objects.get(pk=office.street.pk).clock_offset
        as_role(Role.SYSTEM_ADMINISTRATOR).post("/desk/office/rehearsal/clock/", {"to": "2027-03-02T09:00"})
        assert Organisation.objects.get(pk=office.street.pk).clock_offset > before

    def test_it_does_not_go_back(self, office: Office, as_role: SignedIn) -> None:
        answer = as_role(Role.SYSTEM_ADMINISTRATOR).post("/desk/office/rehearsal/clock/", {"to": "2020-03-02T09:00"})
        assert "2020-03-02T09:00" in answer.content.decode()
