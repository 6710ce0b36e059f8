"""Tables from the office's own files, and tables for it. What a file is, its bytes say, not its name.

CSV is read by its byte order mark, else as strict UTF-8, else as GB18030 (a Chinese spreadsheet saves GBK).
"""

import codecs
import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from elections.rules.issues import Issue, RuleViolation, refuse_if

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ROWS, MAX_COLUMNS = 20_000, 200
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
TEXT = "@"

Table = list[list[str]]


def read_tables(content: bytes) -> list[Table]:
    """Every sheet as texts; a CSV is one sheet. RuleViolation for what is no table."""
    refuse_if(_file_issues(content))
    tables = list(_workbook_tables(content)) if content.startswith(ZIP) else [_csv_table(content)]
    refuse_if(issue for table in tables for issue in _size_issues(len(table), max(map(len, table), default=0)))
    return tables


def safe_cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula is kept a text by the mark that spreadsheets know."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def workbook(title: str, rows: Iterable[Sequence[object]], *, notes: Iterable[Sequence[object]] = (), notes_title: str = "") -> bytes:
    """An .xlsx with a bold first line, every column as text; `notes` make a second sheet."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    _fill(sheet, rows)
    listed = list(notes)
    if listed:
        _fill(book.create_sheet(notes_title), listed)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _fill(sheet: Worksheet, rows: Iterable[Sequence[object]]) -> None:
    width = 0
    for row in rows:
        sheet.append([safe_cell(value) for value in row])
        width = max(width, len(row))
    for place in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 18
        sheet.column_dimensions[get_column_letter(place)].number_format = TEXT
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.number_format = TEXT
            cell.font = Font(bold=cell.row == 1)
            cell.alignment = Alignment(vertical="center")
    sheet.freeze_panes = "A2"


def _file_issues(content: bytes) -> Iterator[Issue]:
    if not content.strip():
        yield Issue("table_empty", {})
    elif len(content) > MAX_BYTES:
        yield Issue("file_too_large", {"megabytes": len(content) // 1024 // 1024, "most": MAX_BYTES // 1024 // 1024})
    elif content.startswith(OLD_EXCEL):
        yield Issue("table_old_excel", {})


def _size_issues(rows: int, columns: int) -> Iterator[Issue]:
    if rows > MAX_ROWS or columns > MAX_COLUMNS:
        yield Issue("table_too_large", {"rows": rows, "columns": columns, "most_rows": MAX_ROWS, "most_columns": MAX_COLUMNS})


def _workbook_tables(content: bytes) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MAX_UNPACKED:
                refuse_if([Issue("table_unpacks_too_large", {"most": MAX_UNPACKED // 1024 // 1024})])
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        tables = [_sheet_table(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except RuleViolation:
        raise
    except Exception as broken:  # openpyxl raises whatever the broken part happens to hit
        raise RuleViolation([Issue("table_broken", {})]) from broken
    yield from tables


def _sheet_table(sheet: Any) -> Table:
    rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1, max_row=MAX_ROWS + 1, values_only=True)
    table = [_trimmed([_cell_text(cell) for cell in row]) for row in rows]
    return _trimmed(table)


def _trimmed(values: list[Any]) -> list[Any]:
    """Without the blank cells and lines at the end, of which a formatted sheet can have a million."""
    last = next((place for place in range(len(values), 0, -1) if values[place - 1]), 0)
    return values[:last]


def _cell_text(value: object) -> str:
    """A cell as the office sees it: whole numbers without a point, dates as dates."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _csv_table(content: bytes) -> Table:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",\t;", key=first.count) if re.search(r"[,\t;]", first) else ","
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)]
    except csv.Error as broken:
        raise RuleViolation([Issue("table_broken", {})]) from broken


def _decoded(content: bytes) -> str:
    marked = next(((mark, encoding) for mark, encoding in MARKS if content.startswith(mark)), None)
    encodings = [marked[1]] if marked else ["utf-8", "gb18030"]
    body = content[len(marked[0]) :] if marked else content
    for encoding in encodings:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(character) == "Cc" and character not in "\t\r\n" for character in text):
            return text
    raise RuleViolation([Issue("table_not_text", {})])
