"""A document's facts as they stood when it was made: frozen, plain, and the same bytes for the same facts."""

import json
import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime, time
from typing import Any, Literal, Self, get_args, get_origin, get_type_hints

MOMENTS = (datetime, date, time)


class SnapshotError(ValueError):
    """A stored snapshot that is not of its kind: a fault in the store, never an officer's mistake."""


def to_plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: to_plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    if isinstance(value, MOMENTS):
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"a snapshot cannot hold {type(value).__name__}")


def read_plain(kind: Any, value: Any) -> Any:
    """The typed value of what `to_plain` wrote, by the type that the field declares."""
    if is_dataclass(kind):
        return _read_record(kind, value)
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(read_plain(get_args(kind)[0], part) for part in _checked(list, value))
    if origin is types.UnionType:
        return None if value is None else read_plain(get_args(kind)[0], value)
    if origin is Literal:
        return _chosen(get_args(kind), value)
    if kind in MOMENTS:
        return kind.fromisoformat(_checked(str, value))
    return _checked(kind, value)


def _read_record(kind: Any, value: Any) -> Any:
    """A fact that a kind gained later takes its default in an older store; an unknown one is refused."""
    if not isinstance(value, Mapping):
        raise SnapshotError(f"{kind.__name__} cannot be {value!r}")
    hints = get_type_hints(kind)
    needed = {part.name for part in fields(kind) if part.default is MISSING}
    faults = (needed - value.keys()) | (value.keys() - hints.keys())
    if faults:
        raise SnapshotError(f"{kind.__name__} differs in {sorted(faults)}")
    return kind(**{name: read_plain(hints[name], part) for name, part in value.items()})


def _chosen(choices: tuple[Any, ...], value: Any) -> Any:
    if value not in choices:
        raise SnapshotError(f"{value!r} is none of {choices}")
    return value


def _checked(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise SnapshotError(f"{value!r} is not {kind.__name__}")
    return value


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """`head` is the 校验码 (first 16 hex digits of the audit head before the issuing event); a draft or a blank form has none."""

    head: str = ""
    rehearsal: bool = False

    def to_json(self) -> str:
        return json.dumps(to_plain(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        record: Self = read_plain(cls, json.loads(text))
        return record

    def in_parts(self) -> Iterator["Snapshot"]:
        """What is rendered apart and joined. Only large batches have more than one part."""
        yield self

    def texts(self) -> str:
        """Every text of the snapshot, for the check that a packaged font covers it."""
        return "\n".join(_texts(to_plain(self)))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for part in value for text in _texts(part)] if isinstance(value, list) else []
