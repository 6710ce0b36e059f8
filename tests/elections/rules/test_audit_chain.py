import contextlib
import hashlib
import io
import json
import random
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rules import audit_chain
from elections.rules.audit_chain import START, Verdict, event_bytes, export_lines, next_hash, verify

ELECTION = "WH-2026-01"


def events(count: int, election: str = ELECTION) -> list[bytes]:
    first: dict[str, object] = {"election": election}
    return [
        event_bytes(
            {"n": n, "at": f"2026-05-{n:02d}T09:00:00+08:00", "verb": "notice_posted", "figures": {"days": n}} | (first if n == 1 else {})
        )
        for n in range(1, count + 1)
    ]


def export(count: int = 4) -> bytes:
    return b"".join(export_lines(ELECTION, events(count)))


def exported(raws: list[bytes], **header: object) -> bytes:
    """A file whose hashes are right whatever the events say; `header` replaces what its first line says."""
    first, *lines = export_lines(ELECTION, raws)
    fields = json.loads(first) | header
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n" + b"".join(lines)


def outcome(verdict: Verdict) -> tuple[int, str, object]:
    return verdict.exit_code, verdict.code, verdict.params.get("number")


def test_the_hash_is_over_the_hex_digits_before_and_the_raw_bytes() -> None:
    assert next_hash(START, b'{"n":1}') == hashlib.sha256(b"0" * 64 + b'{"n":1}').hexdigest()
    assert audit_chain.detail_hash(b"salt", "理由".encode()) == hashlib.sha256(b"salt" + "理由".encode()).hexdigest()


def test_the_export_has_the_format_of_the_design() -> None:
    header, first, second = export(2).decode().splitlines()

    assert header == '{"format": "tuixuan-audit-1", "election": "WH-2026-01", "count": 2, "head": "' + second[:64] + '"}'
    assert first[64] == " "
    assert json.loads(first[65:])["election"] == ELECTION
    assert second[:64] == next_hash(first[:64], second[65:].encode())


def test_an_unchanged_export_is_intact() -> None:
    verdict = verify(export())

    assert outcome(verdict) == (0, "intact", None)
    assert "WH-2026-01共4条记录" in str(verdict)


def test_every_changed_byte_is_refused() -> None:
    content = export()
    for position, byte in enumerate(content):
        for other in {byte ^ 0x01, byte ^ 0x20, byte ^ 0x80, 0x20, 0x09, 0x0A, 0x0D, 0x00} - {byte}:
            changed = content[:position] + bytes([other]) + content[position + 1 :]
            assert verify(changed).exit_code > 0, (position, other)


def test_every_missing_and_every_added_byte_is_refused() -> None:
    content = export()
    for position in range(len(content)):
        assert verify(content[:position] + content[position + 1 :]).exit_code > 0, position
        assert verify(content[:position] + b" " + content[position:]).exit_code > 0, position
        assert verify(content[:position]).exit_code > 0, position
    assert verify(content + b"\n").exit_code == 1


@pytest.mark.parametrize(
    ("lines", "broken"),
    [
        pytest.param([0, 2, 3, 4], 1, id="first dropped"),
        pytest.param([0, 1, 3, 4], 2, id="one dropped"),
        pytest.param([0, 1, 2, 3], 4, id="last dropped"),
        pytest.param([0, 1, 3, 2, 4], 2, id="two swapped"),
        pytest.param([0, 1, 2, 2, 3, 4], 3, id="one repeated"),
        pytest.param([0, 1, 2, 3, 4, 4], 5, id="last repeated"),
        pytest.param([0], 1, id="heading only"),
    ],
)
def test_moved_lines_are_refused_with_the_first_broken_number(lines: list[int], broken: int) -> None:
    original = export().splitlines(keepends=True)

    verdict = verify(b"".join(original[line] for line in lines))

    assert verdict.exit_code == 1
    assert verdict.params["number"] == broken
    assert f"第{broken}条" in str(verdict)


@given(st.data())
def test_any_change_of_one_line_is_refused(data: st.DataObject) -> None:
    lines = export().splitlines(keepends=True)
    changed = data.draw(st.integers(0, len(lines) - 1))
    lines[changed] = data.draw(st.binary(max_size=200).filter(lambda line: line != lines[changed]))

    assert verify(b"".join(lines)).exit_code > 0


@given(st.integers(1, 12), st.randoms())
def test_any_other_order_of_the_events_is_refused(count: int, chance: random.Random) -> None:
    first, *lines = export(count).splitlines(keepends=True)
    shuffled = chance.sample(lines, count)

    assert (verify(b"".join([first, *shuffled])).exit_code == 0) == (shuffled == lines)


class TestHeadFromPaper:
    def test_the_last_hash_or_its_first_sixteen_digits_agree(self) -> None:
        head = json.loads(export().splitlines()[0])["head"]

        assert outcome(verify(export(), head)) == (0, "intact", None)
        assert outcome(verify(export(), head[:16])) == (0, "intact", None)
        assert outcome(verify(export(), f"{head[:4]} {head[4:8]} {head[8:12]}-{head[12:16]}".upper())) == (0, "intact", None)

    def test_an_earlier_head_says_how_old_the_paper_is(self) -> None:
        earlier = export(2).splitlines()[2][:16].decode()

        assert outcome(verify(export(4), earlier)) == (0, "intact_head_earlier", 2)

    def test_a_cut_tail_is_found_though_the_file_agrees_with_itself(self) -> None:
        printed = json.loads(export(4).splitlines()[0])["head"][:16]

        assert outcome(verify(export(3))) == (0, "intact", None)
        assert outcome(verify(export(3), printed)) == (1, "head_not_found", 4)

    @pytest.mark.parametrize("head", ["", "abc", "0" * 15, "0" * 65, "g" * 16, "校验码"])
    def test_what_is_no_head_is_unreadable(self, head: str) -> None:
        assert outcome(verify(export(), head)) == (2, "head_unreadable", None)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(exported(events(3), count=2), (1, "records_added", 3), id="heading counts fewer"),
        pytest.param(exported(events(3), count=4), (1, "records_missing", 4), id="heading counts more"),
        pytest.param(exported(events(3), head="0" * 64), (1, "head_differs", 3), id="heading with another head"),
        pytest.param(exported(events(3), election="WH-2026-02"), (1, "election_differs", 1), id="heading of another election"),
        pytest.param(exported(events(3, "其他选举")), (1, "election_differs", 1), id="events of another election"),
        pytest.param(exported([b'{"n":1,"at":"x","verb":"v"}']), (1, "election_differs", 1), id="first event names no election"),
        pytest.param(exported([*events(1), b'{"n":2,"at":"x","verb":"v","election":"Z"}']), (1, "election_differs", 2), id="a stranger"),
        pytest.param(exported([events(2)[0], events(3)[2]]), (1, "number_differs", 2), id="a gap, hashed anew"),
        pytest.param(exported([*events(1), b'{"n":true,"at":"x","verb":"v"}']), (1, "number_differs", 2), id="a number that is none"),
        pytest.param(exported([*events(1), b'{"n":2,"at":"x","verb":"v","name":"y"}']), (2, "event_unreadable", 2), id="unknown key"),
        pytest.param(exported([*events(1), b'{"n":2,"verb":"v"}']), (2, "event_unreadable", 2), id="a key lacks"),
        pytest.param(exported([*events(1), b'{"n":2,"n":2,"at":"x","verb":"v"}']), (2, "event_unreadable", 2), id="a key twice"),
        pytest.param(exported([*events(1), b'{"n":2,"at":NaN,"verb":"v"}']), (2, "event_unreadable", 2), id="NaN"),
        pytest.param(exported([*events(1), b"[" * 100_000]), (2, "event_unreadable", 2), id="nested without end"),
        pytest.param(exported([*events(1), b"[2]"]), (2, "event_unreadable", 2), id="a list"),
        pytest.param(exported([*events(1), "{}".encode("utf-16")]), (2, "event_unreadable", 2), id="not UTF-8"),
        pytest.param(exported([]), (2, "header_unreadable", None), id="a chain without events"),
        pytest.param(exported(events(1), count="1"), (2, "header_unreadable", None), id="count in words"),
        pytest.param(exported(events(1), extra=1), (2, "header_unreadable", None), id="heading with one key more"),
        pytest.param(exported(events(1), format="tuixuan-audit-2"), (2, "header_unreadable", None), id="another format"),
        pytest.param(export().replace(b'": ', b'":', 1), (2, "header_unreadable", None), id="heading written otherwise"),
        pytest.param(export().replace(b"\n", b"\r\n"), (2, "header_unreadable", None), id="line ends of Windows"),
        pytest.param(b"\xef\xbb\xbf" + export(), (2, "header_unreadable", None), id="byte order mark"),
        pytest.param(b"", (2, "file_empty", None), id="empty"),
        pytest.param(b"\n", (2, "file_empty", None), id="one empty line"),
        pytest.param(bytes(range(256)) * 4, (2, "header_unreadable", None), id="binary"),
        pytest.param("姓名,性别\n".encode("gb18030"), (2, "header_unreadable", None), id="a spreadsheet"),
        pytest.param(b'{"format": "tuixuan-audit-1"}\n', (2, "header_unreadable", None), id="half a heading"),
        pytest.param(export()[:-1], (1, "last_line_cut", 4), id="last line feed cut"),
    ],
)
def test_what_does_not_fit_is_named(content: bytes, expected: tuple[int, str, object]) -> None:
    verdict = verify(content)

    assert outcome(verdict) == expected
    assert str(verdict).endswith("。")


@pytest.mark.parametrize("event", [{"n": 1, "at": "x", "verb": "v", "name": "王毅"}, {"n": 1, "verb": "v"}])
def test_an_event_outside_the_format_is_not_written(event: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="keys"):
        event_bytes(event)


class TestAlone:
    """The file copied to an empty folder, run by a Python that does not see the project."""

    @pytest.fixture
    def verifier(self, tmp_path: Path) -> Path:
        return Path(shutil.copy(audit_chain.__file__, tmp_path / "verifier.py"))

    def run(self, verifier: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-X", "utf8", str(verifier), *arguments]
        return subprocess.run(command, cwd=verifier.parent, capture_output=True, text=True, check=False)

    def test_exit_codes(self, verifier: Path) -> None:
        good, bad = verifier.with_name("good.jsonl"), verifier.with_name("bad.jsonl")
        good.write_bytes(export())
        bad.write_bytes(export().replace(b'"days":2', b'"days":3'))

        intact, broken, absent = self.run(verifier, str(good)), self.run(verifier, str(bad)), self.run(verifier, "absent.jsonl")

        assert (intact.returncode, intact.stderr) == (0, "")
        assert (broken.returncode, broken.stdout[:4], broken.stderr) == (1, "第2条与", "")
        assert (absent.returncode, absent.stdout) == (2, "")
        assert "absent.jsonl无法打开" in absent.stderr
        assert self.run(verifier, str(good), "--head", "0" * 16).returncode == 1
        assert self.run(verifier).returncode == 2


def test_it_runs_from_its_own_folder_whose_names_hide_some_of_python(tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    file.write_bytes(export())

    assert subprocess.run([sys.executable, audit_chain.__file__, str(file)], capture_output=True, check=False).returncode == 0


def test_main_reads_the_file_and_the_head(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "audit.jsonl"
    file.write_bytes(export())
    earlier = export(1).splitlines()[1][:20].decode()
    monkeypatch.setattr(sys, "argv", ["audit_chain.py", str(file), "--head", earlier])

    with pytest.raises(SystemExit) as end:
        runpy.run_path(audit_chain.__file__, run_name="__main__")

    assert end.value.code == 0
    assert "第1条" in capsys.readouterr().out
    assert audit_chain.main([str(tmp_path)]) == 2
    assert "无法打开" in capsys.readouterr().err


def test_a_terminal_without_chinese_does_not_make_an_intact_file_look_broken(tmp_path: Path) -> None:
    forged = b'{"at":"x","election":"\\ud800","n":1,"verb":"x"}'
    for name, content, code in (("intact", export(), 0), ("forged", exported([forged]), 1)):
        (tmp_path / name).write_bytes(content)
        command = [sys.executable, audit_chain.__file__, str(tmp_path / name)]
        done = subprocess.run(command, env={"PYTHONIOENCODING": "ascii"}, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (code, "")


def test_a_program_that_calls_it_may_catch_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "audit.jsonl").write_bytes(export())
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert audit_chain.main([str(tmp_path / "audit.jsonl")]) == 0
    assert "完整无误" in said.getvalue()
