"""A roll from a file. Reading and comparing write nothing; applying writes the whole file or none of it.

A person is found again by ID number, without one by name and birthday. A blank cell states nothing and changes nothing.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils import timezone

from elections.models import Account, Election, RollEntry
from elections.queries.clock import election_now
from elections.queries.roll import is_closed, person_of, replies_to_stand
from elections.rules.acts import Act
from elections.rules.branch_names import branch_meant
from elections.rules.issues import Issue, refuse_if
from elections.rules.natural_order import natural_key
from elections.rules.roll_file import RollFile, RollRow, has_header, read_roll
from elections.rules.roll_person import RollPerson, person_issues
from elections.rules.stroke_order import stroke_issues

from .acting import ElectionAct, election_act
from .imported_rolls import keep_import, values_of
from .roll_entries import branches_of, changed_fields, fill_entry, identity_key, next_number, set_rights, unprintable
from .spreadsheets import read_tables

RIGHTS = ["may_vote", "may_stand", "may_recommend", "may_endorse"]


class RowState(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What the file would do with one row. `faults` explain an error or a conflict; `warnings` hold nothing up."""

    number: int
    state: RowState
    name: str
    person: RollPerson | None = None
    entry: RollEntry | None = None
    key: str = field(default="", repr=False)
    tail: str = ""
    faults: tuple[Issue, ...] = ()
    warnings: tuple[Issue, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RollImport:
    rows: tuple[PlannedRow, ...]
    sha256: str

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(row.state for row in self.rows)
        return {state.value: counted[state] for state in RowState}

    @property
    def applicable(self) -> bool:
        return not any(row.faults for row in self.rows)

    def faults(self) -> Iterator[tuple[int, Issue]]:
        return ((row.number, issue) for row in self.rows for issue in row.faults)

    def warnings(self) -> Iterator[tuple[int, Issue]]:
        return ((row.number, issue) for row in self.rows for issue in row.warnings)


def preview_roll(election: Election, content: bytes) -> RollImport:
    """What the file would do; nothing is written. RuleViolation for a file that is no roll."""
    return plan_import(election, _read(content), hashlib.sha256(content).hexdigest(), election_now(election))


def import_roll(election: Election, content: bytes, *, actor: Account, name: str = "") -> RollImport:
    """The whole file or nothing: any fault of any row refuses all. The same file again changes nothing and leaves no event."""
    file, sha256 = _read(content), hashlib.sha256(content).hexdigest()
    with election_act(Act.IMPORT_ROLL, election, actor) as act:
        planned = plan_import(act.election, file, sha256, act.now)
        act.refuse(_refusals(act, planned))
        if not planned.counts["new"] and not planned.counts["changed"]:
            act.repeats()
            return planned
        _apply(act, planned, name)
        names = [row.name for row in planned.rows if row.state is RowState.NEW]
        changed = {row.name: list(row.changed) for row in planned.rows if row.state is RowState.CHANGED}
        figures = {state: planned.counts[state] for state in ("new", "changed", "same")}
        act.record(act.election, file=sha256, **figures, detail={"new": names, "changed": changed})
        return planned


def plan_import(election: Election, file: RollFile, sha256: str, now: datetime) -> RollImport:
    faults: dict[int, list[Issue]] = {}
    for fault in file.faults:
        faults.setdefault(fault.row, []).append(fault.issue)
    known = _Known(RollEntry.objects.filter(election=election).standing(), branches_of(election))
    today, capacities = timezone.localdate(now), election.rules.capacity_order
    rows = []
    for row in file.rows:
        found = faults.get(row.number, [])
        key = identity_key(election, row.identity) if row.identity else ""
        rows.append(_faulty(row, found) if found else known.plan(row, key, today, capacities))
    return RollImport(tuple(rows), sha256)


class _Known:
    """The people of the roll as it stands, and those whom earlier rows of the file have named."""

    def __init__(self, entries: Iterable[RollEntry], branches: Collection[str]) -> None:
        self.branches = branches
        self.branches_told: set[str] = set()
        self.by_key: dict[str, RollEntry] = {}
        self.by_person: dict[tuple[str, date], list[RollEntry]] = {}
        self.rows: dict[tuple[str, date], list[tuple[int, str]]] = {}
        self.rows_by_key: dict[str, int] = {}
        for entry in entries:
            if entry.identity_key:
                self.by_key[entry.identity_key] = entry
            self.by_person.setdefault((entry.name, entry.born_on), []).append(entry)

    def plan(self, row: RollRow, key: str, today: date, capacities: tuple[str, ...]) -> PlannedRow:
        name, born_on = row.stated["name"], row.stated["born_on"]
        conflicts = [*self._twice_in_file(row, key), *self._contradictions(row, key)]
        self.rows.setdefault((name, born_on), []).append((row.number, key))
        if key:
            self.rows_by_key.setdefault(key, row.number)
        if conflicts:
            return PlannedRow(row.number, RowState.CONFLICT, name, faults=tuple(conflicts))
        entry = self.by_key.get(key) or next(iter(self.by_person.get((name, born_on), [])), None)
        row, told = self._in_its_branch(row)
        planned = _planned(row, key, entry, today, capacities)
        return replace(planned, warnings=(*planned.warnings, *told))

    def _in_its_branch(self, row: RollRow) -> tuple[RollRow, list[Issue]]:
        """The branch by the office's own name for it; another spelling is told once in the file, not in each of its rows."""
        written = row.stated.get("branch_name", "")
        if not written or not self.branches or written in self.branches:
            return row, []
        meant = branch_meant(written, self.branches)
        told = [] if written in self.branches_told else [_branch_warning(written, meant, self.branches)]
        self.branches_told.add(written)
        return (row if meant is None else replace(row, stated={**row.stated, "branch_name": meant})), told

    def _twice_in_file(self, row: RollRow, key: str) -> Iterator[Issue]:
        """Two people of one name and birthday are told apart only by two ID numbers."""
        before = self.rows_by_key.get(key) if key else None
        for number, other in self.rows.get((row.stated["name"], row.stated["born_on"]), []):
            if not (key and other):
                before = before or number
        if before is not None:
            yield Issue("roll_row_twice", {"name": row.stated["name"], "other": before})

    def _contradictions(self, row: RollRow, key: str) -> Iterator[Issue]:
        name, born_on = row.stated["name"], row.stated["born_on"]
        by_key = self.by_key.get(key)
        if by_key is not None and by_key.name != name:
            yield Issue("roll_row_other_name", {"name": name, "other": by_key.name, "number": by_key.number})
            return
        alike = self.by_person.get((name, born_on), [])
        if by_key is not None or not alike:
            return
        tail = row.identity[-4:] or row.identity_tail
        if len(alike) > 1:
            yield Issue("roll_row_ambiguous", {"name": name, "count": len(alike)})
        elif (key and alike[0].identity_key) or (tail and alike[0].identity_tail not in ("", tail)):
            yield Issue("roll_row_other_identity", {"name": name, "number": alike[0].number, "tail": alike[0].identity_tail})


def _read(content: bytes) -> RollFile:
    """The sheet that has the header of a roll; explanations on other sheets are left alone."""
    tables = read_tables(content)
    rolls = [table for table in tables if has_header(table)]
    refuse_if([Issue("roll_sheets_several", {"count": len(rolls)})] if len(rolls) > 1 else [])
    return read_roll((rolls or tables)[0])


def _faulty(row: RollRow, faults: Iterable[Issue]) -> PlannedRow:
    return PlannedRow(row.number, RowState.ERROR, str(row.stated.get("name", "")), faults=tuple(faults))


def _planned(row: RollRow, key: str, entry: RollEntry | None, today: date, capacities: tuple[str, ...]) -> PlannedRow:
    person = _person(row.stated, entry)
    faults = tuple(person_issues(person, today, capacities))
    if faults:
        return _faulty(row, faults)
    tail = row.identity[-4:] or row.identity_tail
    changed = changed_fields(person_of(entry), person) if entry else []
    if entry and ((key and key != entry.identity_key) or (tail and tail != entry.identity_tail)):
        changed.append("identity")
    state = RowState.NEW if entry is None else RowState.CHANGED if changed else RowState.SAME
    return PlannedRow(row.number, state, person.name, person, entry, key, tail, warnings=_warnings(person.name), changed=tuple(changed))


def _person(stated: Mapping[str, Any], entry: RollEntry | None) -> RollPerson:
    """What the file states over what the roll knows; a member has that capacity without anybody writing it down."""
    known = asdict(person_of(entry)) if entry else {}
    values = known | dict(stated)
    if "capacities" not in values and values["membership"] != "none" and not values.get("part_time"):
        values["capacities"] = ("member",)
    return RollPerson(**values)


def _branch_warning(written: str, meant: str | None, known: Iterable[str]) -> Issue:
    if meant is not None:
        return Issue("roll_branch_taken_as", {"value": written, "branch": meant})
    return Issue("roll_branch_unknown", {"value": written, "known": "、".join(sorted(known, key=natural_key))})


def _warnings(name: str) -> tuple[Issue, ...]:
    characters = unprintable(name)
    unprinted = [Issue("roll_name_unprintable", {"name": name, "characters": "".join(characters)})] if characters else []
    return (*unprinted, *stroke_issues(name))


def _refusals(act: ElectionAct, planned: RollImport) -> Iterator[Issue]:
    if is_closed(act.election):
        yield Issue("roll_is_closed", {})
    faulty = planned.counts["error"] + planned.counts["conflict"]
    if faulty:
        yield Issue("roll_rows_faulty", {"rows": faulty, "of": len(planned.rows)})


def _apply(act: ElectionAct, planned: RollImport, name: str) -> None:
    """New people are numbered in the order of the file, after those who are there."""
    branches, replies, number = branches_of(act.election), replies_to_stand(act.election), next_number(act)
    new: list[RollEntry] = []
    changed: list[RollEntry] = []
    before = {row.entry.pk: values_of(row.entry) for row in planned.rows if row.entry is not None}
    for row in planned.rows:
        if row.person is None or row.state is RowState.SAME:
            continue
        entry = row.entry or RollEntry(election=act.election, number=number + len(new), added_at=act.now)
        fill_entry(entry, row.person, branches)
        entry.identity_key, entry.identity_tail = row.key or entry.identity_key, row.tail or entry.identity_tail
        set_rights(act, entry, replies)
        (changed if row.entry else new).append(entry)
    RollEntry.objects.bulk_create(new, batch_size=500)
    kept = [part.name for part in fields(RollPerson)]
    RollEntry.objects.bulk_update(changed, [*kept, "pinyin", "branch", "identity_key", "identity_tail", *RIGHTS], batch_size=200)
    keep_import(act, name, planned.sha256, new, before, changed)
