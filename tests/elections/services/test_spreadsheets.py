import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from elections.rules.issues import RuleViolation
from elections.services.pinyin import initials
from elections.services.spreadsheets import MAX_ROWS, read_tables, workbook


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def code(content: bytes) -> str:
    with pytest.raises(RuleViolation) as refused:
        read_tables(content)
    [issue] = refused.value.issues
    return issue.code


@pytest.mark.parametrize("text", ["=1+1", "+8613800001111", "-1", "@SUM(A1)", "\tx"])
def test_a_text_never_becomes_a_formula(text: str) -> None:
    sheet = load_workbook(io.BytesIO(workbook("名册", [["备注"], [text]]))).active
    assert sheet is not None
    cell = sheet["A2"]
    assert (cell.value, cell.data_type) == (f"'{text}", "s")


def test_what_was_exported_is_read_again() -> None:
    content = workbook("名册", [["姓名", "电话"], ["王毅", "13800001111"], ["李强", None]], notes=[["说明"]], notes_title="填写说明")
    assert read_tables(content) == [[["姓名", "电话"], ["王毅", "13800001111"], ["李强"]], [["说明"]]]


def test_hidden_sheets_blank_tails_and_kinds_of_cells() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["甲", 1.0, 1.5, date(1975, 3, 1), True, None, None])
    sheet.append([None, None])
    book.create_sheet("藏").sheet_state = "hidden"

    assert read_tables(saved(book)) == [[["甲", "1", "1.5", "1975-03-01", "True"]]]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("姓名\t性别\n王毅\t男\n".encode(), [["姓名", "性别"], ["王毅", "男"]]),
        ("姓名;性别\n王毅;男\n".encode("utf-16"), [["姓名", "性别"], ["王毅", "男"]]),
        ('姓名,住址\n王毅,"文晖路1号\n2幢"\n'.encode("gb18030"), [["姓名", "住址"], ["王毅", "文晖路1号\n2幢"]]),
        ("姓名\n王毅\n".encode(), [["姓名"], ["王毅"]]),
    ],
)
def test_text_tables(content: bytes, rows: list[list[str]]) -> None:
    assert read_tables(content) == [rows]


def test_a_moment_of_the_day_is_kept() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["甲", datetime(1975, 3, 1, 8, 30)])  # noqa: DTZ001 - a cell knows no zone

    assert read_tables(saved(book)) == [[["甲", "1975-03-01 08:30"]]]


def test_a_workbook_that_unpacks_without_end() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * (201 * 1024 * 1024))
    assert code(target.getvalue()) == "table_unpacks_too_large"


def test_what_is_no_table() -> None:
    assert code(b" \n ") == "table_empty"
    assert code(b"\xef\xbb\xbf\xff\xfe") == "table_not_text"
    assert code(b"a,b\x00c\n") == "table_not_text"
    assert code("甲\n".encode() * (MAX_ROWS + 1)) == "table_too_large"
    assert code((",".join("甲" * 201) + "\n").encode()) == "table_too_large"
    assert code(b"x" * (20 * 1024 * 1024 + 1)) == "file_too_large"
    whole = workbook("名册", [["姓名"]])
    assert code(whole[: len(whole) // 2]) == "table_broken"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("单小燕", "sxy"),
        ("仇和", "qh"),
        ("查良镛", "zly"),
        ("尉迟恭", "ycg"),
        ("王毅（女）", "wy"),
        ("艾力更·依明", "algym"),
        ("任长霞", "rzx"),
    ],
)
def test_initials_by_which_a_name_is_found(name: str, letters: str) -> None:
    assert initials(name) == letters
