import os
import time
from pathlib import Path

import pytest
from django.conf import settings

from elections.models import Account, AuditEvent
from elections.permissions import Role
from elections.services import backups, held_uploads
from elections.services.held_uploads import MOST, HeldUpload, drop, find, forget_old, hold, is_acceptable
from elections.services.sweep import sweep
from tests.factories.office import Office, office_with_election

PAPER = HeldUpload("批复.pdf", "application/pdf", b"%PDF-1.7\n\n%%EOF\n")
HOUR = held_uploads.KEPT_FOR.total_seconds()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files" / "held"


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election()


@pytest.fixture
def clerk(office: Office) -> Account:
    return office[Role.COMMUNITY_CLERK]


def age(folder: Path, seconds: float) -> None:
    for path in folder.iterdir():
        os.utime(path, (time.time() - seconds,) * 2)


def test_only_the_same_account_with_the_same_form_and_field_finds_it(office: Office, clerk: Account) -> None:
    hold(clerk, "token", "scan", PAPER)
    assert find(clerk, "token", "scan") == PAPER
    assert find(office[Role.COMMUNITY_SECRETARY], "token", "scan") is None
    assert find(clerk, "another", "scan") is None
    assert find(clerk, "token", "photo") is None
    assert not AuditEvent.objects.filter(verb="store_file").exists()


def test_nothing_from_outside_stands_in_its_path_and_nobody_else_reads_it(clerk: Account, folder: Path) -> None:
    hold(clerk, "../../token", "../scan", HeldUpload("../../../etc/批复.pdf", "text/html\nx", b"%PDF-\n\n"))
    (path,) = folder.iterdir()
    account, _, digest = path.name.partition("-")
    assert account == str(clerk.pk) and len(digest) == 64 and digest.isalnum()
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert find(clerk, "../../token", "../scan") == HeldUpload("../../../etc/批复.pdf", "text/html\nx", b"%PDF-\n\n")


def test_another_file_takes_its_place_and_it_is_dropped(clerk: Account, folder: Path) -> None:
    hold(clerk, "token", "scan", PAPER)
    other = HeldUpload("b.pdf", "", b"%PDF-2")
    hold(clerk, "token", "scan", other)
    assert find(clerk, "token", "scan") == other
    drop(clerk, "token", "scan")
    drop(clerk, "token", "scan")
    assert find(clerk, "token", "scan") is None
    assert not list(folder.iterdir())


def test_one_account_has_so_many_waiting_and_the_oldest_makes_room(clerk: Account, office: Office, folder: Path) -> None:
    hold(office[Role.STREET_OFFICER], "token", "scan", PAPER)
    for number in range(MOST + 2):
        hold(clerk, f"token-{number}", "scan", PAPER)
    assert len(list(folder.iterdir())) == MOST + 1
    assert find(clerk, "token-0", "scan") is None
    assert find(clerk, f"token-{MOST + 1}", "scan") == PAPER
    assert find(office[Role.STREET_OFFICER], "token", "scan") == PAPER


def test_after_an_hour_it_is_not_found_and_the_sweep_removes_it(clerk: Account, folder: Path) -> None:
    hold(clerk, "token", "scan", PAPER)
    age(folder, HOUR - 60)
    assert find(clerk, "token", "scan") == PAPER
    assert forget_old() == 0
    age(folder, HOUR + 1)
    assert find(clerk, "token", "scan") is None
    hold(clerk, "new", "scan", PAPER)
    sweep()
    assert len(list(folder.iterdir())) == 1
    assert find(clerk, "new", "scan") == PAPER


def test_where_nothing_was_ever_held_there_is_nothing_to_forget(folder: Path) -> None:
    assert forget_old() == 0
    assert not folder.exists()


def test_what_would_be_refused_is_not_worth_holding() -> None:
    assert is_acceptable(PAPER.content)
    for content in (b"", b"MZ\x00\x00", b"\xff\xd8\xff broken", b"%PDF-" + bytes(20 * 1024 * 1024)):
        assert not is_acceptable(content)


@pytest.mark.django_db(transaction=True)
def test_no_backup_contains_it(tmp_path: Path) -> None:
    secret = b"%PDF-" + os.urandom(64)
    hold(office_with_election()[Role.COMMUNITY_CLERK], "token", "scan", HeldUpload("a.pdf", "", secret))
    target = tmp_path / "office.backup"
    contents = backups.backup(target, passphrase="a passphrase for this test")
    assert not contents.files
    assert Path(settings.MEDIA_ROOT).exists()
