"""Somebody who does anything at any time: every public act of both apps, with arguments made from its own annotations.

Nothing here lists the acts, so one that is added tomorrow is tried as well. What cannot be made (a snapshot, say) is told in `untried`.
"""

import dataclasses
import importlib
import inspect
import pkgutil
import random
import re
import types
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from django.apps import apps
from django.db.models import Model

import elections.rules
import elections.services
import nominations.rules
import nominations.services
from election_admin.registry import DOCUMENT_KINDS
from elections.documents.kind import Kind
from elections.documents.snapshot import Snapshot
from elections.models import Account, Election, Organisation
from elections.permissions import Role, roles_for
from elections.queries.clock import election_now
from elections.rules.acts import Act
from elections.rules.rule_set import PRESETS, RuleSet, preset
from elections.services.backup_parts import tables
from tests.factories.office import Office

# Not acts of an officer: they end the office, or there is nobody who does them.
LEFT_OUT = {Act.REMOVE_REHEARSAL, Act.RESTORED, Act.CAST_BALLOT, Act.RECORD_FAILED_SIGN_IN}
ENDINGS = {Act.ANNUL_ELECTION, Act.SEAL_ARCHIVE}
WORDS = {
    "name": ["丁玥", "马建国", "欧阳堃"],
    "speaker": ["丁玥", "马建国"],
    "reason": ["补正", "会议记录有误", ""],
    "late_reason": ["会后补录", ""],
    "place": ["社区会议室", "3幢宣传栏"],
    "code": ["committee", "secretary", "deputy", "heping-2", "z"],
    "identity_number": ["", "330103196001011234"],
}
PDF = b"%PDF-1.7\n%"
CODE = re.compile(r"[a-z][a-z0-9_-]{1,40}")


class CannotMake(Exception):
    pass


@dataclasses.dataclass(frozen=True)
class Try:
    act: Act
    service: Callable[..., object]
    arguments: dict[str, Any]


@cache
def services() -> dict[Act, Callable[..., object]]:
    found: dict[Act, Callable[..., object]] = {}
    names = {act.value: act for act in Act}
    for package in (elections.services, nominations.services):
        for info in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if name in names and function.__module__ == module.__name__:
                    found[names[name]] = function
    return found


@cache
def hints_of(function: Callable[..., object]) -> dict[str, Any]:
    return get_type_hints(function)


@cache
def choices_by_name() -> Mapping[str, list[Any]]:
    """What a column of that name may hold, over all tables: a plain `kind: str` of a service means one of them."""
    found: dict[str, set[Any]] = {}
    for model in tables():
        for field in model._meta.concrete_fields:
            if field.choices:
                found.setdefault(field.name, set()).update(value for value, _ in field.flatchoices)
    return {name: sorted(values) for name, values in found.items()}


@cache
def vocabulary() -> Mapping[str, list[str]]:
    """The closed lists of codes that the rules of both apps keep, by their own names: `CAPACITIES`, `class Manner(StrEnum)` …"""
    found: dict[str, set[str]] = {}
    for package in (elections.rules, nominations.rules):
        for info in pkgutil.iter_modules(package.__path__):
            for name, value in vars(importlib.import_module(f"{package.__name__}.{info.name}")).items():
                words = _codes(value)
                if words:
                    found.setdefault(name.lower(), set()).update(words)
    return {name: sorted(words) for name, words in found.items()}


def _codes(value: object) -> set[str]:
    if isinstance(value, type) and issubclass(value, Enum):
        value = [item.value for item in value]
    if isinstance(value, list | tuple | set | frozenset | Mapping) and value and all(isinstance(item, str) for item in value):
        return {str(item) for item in value if CODE.fullmatch(str(item))}
    return set()


def words_for(name: str) -> list[str]:
    stem = name.removesuffix("s").removesuffix("ie")
    return sorted({word for known, words in vocabulary().items() if stem in known for word in words})


class RandomOfficer:
    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.chance = office, random.Random(seed)
        self.untried: set[str] = set()

    def next_try(self, election: Election, likely: AbstractSet[Act], *, may_end: bool) -> Try | None:
        """`likely` are the acts that the phase allows; one in six tries is any other."""
        known = set(services()) - LEFT_OUT - (set() if may_end else ENDINGS)
        pool = sorted(known & likely) if self.chance.random() < 5 / 6 else sorted(known)
        act = self.chance.choice(pool or sorted(known))
        service = services()[act]
        try:
            return Try(act, service, self._arguments(act, service, election))
        except CannotMake as reason:
            self.untried.add(f"{act}: {reason}")
            return None

    def _arguments(self, act: Act, service: Callable[..., object], election: Election) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, parameter in inspect.signature(service).parameters.items():
            if parameter.default is not inspect.Parameter.empty and name != "actor" and self.chance.random() < 0.5:
                continue
            made[name] = self._actor(act) if name == "actor" else self._make(hints_of(service)[name], name, election)
        return made

    def _actor(self, act: Act) -> Account:
        roles = sorted(roles_for(act)) if self.chance.random() < 0.9 else sorted(Role)
        holders = [self.office[role] for role in roles if role in self.office.accounts] or list(self.office.accounts.values())
        return self.chance.choice(holders)

    def _make(self, kind: Any, name: str, election: Election) -> Any:
        origin = get_origin(kind)
        if origin in (Union, types.UnionType):
            return self._one_of(get_args(kind), name, election)
        if origin is Literal:
            return self.chance.choice(get_args(kind))
        if origin is not None:
            return self._several(origin, get_args(kind), name, election)
        if not isinstance(kind, type):
            raise CannotMake(f"{name} is {kind}")
        return self._single(kind, name, election)

    def _one_of(self, kinds: tuple[Any, ...], name: str, election: Election) -> Any:
        others = [kind for kind in kinds if kind is not type(None)]
        if len(others) < len(kinds) and self.chance.random() < 0.3:
            return None
        return self._make(self.chance.choice(others), name, election)

    def _several(self, origin: type, kinds: tuple[Any, ...], name: str, election: Election) -> Any:
        size = self.chance.choice([0, 1, 1, 2, 3, 8, 12])
        if issubclass(origin, Mapping):
            return {self._make(kinds[0], "code", election): self._make(kinds[1], name, election) for _ in range(size)}
        if origin is tuple and len(kinds) == 2 and kinds[1] is not Ellipsis:
            return tuple(self._make(kind, name, election) for kind in kinds)
        each = [self._make(kinds[0], "code" if name == "contests" else name, election) for _ in range(size)]
        concrete = {tuple: tuple, set: set, frozenset: frozenset}.get(origin, list)
        return concrete(each)

    def _single(self, kind: type, name: str, election: Election) -> Any:
        if issubclass(kind, Model):
            return self._row(kind, election)
        if kind is Snapshot:
            raise CannotMake("a snapshot is made by its own act")
        if kind is Kind:
            return self.chance.choice(list(DOCUMENT_KINDS.values()))
        if kind is RuleSet:
            return preset(self.chance.choice(sorted(PRESETS)))
        if issubclass(kind, Enum):
            return self.chance.choice(list(kind))
        if dataclasses.is_dataclass(kind):
            return self._facts(kind, election)
        plain = self._plain(kind, name, election)
        if plain is None:
            raise CannotMake(f"{name} is {kind.__name__}")
        return plain

    def _plain(self, kind: type, name: str, election: Election) -> Any:
        now = election_now(election)
        made: dict[type, Callable[[], Any]] = {
            bool: lambda: self.chance.random() < 0.5,
            int: lambda: self.chance.choice([0, 1, 2, 3, 5, 8, 12, 13, 40]),
            float: lambda: self.chance.random(),
            str: lambda: self._text(name),
            bytes: lambda: PDF + self.chance.randbytes(4),
            datetime: lambda: now + timedelta(hours=self.chance.choice([-72, -3, -1, 0, 0, 0, 24, 240])),
            date: lambda: now.date() + timedelta(days=self.chance.choice([-3, 0, 1, 5, 12, 30])),
            timedelta: lambda: timedelta(hours=self.chance.choice([-1, 1, 30])),
        }
        return made[kind]() if kind in made else None

    def _text(self, name: str) -> str:
        if name in WORDS:
            return self.chance.choice(WORDS[name])
        if name in choices_by_name():
            return str(self.chance.choice(choices_by_name()[name]))
        if words_for(name) and self.chance.random() < 0.8:
            return self.chance.choice(words_for(name))
        return self.chance.choice(["同意", "第一党支部", "0571-88880000", ""])

    def _row(self, model: type[Model], election: Election) -> Model:
        if model is Election:
            return election
        keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
        if not keys:
            raise CannotMake(f"no {model.__name__} yet")
        row = model._base_manager.get(pk=self.chance.choice(keys))
        return self.office.street if isinstance(row, Organisation) and self.chance.random() < 0.3 else row

    def _facts(self, kind: type, election: Election) -> Any:
        made = {}
        for field in dataclasses.fields(kind):
            optional = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
            if field.init and not (optional and self.chance.random() < 0.5):
                made[field.name] = self._make(get_type_hints(kind)[field.name], field.name, election)
        try:
            return kind(**made)
        except ValueError as error:
            raise CannotMake(f"{kind.__name__}: {error}") from error


def every_row() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """All that is recorded, to see whether anything changed."""
    for app in ("elections", "nominations"):
        for model in apps.get_app_config(app).get_models():
            names = [field.attname for field in model._meta.concrete_fields]
            for row in model._base_manager.order_by("pk").values_list(*names):
                yield model._meta.label, row
