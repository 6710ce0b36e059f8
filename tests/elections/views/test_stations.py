"""A station of the hall that is left alone locks, and the session with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from elections.permissions import Role
from tests.factories.hall import Hall, hall
from tests.factories.office import PASSWORD
from tests.factories.signed_in import browser_of

UNLOCK = "/station/unlock/"


@pytest.fixture
def at(db: None) -> Hall:
    return hall()


@pytest.fixture
def station(at: Hall) -> Client:
    return browser_of(at[Role.HOST])


def home(at: Hall) -> str:
    return reverse("elections:hall", args=[at.election.code])


def test_locked_by_hand_nothing_opens_but_the_way_back(at: Hall, station: Client) -> None:
    assert station.get(home(at)).status_code == 200
    station.post("/station/lock/", {"next": home(at)})
    shown = station.get(home(at))
    assert shown.status_code == 403
    assert "unlock_password" in shown.content.decode()
    assert station.get("/desk/").status_code == 403
    assert station.get("/desk/", headers={"HX-Request": "true"}).status_code == 204
    assert station.get("/").status_code == 200
    assert station.post("/sign-out/").status_code == 302


def test_the_password_opens_it_and_goes_on(at: Hall, station: Client) -> None:
    station.post("/station/lock/")
    wrong = station.post(UNLOCK, {"unlock_password": "wrong", "next": home(at)})
    assert wrong.status_code == 403
    assert f'name="next" value="{home(at)}"' in wrong.content.decode()
    right = station.post(UNLOCK, {"unlock_password": PASSWORD, "next": home(at)})
    assert (right.status_code, right.headers["Location"]) == (302, home(at))
    assert station.get(home(at)).status_code == 200


def test_wrong_passwords_lock_the_door(at: Hall, station: Client, settings: Any) -> None:
    station.post("/station/lock/")
    answers = [station.post(UNLOCK, {"unlock_password": f"wrong {number}"}).status_code for number in range(6)]
    assert answers[-1] == 429
    assert station.post(UNLOCK, {"unlock_password": PASSWORD}).status_code == 429


def test_left_alone_it_locks_without_javascript_too(at: Hall, station: Client, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.HALL_IDLE_SECONDS = 60
    assert station.get(home(at)).status_code == 200
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(minutes=3))
    assert station.get(home(at)).status_code == 200  # the host's desk waits five times as long
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(minutes=10))
    assert station.get("/desk/").status_code == 403
    assert station.post("/station/pulse/").headers["X-Station"] == "locked"


def test_who_goes_back_to_the_desk_is_not_locked_there(at: Hall, station: Client, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.HALL_IDLE_SECONDS = 60
    station.get(home(at))
    assert station.get("/desk/").status_code in (200, 302)
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(minutes=10))
    assert station.get(home(at)).status_code == 200


def test_the_pulse_of_a_page_that_is_typed_in_keeps_it_open(
    at: Hall, station: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.HALL_IDLE_SECONDS = 60
    station.get(home(at))
    real = timezone.now
    for minutes in (4, 8):
        monkeypatch.setattr(timezone, "now", lambda minutes=minutes: real() + timedelta(minutes=minutes))
        assert station.post("/station/pulse/", {"touched": "1"}).headers["X-Station"] == "open"
    assert station.get(home(at)).status_code == 200
