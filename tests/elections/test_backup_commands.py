"""backup and restore as an administrator types them."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import transaction

from elections.models import Election
from elections.services.backup_parts import tables
from tests.factories.office import office_with_election

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def passphrase(settings: LazySettings, tmp_path: Path) -> str:
    settings.MEDIA_ROOT = tmp_path / "files"
    path = tmp_path / "passphrase"
    path.write_text("文晖街道 2026 备份口令\n")
    return str(path)


def say(*arguments: str) -> dict[str, object]:
    out = StringIO()
    call_command(*arguments, stdout=out)
    told: dict[str, object] = json.loads(out.getvalue())
    return told


def refused(*arguments: str) -> str:
    errors = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(*arguments, stderr=errors)
    assert ended.value.code == 2
    return errors.getvalue().strip()


def empty_the_database() -> None:
    with transaction.atomic():
        for model in tables():
            queryset = model._base_manager.all()
            queryset._raw_delete(queryset.db)


def test_an_office_goes_out_and_comes_back_with_its_keys(passphrase: str, tmp_path: Path, settings: LazySettings) -> None:
    office_with_election()
    file, keys = str(tmp_path / "office.backup"), tmp_path / "keys"
    assert say("backup", file, "--passphrase-file", passphrase, "--with-keys")["keys_inside"] is True
    assert say("restore", file, "--passphrase-file", passphrase, "--check")["keys_fit"] is True
    empty_the_database()
    assert say("restore", file, "--passphrase-file", passphrase, "--keys-to", str(keys))["files"] == 0
    assert Election.objects.get().code == "wenhui-jingdu-2026"
    assert (keys.read_text(), keys.stat().st_mode & 0o777) == (settings.SECRET_KEY, 0o600)


def test_what_cannot_be_done_is_said_in_one_chinese_sentence(passphrase: str, tmp_path: Path) -> None:
    office_with_election()
    file = str(tmp_path / "office.backup")
    say("backup", file, "--passphrase-file", passphrase)
    assert refused("backup", file, "--passphrase-file", passphrase) == f"{file}已经存在，不会覆盖，请换一个文件名。"
    missing = str(tmp_path / "nothing")
    assert "无法读取" in refused("backup", file + "2", "--passphrase-file", missing)
    (tmp_path / "empty").touch()
    assert refused("backup", file + "2", "--passphrase-file", str(tmp_path / "empty")) == "口令只有0个字符，请至少使用12个。"
    assert "数据库不是空的" in refused("restore", file, "--passphrase-file", passphrase)
    assert "没有密钥" in refused("restore", file, "--passphrase-file", passphrase, "--keys-to", str(tmp_path / "keys"))
    assert not (tmp_path / "keys").exists()
