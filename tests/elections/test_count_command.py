import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.elections.rules.test_count_file import ANSWER, EXAMPLE, changed, raw

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def example(tmp_path):
    path = tmp_path / "京都苑.json"
    path.write_bytes(raw(EXAMPLE))
    return path


def refused(capsys, *files):
    with translation.override("en"), pytest.raises(SystemExit) as stopped:
        call_command("count", *map(str, files))
    out, err = capsys.readouterr()
    assert (stopped.value.code, out) == (2, "")
    return err.splitlines()


def test_one_line_for_each_file(capsys, example, tmp_path):
    other = tmp_path / "other.json"
    other.write_bytes(raw(changed("present", 5)))
    call_command("count", str(example), str(other))
    first, second = capsys.readouterr().out.splitlines()
    assert first == ANSWER
    assert json.loads(second)["contests"][1]["elected"] == ["丙"]


def test_answers_can_be_read_by_a_caller(example):
    out = StringIO()
    call_command("count", str(example), stdout=out)
    assert out.getvalue() == ANSWER + "\n"


def test_one_faulty_file_refuses_the_whole_call(capsys, example, tmp_path):
    faulty = tmp_path / "faulty.json"
    faulty.write_bytes(raw(changed("returned", 3)))
    empty = tmp_path / "empty.json"
    empty.write_bytes(b"")
    assert refused(capsys, example, faulty, empty, example) == [
        f"{faulty}: “returned” says 3, but the file has 4 ballots.",
        f"{empty}: this is not JSON: line 1, column 1.",
    ]


def test_a_fault_deep_in_a_ballot_says_where(capsys, tmp_path):
    faulty = tmp_path / "faulty.json"
    faulty.write_bytes(raw(changed("ballots", 2, "committee", "for", ["丙 "])))
    assert refused(capsys, faulty) == [f'{faulty}: ballots › 3 › committee › for: a name without spaces around it is due here, not "丙 ".']


def test_no_such_file_and_no_file_at_all(capsys, tmp_path):
    missing = tmp_path / "missing.json"
    assert refused(capsys, missing, tmp_path) == [
        f"{missing}: there is no such file.",
        f"{tmp_path}: the file cannot be read (Is a directory).",
    ]


def test_some_file_is_needed():
    with pytest.raises(CommandError):
        call_command("count")


def run(*arguments, **environment):
    """As from a shell on a machine whose database is away and whose terminal speaks no Chinese."""
    away = {"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3", "PYTHONIOENCODING": "ascii"}
    return subprocess.run(
        [sys.executable, "manage.py", "count", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | away | environment,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_neither_a_database_nor_a_chinese_terminal_is_needed(example):
    done = run(example)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == ANSWER + "\n"


def test_faults_are_said_in_chinese_by_default(example, tmp_path):
    faulty = tmp_path / "faulty.json"
    faulty.write_bytes(raw(changed("returned", 3)))
    done = run(example, faulty, PYTHONIOENCODING="utf-8")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"{faulty}: 收回选票（returned）写的是3张，但文件中有4张选票。\n"
