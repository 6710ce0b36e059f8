import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from elections.rules.audit_chain import event_bytes, export_lines

EVENTS = [
    event_bytes({"n": 1, "election": "WH-01", "at": "2026-03-02T08:00:00+08:00", "verb": "election_opened"}),
    event_bytes({"n": 2, "at": "2026-03-03T08:00:00+08:00", "verb": "roll_closed", "actor": "a7", "figures": {"total": 120}}),
]


def verify_audit(*arguments: str) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "audit.jsonl"
    file.write_bytes(b"".join(export_lines("WH-01", EVENTS)))
    return file


def test_an_unchanged_export_is_accepted_with_and_without_a_printed_head(export: Path) -> None:
    head = export.read_text().splitlines()[-1][:16]

    assert verify_audit(str(export))[0] == 0
    code, out, err = verify_audit(str(export), "--head", head)
    assert (code, err) == (0, "")
    assert head in out


def test_a_changed_figure_is_refused_with_its_number(export: Path) -> None:
    export.write_bytes(export.read_bytes().replace(b'"total":120', b'"total":121'))

    code, out, err = verify_audit(str(export))

    assert (code, err) == (1, "")
    assert "第2条" in out


def test_a_cut_tail_is_refused_given_the_head(export: Path) -> None:
    head = export.read_text().splitlines()[-1][:64]
    export.write_bytes(b"".join(export_lines("WH-01", EVENTS[:1])))

    code, out, _ = verify_audit(str(export), "--head", head)

    assert code == 1
    assert "第2条" in out


@pytest.mark.parametrize(("content", "arguments"), [(b"", ()), (b"\xff\xfe\x00", ()), (None, ()), (b"", ("--head", "12"))])
def test_what_cannot_be_read_is_said_on_stderr(export: Path, content: bytes | None, arguments: tuple[str, ...]) -> None:
    if content is None:
        export.unlink()
    else:
        export.write_bytes(content)

    code, out, err = verify_audit(str(export), *arguments)

    assert (code, out) == (2, "")
    assert err.endswith("。\n")


def test_it_needs_no_database_and_speaks_to_the_shell(export: Path) -> None:
    environment = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/absent", "PYTHONIOENCODING": "utf-8"}

    command = [sys.executable, str(Path(__file__).parents[2] / "manage.py"), "verify_audit", str(export)]

    found = subprocess.run(command, env=environment, capture_output=True, check=False)
    without_chinese = subprocess.run(command, env=environment | {"PYTHONIOENCODING": "ascii"}, capture_output=True, check=False)

    assert (found.returncode, found.stderr) == (0, b"")
    assert "共2条" in found.stdout.decode()
    assert without_chinese.returncode == 0
