"""What lies inside a backup, line by line.

The head; for each stored file a line and its bytes; for each table its rows, one JSON list a line, in key order; after each part a line
with its SHA-256; at last the end of all with SHA-256 over the hashes of the parts.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Field, JSONField, Model
from django.utils.duration import duration_iso_string

from elections.models import StoredFile
from elections.rules.issues import Issue, refuse_if

from . import files
from .sealed_files import SealedReader, SealedWriter

FORMAT = "tuixuan-office-1"
BATCH = 500


@dataclass(slots=True)
class Contents:
    """What a backup holds. `secret_key` is None where the keys are not inside."""

    made_at: str
    keys_inside: bool
    key_fingerprint: str
    tables: int = 0
    rows: int = 0
    files: int = 0
    secret_key: str | None = None

    @property
    def fits_running_keys(self) -> bool:
        """Whether the backed-up office's keyed hashes (ID numbers, ballot codes) match under the key of this machine."""
        return self.key_fingerprint == fingerprint(settings.SECRET_KEY)

    def figures(self) -> dict[str, object]:
        told = asdict(self)
        del told["secret_key"]
        return told


OF_SESSIONS = {"elections.SignIn", "elections.Submission"}


def tables() -> list[type[Model]]:
    """Every table of both apps, also those that come later, by name. What belongs to open sessions is no part of the office's record."""
    found = [model for label in ("elections", "nominations") for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    return sorted((model for model in found if model._meta.label not in OF_SESSIONS), key=lambda model: model._meta.label)


def columns() -> dict[str, list[str]]:
    return {model._meta.label: [field.attname for field in model._meta.concrete_fields] for model in tables()}


def fingerprint(secret_key: str) -> str:
    return hashlib.sha256(b"tuixuan-keys:" + secret_key.encode()).hexdigest()[:16]


class PartWriter:
    """Counts in `contents` what it has written."""

    def __init__(self, sealed: SealedWriter, contents: Contents) -> None:
        self.sealed, self.contents = sealed, contents
        self.hashes = hashlib.sha256()
        self.line({"format": FORMAT, **asdict(contents), "columns": columns()})

    def line(self, value: object) -> bytes:
        raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self.sealed.write(raw)
        return raw

    def file(self, sha256: str) -> None:
        path = files.path_of(sha256)
        refuse_if([] if path.exists() else [Issue("backup_file_missing", _named(sha256))])
        content = path.read_bytes()
        refuse_if([] if hashlib.sha256(content).hexdigest() == sha256 else [Issue("file_changed", _named(sha256))])
        self.line({"file": sha256, "size": len(content)})
        self.sealed.write(content)
        self._end_part(sha256)
        self.contents.files += 1

    def table(self, model: type[Model]) -> None:
        fields = model._meta.concrete_fields
        hashed = hashlib.sha256()
        self.line({"table": model._meta.label})
        rows = model._base_manager.order_by("pk").values_list(*[field.attname for field in fields])
        for row in rows.iterator(chunk_size=BATCH):
            hashed.update(self.line([_plain(value) for value in row]))
            self.contents.rows += 1
        self._end_part(hashed.hexdigest())
        self.contents.tables += 1

    def end(self) -> None:
        self.line(_end(self.contents, self.hashes.hexdigest()))

    def _end_part(self, sha256: str) -> None:
        self.hashes.update(sha256.encode())
        self.line({"sha256": sha256})


class PartReader:
    """Gives what PartWriter wrote, in its order: first `files`, then `tables`. Any part that differs from its hash is refused."""

    def __init__(self, sealed: SealedReader) -> None:
        self.sealed = sealed
        self.hashes = hashlib.sha256()
        head = self._line()
        if not isinstance(head, dict) or head.pop("format", None) != FORMAT:
            refuse_if([Issue("backup_other_version", {"table": "-"})])
        refuse_if(_version_issues(head.pop("columns")))
        self.contents = Contents(**head)
        self.told: Any = None

    def files(self) -> Iterator[tuple[str, bytes]]:
        while "file" in (told := self._line()):
            content = self.sealed.exactly(told["size"])
            self._end_part(told["file"], hashlib.sha256(content).hexdigest())
            self.contents.files += 1
            yield told["file"], content
        self.told = told

    def tables(self) -> Iterator[tuple[type[Model], Iterator[list[Any]]]]:
        while "table" in self.told:
            name = self.told["table"]
            yield apps.get_model(name), self._rows(name)
            self.contents.tables += 1
            self.told = self._line()
        if self.told != _end(self.contents, self.hashes.hexdigest()) or self.sealed.line():
            refuse_if([Issue("backup_part_changed", {"part": "end"})])

    def _rows(self, name: str) -> Iterator[list[Any]]:
        hashed = hashlib.sha256()
        while isinstance(row := json.loads(raw := self.sealed.line()), list):
            hashed.update(raw)
            self.contents.rows += 1
            yield row
        self._prove(name, row, hashed.hexdigest())

    def _end_part(self, name: str, sha256: str) -> None:
        self._prove(name, self._line(), sha256)
        refuse_if([Issue("backup_part_changed", {"part": name})] if name != sha256 else [])

    def _prove(self, name: str, told: Any, sha256: str) -> None:
        refuse_if([Issue("backup_part_changed", {"part": name})] if told != {"sha256": sha256} else [])
        self.hashes.update(sha256.encode())

    def _line(self) -> Any:
        return json.loads(self.sealed.line())


def _plain(value: object) -> object:
    """A column's value as JSON has it; a JSON column is one already."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    return value


def insert(model: type[Model], rows: Iterator[list[Any]]) -> None:
    fields = model._meta.concrete_fields
    made = (model(**{field.attname: _read(field, value) for field, value in zip(fields, row, strict=True)}) for row in rows)
    while batch := list(islice(made, BATCH)):
        model._base_manager.bulk_create(batch)


def _read(field: "Field[Any, Any]", value: Any) -> Any:
    return value if isinstance(field, JSONField) else field.to_python(value)


def _named(sha256: str) -> dict[str, object]:
    stored = StoredFile.objects.filter(sha256=sha256).order_by("pk")[0]
    return {"name": stored.name}


def _end(contents: Contents, sha256: str) -> dict[str, object]:
    return {"end": FORMAT, "tables": contents.tables, "rows": contents.rows, "files": contents.files, "sha256": sha256}


def _version_issues(theirs: dict[str, list[str]]) -> Iterator[Issue]:
    ours = columns()
    for label in sorted(ours.keys() | theirs.keys()):
        if ours.get(label) != theirs.get(label):
            yield Issue("backup_other_version", {"table": label})
            return
