"""Whom the start of the program welcomes: a newcomer with a rehearsal, a real office's founder with a code, everybody else not at all."""

import re

import pytest

from election_admin.prepare import welcome
from elections.models import Account, Founding, Organisation
from elections.services.foundings import renew_founding_code
from tests.factories.office import office_with_election

pytestmark = pytest.mark.django_db

CODE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")


def test_a_real_office_is_founded_with_a_code_that_each_start_renews(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REHEARSAL", "no")
    shown = []
    for _start in range(2):
        welcome()
        shown += CODE.findall(capsys.readouterr().out)
    assert len(set(shown)) == 2
    assert Founding.objects.count() == 1
    assert not Account.objects.exists()


def test_once_a_real_office_was_asked_for_no_rehearsal_takes_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("REHEARSAL", raising=False)
    renew_founding_code()
    welcome()
    assert CODE.search(capsys.readouterr().out)
    assert not Organisation.objects.exists()


def test_a_founded_office_is_left_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("REHEARSAL", raising=False)
    office_with_election()
    welcome()
    assert capsys.readouterr().out == ""


def test_a_rehearsal_says_its_accounts_at_each_start(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("REHEARSAL", "no")
    office_with_election()
    Account.objects.filter(username="wenhui-teller").update(demonstration=True)
    welcome()
    assert "wenhui-teller" in capsys.readouterr().out
