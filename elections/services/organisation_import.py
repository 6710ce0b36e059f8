"""Many communities and branches at once, typed, pasted or from the office's own file: all of them or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from elections.models import Account, Organisation
from elections.rules.codes import code_issues
from elections.rules.issues import Issue, refuse_if

from .organisations import create_organisation, one_name
from .pinyin import address_of
from .spreadsheets import Table, read_tables, workbook

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("名称", "组织名称", "单位名称"),
    "title": ("党组织", "党组织形式", "类型"),
    "parent": ("所属社区", "上级", "上级组织"),
    "code": ("简称", "代码", "地址简称"),
}
TITLES: Mapping[str, str] = {
    "党委": "committee",
    "党总支": "general_branch",
    "总支": "general_branch",
    "党支部": "branch",
    "支部": "branch",
}
EXAMPLES = (("京都苑社区", "党委", "", "jingduyuan"), ("第一党支部", "党支部", "京都苑社区", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """One line. Without a `parent` it is a community of the street, else a branch of that community, by name or code."""

    number: int
    name: str
    title: str
    parent: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class RowFault:
    row: int
    column: str
    issue: Issue


def organisations_template() -> bytes:
    return workbook("组织", [[names[0] for names in COLUMNS.values()], *EXAMPLES])


def read_organisations(content: bytes) -> list[OrganisationRow]:
    """The first sheet of the file; a first line without the two columns that every row needs is refused."""
    table = read_tables(content)[0]
    places = _places(table)
    missing = [COLUMNS[name][0] for name in ("name", "title") if name not in places]
    refuse_if([Issue("organisation_columns_missing", {"columns": "、".join(missing)})] if missing else [])
    return [_row(number, line, places) for number, line in enumerate(table[1:], start=2) if any(cell.strip() for cell in line)]


def organisation_faults(office: Organisation, rows: Sequence[OrganisationRow]) -> list[RowFault]:
    """Every fault of every row."""
    return list(_Known(office, rows).faults())


def import_organisations(office: Organisation, rows: Sequence[OrganisationRow], *, actor: Account) -> list[Organisation]:
    """Communities first, then the branches in them. What stands already is left as it is; returns what is new."""
    known = _Known(office, rows)
    faulty = {fault.row for fault in known.faults()}
    refuse_if([Issue("organisation_rows_faulty", {"rows": len(faulty), "of": len(rows)})] if faulty or not rows else [])
    made: list[Organisation] = []
    with transaction.atomic():
        for row in sorted(rows, key=lambda row: bool(row.parent)):
            parent = office if not row.parent else known.parent(row, made)
            code = known.code(row)
            made.append(create_organisation(office, actor=actor, parent=parent, code=code, name=row.name, title=row.title))
    return [item for item in made if item not in known.standing]


class _Known:
    """What stands in the office and what the rows bring."""

    def __init__(self, office: Organisation, rows: Sequence[OrganisationRow]) -> None:
        self.office, self.rows = office, rows
        self.standing = list(Organisation.objects.of_office(office))
        self.codes: dict[int, str] = {}
        self.new = [row for row in rows if not row.parent]
        for row in rows:
            self.codes[row.number] = self._code(row)

    def code(self, row: OrganisationRow) -> str:
        return self.codes[row.number]

    def parent(self, row: OrganisationRow, made: Sequence[Organisation]) -> Organisation:
        return next(
            item for item in [*self.communities, *made] if row.parent in (item.name, item.code) and item.parent_id == self.office.pk
        )

    @property
    def communities(self) -> list[Organisation]:
        return [item for item in self.standing if item.kind == Organisation.Kind.COMMUNITY]

    def faults(self) -> Iterator[RowFault]:
        seen: dict[tuple[str, str], int] = {}
        for row in self.rows:
            yield from (RowFault(row.number, column, issue) for column, issue in self._issues(row))
            for column, value in (("name", row.name), ("code", self.code(row))):
                before = seen.setdefault((self._parent_key(row), f"{column}:{value}"), row.number)
                if before != row.number and value:
                    yield RowFault(row.number, column, Issue("organisation_row_twice", {"name": value, "other": before}))

    def _issues(self, row: OrganisationRow) -> Iterator[tuple[str, Issue]]:
        if not row.name.strip():
            yield "name", Issue("name_missing", {})
        if row.title not in ("committee", "general_branch", "branch"):
            yield "title", Issue("organisation_title_unknown", {"value": row.title})
        elif row.parent and row.title == "committee":
            yield "title", Issue("organisation_title_of_branch", {})
        if row.parent and not self._parent_known(row.parent):
            yield "parent", Issue("organisation_parent_unknown", {"name": row.parent})
        yield from (("code", issue) for issue in code_issues(self.code(row)))
        standing = self._standing(row)
        if standing is not None and (standing.name, standing.title) != (row.name, row.title):
            yield "code", Issue("organisation_code_taken", {"code": standing.code})

    def _parent_known(self, wanted: str) -> bool:
        return any(wanted in (item.name, item.code) for item in self.communities) or any(
            wanted in (row.name, self.codes.get(row.number)) for row in self.new
        )

    def _parent_key(self, row: OrganisationRow) -> str:
        """A parent goes by one name, whether it was given by name or by code."""
        by_code = {item.code: item.name for item in self.communities} | {self.codes[new.number]: new.name for new in self.new}
        return by_code.get(row.parent, row.parent)

    def _siblings(self, row: OrganisationRow) -> list[Organisation]:
        if not row.parent:
            return self.communities
        parents = {item.pk for item in self.communities if row.parent in (item.name, item.code)}
        return [item for item in self.standing if item.parent_id in parents]

    def _standing(self, row: OrganisationRow) -> Organisation | None:
        return next((item for item in self._siblings(row) if item.code == self.code(row)), None)

    def _code(self, row: OrganisationRow) -> str:
        """As typed; else that of the organisation of this name, else the name in letters, numbered where two sound alike."""
        if row.code:
            return row.code
        siblings = self._siblings(row)
        same = next((item.code for item in siblings if item.name == row.name), None)
        if same is not None:
            return same
        alike = [self.codes[other.number] for other in self.rows if other.number in self.codes and other.parent == row.parent]
        taken = {item.code for item in siblings} | set(alike)
        spelled = address_of(row.name)
        return next(code for code in _numbered(spelled) if code not in taken) if spelled else ""


def _numbered(code: str) -> Iterator[str]:
    yield code
    number = 2
    while True:
        yield f"{code[:28]}-{number}"
        number += 1


def _places(table: Table) -> dict[str, int]:
    head = [cell.strip().replace(" ", "") for cell in table[0]] if table else []
    return {name: head.index(word) for name, words in COLUMNS.items() for word in words if word in head}


def _row(number: int, line: Sequence[str], places: Mapping[str, int]) -> OrganisationRow:
    values = {name: one_name(line[place]) if place < len(line) else "" for name, place in places.items()}
    return OrganisationRow(number=number, **(values | {"title": TITLES.get(values["title"], values["title"])}))
