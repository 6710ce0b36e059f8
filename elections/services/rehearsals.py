"""A rehearsal (演练) is an office of its own; it goes in one act, every row and every file of it, and nothing of anybody else's."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog
from django.db import connection, transaction
from django.db.models import ForeignKey, Model

from elections.models import Account, Organisation, StoredFile
from elections.queries.clock import latest
from elections.queries.rights import office_issues
from elections.rules.acts import Act
from elections.rules.issues import Issue, refuse_if

from . import audit, files
from .backup_parts import tables

Rows = dict[type[Model], set[Any]]
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Removed:
    rows: int
    files: int
    tables: dict[str, int] = field(default_factory=dict)


def remove_rehearsal(office: Organisation, *, actor: Account | None) -> Removed:
    """`actor` is None at the machine's own console.

    The rehearsal's record goes with it; that it went stands on the record of the real office, where there is one already.
    """
    with transaction.atomic():
        witness = Organisation.objects.streets().filter(rehearsal=False).order_by("pk").first()
        chains = audit.lock_chains(witness) if witness else []
        office = Organisation.objects.select_for_update().get(pk=office.pk)
        refuse_if(_removal_issues(office, actor, witness))
        rows = rows_of(office)
        contents = _contents(rows)
        removed = Removed(sum(map(len, rows.values())), len(contents), {model._meta.label: len(keys) for model, keys in rows.items()})
        _delete(rows)
        if witness is not None:
            by = actor if actor is not None and actor.office_id == witness.pk else None
            detail = {"code": office.code, "name": office.name, "by": actor.username if actor else "console"}
            at = latest(witness, [chain.last_at for chain in chains])
            audit.record(Act.REMOVE_REHEARSAL, chains[0], by, None, at=at, detail=detail, rows=removed.rows, files=removed.files)
        transaction.on_commit(lambda: _unlink(contents))
        return removed


def rows_of(office: Organisation) -> Rows:
    """Every row that points at the office, directly or through others, and what only such rows point at: read off the models."""
    found: Rows = defaultdict(set, {Organisation: {office.pk}})
    fresh: list[tuple[type[Model], set[Any]]] = [(Organisation, {office.pk})]
    while fresh:
        target, keys = fresh.pop()
        for key in _keys_into(target):
            new = set(_pointing(key, keys)) - found[key.model]
            if new:
                found[key.model] |= new
                fresh.append((key.model, new))
    for model in tables():
        if not list(_keys_of(model)) and model is not Organisation:
            found[model] |= _pointed_at(model, found)
    return {model: keys for model, keys in found.items() if keys}


def _removal_issues(office: Organisation, actor: Account | None, witness: Organisation | None) -> Iterator[Issue]:
    if office.kind != Organisation.Kind.STREET or not office.rehearsal:
        yield Issue("office_is_real", {"code": office.code})
    elif actor is not None:
        own = witness if witness is not None and actor.office_id == witness.pk else office
        yield from office_issues(actor, Act.REMOVE_REHEARSAL, own, latest(own, []))


def _keys_of(model: type[Model]) -> "Iterator[ForeignKey[Model, Model]]":
    return (key for key in model._meta.concrete_fields if isinstance(key, ForeignKey))


def _keys_into(target: type[Model]) -> "Iterator[ForeignKey[Model, Model]]":
    return (key for model in tables() for key in _keys_of(model) if key.related_model is target)


def _pointing(key: "ForeignKey[Model, Model]", keys: set[Any]) -> Iterator[Any]:
    for chunk in _chunks(keys):
        yield from key.model._base_manager.filter(**{f"{key.attname}__in": chunk}).values_list("pk", flat=True)


def _pointed_at(model: type[Model], found: Rows) -> set[Any]:
    """Rows of a table that itself points nowhere, such as the erasable details of events: theirs by whoever points at them."""
    reached: set[Any] = set()
    for key in _keys_into(model):
        for chunk in _chunks(found[key.model]):
            reached |= set(key.model._base_manager.filter(pk__in=chunk).values_list(key.attname, flat=True))
    return reached - {None}


def _contents(rows: Rows) -> set[str]:
    return set(_values(StoredFile, rows, "sha256"))


def _delete(rows: Rows) -> None:
    """In any order: both databases look at their references when the transaction ends, and then there is nothing left that refers."""
    names = list(_values(Account, rows, "username"))
    AccessAttempt.objects.filter(username__in=names).delete()
    AccessFailureLog.objects.filter(username__in=names).delete()
    for model, keys in rows.items():
        for chunk in _chunks(keys):
            queryset = model._base_manager.filter(pk__in=chunk)
            queryset._raw_delete(queryset.db)
    connection.check_constraints()


def _values(model: type[Model], rows: Rows, name: str) -> Iterator[str]:
    for chunk in _chunks(rows.get(model, set())):
        yield from model._base_manager.filter(pk__in=chunk).values_list(name, flat=True)


def _unlink(contents: set[str]) -> None:
    """Only what nobody else's row points at: the same content has one place for all."""
    for sha256 in contents:
        if not StoredFile.objects.filter(sha256=sha256).exists():
            files.path_of(sha256).unlink(missing_ok=True)


def _chunks(keys: set[Any]) -> Iterator[list[Any]]:
    waiting = iter(sorted(keys, key=str))
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk
