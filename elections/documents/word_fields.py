"""The fields of a document in an office's own Word template: what there is to fill in, called by its Chinese word."""

import types
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args, get_origin, get_type_hints

from .chinese import day, moment
from .fact_words import CODES, WORDS

UNSEEN = ("head", "rehearsal")  # of the program, not of the paper
# What a record reckons from its facts and official papers print: shares, means, sums.
RECKONED = frozenset(
    {
        "words",
        "turnout",
        "candidates",
        "margin",
        "leaders",
        "members",
        "total",
        "phrases",
        "target_words",
        "mean_secretaries",
        "mean_deputies",
        "mean_committee",
        "college_share",
        "women_share",
        "reelected_share",
        "pooled_turnout",
        "mean_turnout",
        "best_turnout",
    }
)

ROW_NUMBER = "序"


@dataclass(frozen=True, slots=True)
class Field:
    """A fact of a class: `word` in a template, `record` the class of what is inside it, `many` where it is a list."""

    name: str
    word: str
    record: type | None
    many: bool
    hint: Any


def fields_of(record: type) -> Iterator[Field]:
    """In the order in which the class declares them, then what it reckons from them."""
    hints = get_type_hints(record)
    for part in fields(record):
        if part.name not in UNSEEN:
            yield _field(record, part.name, hints[part.name])
    for name, reckoned in vars(record).items():
        if isinstance(reckoned, property) and name in RECKONED:
            yield _field(record, name, get_type_hints(reckoned.fget)["return"])


def word_of(record: type, name: str) -> str:
    return WORDS.get(f"{record.__name__}.{name}") or WORDS[name]


def in_words(record: Any) -> dict[str, Any]:
    """A snapshot, or a part of it, as a template fills it in: dates and codes as official paper writes them."""
    return {field.word: _value(field, getattr(record, field.name)) for field in fields_of(type(record))}


def sample(record: type) -> dict[str, Any]:
    """The same of a paper that has one of everything: against it a template is tried."""
    return {field.word: _sample(field) for field in fields_of(record)}


def _field(record: type, name: str, hint: Any) -> Field:
    many = get_origin(hint) is tuple
    if many or get_origin(hint) is types.UnionType:
        hint = get_args(hint)[0]
    return Field(name, word_of(record, name), hint if is_dataclass(hint) else None, many, hint)


def _value(field: Field, value: Any) -> Any:
    if field.many:
        return [_one(field, item, place) for place, item in enumerate(value, start=1)]
    return _one(field, value)


def _one(field: Field, value: Any, place: int = 0) -> Any:
    if value is None:
        return ""
    if field.record is not None:
        return in_words(value) | ({ROW_NUMBER: place} if place else {})
    if isinstance(value, bool):
        return "是" if value else ""
    if get_origin(field.hint) is Literal and isinstance(value, str):
        return CODES[value]
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else value


def _sample(field: Field) -> Any:
    one = sample(field.record) | ({ROW_NUMBER: 1} if field.many else {}) if field.record is not None else f"（{field.word}）"
    return [one] if field.many else one
