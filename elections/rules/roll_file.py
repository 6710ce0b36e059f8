"""A 党员花名册 as a table of texts: which line is the header, what each row states, and every fault with its row, column and value.

Row numbers are those that the office's spreadsheet shows. A header that is not known refuses the whole file: a mistyped one would
otherwise lose a column without anybody noticing.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from elections.rules.identity_number import FORM, birth_of, contradiction_issues, identity_issues, sex_of
from elections.rules.issues import Issue, refuse_if
from elections.rules.roll_columns import Column, column_of

Table = Sequence[Sequence[str]]

HEADER_WITHIN = 15
FOOTER = re.compile(r"(合计|总计|共计|小计|制表|填表|审核|备注|说明|注)[:：\s]?")
MASKED = re.compile(r"(?:[0-9*Xx]*\*)?([0-9]{3}[0-9Xx])")
TEXT_CELL = re.compile(r'="?([^"]*)"?')
ALTERNATIVES = {
    "sex": ("sex", "identity"),
    "born_on": ("born_on", "identity"),
    "membership": ("membership", "full_member_on", "capacities"),
}
SHOWN = {"name": "姓名", "sex": "性别", "born_on": "出生日期", "membership": "党员状态"}


@dataclass(frozen=True, slots=True)
class Fault:
    row: int
    issue: Issue


@dataclass(frozen=True, slots=True)
class RollRow:
    """`stated` holds typed values by field; a blank cell states nothing. The whole ID number lives here only until it is hashed."""

    number: int
    stated: Mapping[str, Any]
    identity: str = field(default="", repr=False)
    identity_tail: str = ""


@dataclass(frozen=True, slots=True)
class RollFile:
    rows: tuple[RollRow, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Header:
    row: int
    columns: Mapping[int, tuple[str, Column]]


def read_roll(table: Table) -> RollFile:
    """RuleViolation for a table without the header of a roll, with a header that is not known, or without a single person."""
    header = find_header(table)
    rows, faults = [], []
    for number, cells in enumerate(table[header.row :], start=header.row + 1):
        if is_blank_or_footer(cells, header):
            continue
        row, found = read_row(number, cells, header)
        rows.append(row)
        faults += [Fault(number, issue) for issue in found]
    refuse_if([] if rows else [Issue("roll_without_rows", {"row": header.row})])
    return RollFile(tuple(rows), tuple(faults))


def has_header(table: Table) -> bool:
    return any(_is_header(cells) for cells in table[:HEADER_WITHIN])


def find_header(table: Table) -> Header:
    """The first line that has 姓名, so that a title above it is no header and a header no person."""
    row = next((number for number, cells in enumerate(table[:HEADER_WITHIN], start=1) if _is_header(cells)), 0)
    refuse_if([] if row else [Issue("roll_header_missing", {"rows": HEADER_WITHIN})])
    header = Header(row, {place: (text.strip(), column) for place, text in enumerate(table[row - 1]) if (column := column_of(text))})
    refuse_if([*_unknown_headers(table, row), *_header_issues(header)])
    return header


def _is_header(cells: Sequence[str]) -> bool:
    """姓名 and at least one more column that rolls have."""
    known = [column.field for text in cells if (column := column_of(text))]
    return "name" in known and len(known) > 1


def _unknown_headers(table: Table, row: int) -> Iterator[Issue]:
    for place, text in enumerate(table[row - 1]):
        if text.strip() and column_of(text) is None:
            yield Issue("roll_header_unknown", {"column": letter(place), "value": text.strip()})
    width = len(table[row - 1])
    blank = {place for place in range(max(map(len, table))) if place >= width or not table[row - 1][place].strip()}
    for place in sorted(blank):
        value = next((cells[place] for cells in table[row:] if place < len(cells) and cells[place].strip()), "")
        if value:
            yield Issue("roll_header_blank", {"column": letter(place), "value": value.strip()})


def _header_issues(header: Header) -> Iterator[Issue]:
    seen: dict[str, str] = {}
    for text, column in header.columns.values():
        if column.field and column.field in seen:
            yield Issue("roll_header_twice", {"value": text, "other": seen[column.field]})
        seen[column.field] = text
    for wanted, instead in ALTERNATIVES.items():
        if not seen.keys() & set(instead):
            yield Issue("roll_column_missing", {"column": SHOWN[wanted]})


def letter(place: int) -> str:
    """A, B … Z, AA: the name of a column in a spreadsheet."""
    above, here = divmod(place, 26)
    return (letter(above - 1) if above else "") + chr(ord("A") + here)


def is_blank_or_footer(cells: Sequence[str], header: Header) -> bool:
    """A blank line, or what stands below a list (合计, 填表人); somebody without a name is a fault, not a footer."""
    filled = [text.strip() for text in cells if text.strip()]
    if not filled:
        return True
    named = any(column.field == "name" and place < len(cells) and cells[place].strip() for place, (_text, column) in header.columns.items())
    return FOOTER.match(filled[0]) is not None and (not named or len(filled) <= 2)


def read_row(number: int, cells: Sequence[str], header: Header) -> tuple[RollRow, list[Issue]]:
    stated: dict[str, Any] = {}
    issues: list[Issue] = []
    for place, (title, column) in header.columns.items():
        text = plain_cell(cells[place]) if place < len(cells) else ""
        if not column.field or not text:
            continue
        value = column.read(text)
        if value is None:
            issues.append(Issue(column.fault, {"column": title, "value": text}))
        elif column.field == "discipline":
            stated |= value
        else:
            stated[column.field] = value
    identity, tail = _identity(stated.pop("identity", ""), stated, issues)
    party_post = stated.pop("party_post", None)
    if party_post is not None:
        stated.setdefault("post", party_post)
    _complete(stated, identity, issues, {issue.params.get("column") for issue in issues}, header)
    return RollRow(number, stated, identity, tail), issues


def plain_cell(text: str) -> str:
    """Without the marks by which spreadsheets keep a number a text: ="1101…", '1101…, a tab before it."""
    bare = unicodedata.normalize("NFC", text).strip().removeprefix("'").strip()
    formula = TEXT_CELL.fullmatch(bare) if bare.startswith("=") else None
    return formula.group(1).strip() if formula else bare


def _identity(text: str, stated: Mapping[str, Any], issues: list[Issue]) -> tuple[str, str]:
    """The whole number, and its last four. A masked number (110101********1234) only has the last four."""
    number = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    if not number:
        return "", ""
    if not FORM.fullmatch(number) and (masked := MASKED.fullmatch(number)):
        return "", masked.group(1)
    found = list(identity_issues(number)) or list(contradiction_issues(number, stated.get("born_on"), stated.get("sex", "")))
    issues += found
    return ("", "") if found else (number, number[-4:])


def _complete(stated: dict[str, Any], identity: str, issues: list[Issue], faulty: set[object], header: Header) -> None:
    """What follows from other cells; then what is missing, unless the cell is there and was named as a fault."""
    month = stated.pop("born_on") if isinstance(stated.get("born_on"), str) else ""
    if identity:
        stated.setdefault("born_on", birth_of(identity))
        stated.setdefault("sex", sex_of(identity))
    if "membership" not in stated and "full_member_on" in stated:
        stated["membership"] = "full"
    elif "membership" not in stated and "capacities" in stated and "member" not in stated["capacities"]:
        stated["membership"] = "none"
    excused = {column.field for text, column in header.columns.values() if text in faulty}
    if any(issue.code.startswith("identity_") for issue in issues):
        excused |= {"sex", "born_on"}
    if month and "born_on" not in stated and "born_on" not in excused:
        title = next(text for text, column in header.columns.values() if column.field == "born_on")
        issues.append(Issue("roll_birth_without_day", {"column": title, "value": month}))
        excused.add("born_on")
    for wanted, column in SHOWN.items():
        if wanted not in stated and wanted not in excused:
            issues.append(Issue("roll_value_missing", {"column": column, "value": ""}))
