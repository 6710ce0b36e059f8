import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import RequestFactory

from elections.models import Account, Organisation

pytestmark = pytest.mark.django_db

WENHUI = ["--code", "wenhui", "--name", "文晖街道", "--superior", "中共下城区委组织部", "--administrator", "张三"]


def found() -> str:
    said = StringIO()
    call_command("found_office", *WENHUI, stdout=said)
    return said.getvalue()


def test_the_printed_code_opens_the_door_of_a_real_office() -> None:
    code = re.fullmatch(r"admin: the first sign-in takes this code once: (\w+)\n", found()).group(1)  # type: ignore[union-attr]

    assert Organisation.objects.get().rehearsal is False
    assert not Account.objects.get().demonstration
    assert authenticate(RequestFactory().post("/"), username="admin", slip_code=code) == Account.objects.get()


def test_the_same_office_is_founded_once() -> None:
    found()
    said = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("found_office", *WENHUI, stderr=said)

    assert ended.value.code == 2
    assert "wenhui" in said.getvalue()
    assert (Organisation.objects.count(), Account.objects.count()) == (1, 1)
