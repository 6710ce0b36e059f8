"""A sealed file opens only with its passphrase, and only as it was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation

from elections.messages import sentences_of
from elections.rules.issues import RuleViolation
from elections.services.sealed_files import CHUNK, TAG, SealedReader, SealedWriter

PASSPHRASE = "文晖街道 2026 备份口令"
TEXT = b"".join(b"%06d\n" % number for number in range(3 * CHUNK // 7))  # a little less than three chunks


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sealed") / "office.backup"
    with SealedWriter(target, PASSPHRASE) as writer:
        writer.write(TEXT[:100])
        writer.write(TEXT[100:])
    return target


def read(path: Path, passphrase: str = PASSPHRASE) -> bytes:
    with SealedReader(path, passphrase) as reader:
        return reader.exactly(10 * len(TEXT))


def refusal(path: Path, passphrase: str = PASSPHRASE) -> RuleViolation:
    with pytest.raises(RuleViolation) as refused:
        read(path, passphrase)
    return refused.value


def start_of_chunks(content: bytes) -> int:
    return content.index(b"\n", content.index(b"\n") + 1) + 1


def test_what_was_written_is_read_by_bytes_and_by_lines(sealed: Path) -> None:
    assert read(sealed) == TEXT
    with SealedReader(sealed, PASSPHRASE) as reader:
        assert (reader.line(), reader.exactly(3), reader.line()) == (b"000000\n", b"000", b"001\n")
        lines = 2
        while reader.line():
            lines += 1
    assert lines == len(TEXT) // 7


def test_only_its_owner_may_read_the_file_and_nothing_of_it_is_in_the_clear(sealed: Path) -> None:
    assert sealed.stat().st_mode & 0o777 == 0o600
    assert TEXT[700:714] not in sealed.read_bytes()
    assert [path.name for path in sealed.parent.iterdir()] == ["office.backup"]


def test_another_passphrase_is_refused_in_words(sealed: Path) -> None:
    refused = refusal(sealed, "文晖街道 2026 备份口今")
    assert [issue.code for issue in refused.issues] == ["backup_passphrase_wrong"]
    with translation.override("zh-hans"):
        assert sentences_of(refused.issues) == [f"口令与{sealed}不符，或者文件开头被改动，请核对口令。"]


def swapped(content: bytes) -> bytes:
    start, size = start_of_chunks(content), CHUNK + TAG
    first, second = content[start : start + size], content[start + size : start + 2 * size]
    return content[:start] + second + first + content[start + 2 * size :]


def doubled(content: bytes) -> bytes:
    start, size = start_of_chunks(content), CHUNK + TAG
    return content[: start + size] + content[start:]


def without_a_piece(content: bytes) -> bytes:
    start, size = start_of_chunks(content), CHUNK + TAG
    return content[: start + size] + content[start + 2 * size :]


def cut_between_pieces(content: bytes) -> bytes:
    return content[: start_of_chunks(content) + 2 * (CHUNK + TAG)]


def changed(place: int) -> Callable[[bytes], bytes]:
    return lambda content: content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def with_cheaper_figures(content: bytes) -> bytes:
    return content.replace(b'"n": 32768', b'"n": 16384')


@pytest.mark.parametrize(
    ("harm", "place"),
    [
        (swapped, 1),
        (doubled, 2),
        (without_a_piece, 2),
        (cut_between_pieces, 2),
        (lambda content: content[:-1], 3),
        (lambda content: content[: start_of_chunks(content)], 1),
        (lambda content: content + b"\n", 3),
        (changed(-1), 3),
        (changed(-CHUNK - 100), 2),
        (with_cheaper_figures, 0),
        (lambda content: content[:40], 0),
    ],
)  # fmt: skip
def test_what_is_cut_swapped_doubled_or_changed_is_refused_with_its_place(
    sealed: Path, tmp_path: Path, harm: Callable[[bytes], bytes], place: int
) -> None:
    harmed = tmp_path / "harmed.backup"
    harmed.write_bytes(harm(sealed.read_bytes()))
    refused = refusal(harmed)
    assert [(issue.code, dict(issue.params)) for issue in refused.issues] == [("backup_changed", {"place": place})]
    with translation.override("zh-hans"):
        assert sentences_of(refused.issues) == [f"备份文件在第{place}段处被改动或截断，没有恢复任何内容，请换用另一份备份。"]


def test_a_foreign_a_missing_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    foreign, empty = tmp_path / "letter.txt", tmp_path / "empty"
    foreign.write_text("致社区党员的一封信\n" * 50)
    empty.touch()
    codes = [refusal(path).issues[0].code for path in (foreign, empty, tmp_path / "nothing", tmp_path)]
    assert codes == ["backup_foreign", "backup_foreign", "backup_unreadable", "backup_unreadable"]


def test_a_short_passphrase_a_taken_name_and_a_missing_folder_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("kept")
    codes = []
    for target, passphrase in ((tmp_path / "new", "short"), (taken, PASSPHRASE), (tmp_path / "no" / "new", PASSPHRASE)):
        with pytest.raises(RuleViolation) as refused:
            SealedWriter(target, passphrase)
        codes += [issue.code for issue in refused.value.issues]
    assert codes == ["passphrase_short", "backup_target_exists", "backup_target_unwritable"]
    assert taken.read_text() == "kept"
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_writer_that_fails_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), SealedWriter(tmp_path / "half", PASSPHRASE) as writer:
        writer.write(TEXT)
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
