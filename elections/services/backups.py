"""The whole office in one sealed file, and back: every table in key order, every stored file by its content, each part with its hash.

Logical, so that nothing of the database's own traces (free pages, log) goes along. Sign-ins under way are left out.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.color import no_style
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from elections.models import AuditChain, AuditEvent, BackupMade, BallotRound, StoredFile
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation, refuse_if

from . import files
from .acting import ActUnderWay, election_act, office_act
from .backup_parts import Contents, PartReader, PartWriter, fingerprint, insert, tables
from .sealed_files import SealedReader, SealedWriter


def backup(target: Path, *, passphrase: str, with_keys: bool = False) -> Contents:
    """Of one moment, while others go on working; that it was made is said on the office's page.

    Refused while ballots are cast electronically: two backups within one round would tell which ballot came between them.
    """
    with SealedWriter(target, passphrase) as sealed, one_moment():
        refuse_if(_open_round_issues())
        contents = Contents(
            made_at=timezone.now().isoformat(timespec="seconds"),
            keys_inside=with_keys,
            key_fingerprint=fingerprint(settings.SECRET_KEY),
            secret_key=settings.SECRET_KEY if with_keys else None,
        )
        writer = PartWriter(sealed, contents)
        for sha256 in StoredFile.objects.order_by("sha256").values_list("sha256", flat=True).distinct():
            writer.file(sha256)
        for model in tables():
            writer.table(model)
        writer.end()
    made_at = datetime.fromisoformat(contents.made_at)
    BackupMade.objects.create(made_at=made_at, rows=contents.rows, files=contents.files, keys_inside=contents.keys_inside)
    return contents


def check(source: Path, *, passphrase: str) -> Contents:
    """Reads all of it and proves every hash; writes nothing."""
    with SealedReader(source, passphrase) as sealed:
        reader = PartReader(sealed)
        for _ in reader.files():
            pass
        for _, rows in reader.tables():
            for _ in rows:
                pass
        return reader.contents


def restore(source: Path, *, passphrase: str) -> Contents:
    """Into an empty database, whole or not at all, after every hash is proven. Then each chain says `restored`."""
    refuse_if(_not_empty_issues())
    check(source, passphrase=passphrase)
    new: list[Path] = []
    try:
        with SealedReader(source, passphrase) as sealed:
            reader = PartReader(sealed)
            for sha256, content in reader.files():
                if not files.path_of(sha256).exists():
                    new.append(files.path_of(sha256))
                files.keep_bytes(content)
            with transaction.atomic():
                refuse_if(_not_empty_issues())
                for model, rows in reader.tables():
                    insert(model, rows)
                connection.check_constraints()
                _count_on_from_here()
                for chain in AuditChain.objects.order_by("pk"):
                    restored(chain)
    except BaseException:
        for path in new:
            path.unlink(missing_ok=True)
        raise
    return reader.contents


def restored(chain: AuditChain) -> AuditEvent:
    """On the chain itself: from here on it goes on from a backup. The head it had then is named, so that later papers stand out."""
    with _act_on(chain) as act:
        subject = chain.election or chain.office
        return act.record(subject, head=act.chain.head, events=act.chain.count)


@contextmanager
def one_moment(using: str = "default") -> Iterator[None]:
    """Whatever is read inside is of one moment, and nobody waits for it.

    The office's SQLite takes the write lock with every transaction; here it must not, or all work would stand still.
    """
    chosen: Any = connections[using]
    chosen.ensure_connection()
    before = getattr(chosen, "transaction_mode", None)
    try:
        if chosen.vendor == "sqlite":
            chosen.transaction_mode = "DEFERRED"
        with transaction.atomic(using=using, durable=True):
            if chosen.vendor == "postgresql":
                with chosen.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if chosen.vendor == "sqlite":
            chosen.transaction_mode = before


def _count_on_from_here() -> None:
    """PostgreSQL's own counters of keys go on after the highest that came back."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)


def _act_on(chain: AuditChain) -> AbstractContextManager[ActUnderWay]:
    return office_act(Act.RESTORED, chain.office, None) if chain.election is None else election_act(Act.RESTORED, chain.election, None)


def _open_round_issues() -> Iterator[Issue]:
    open_rounds = BallotRound.objects.filter(closed_at=None).exclude(medium=BallotRound.Medium.PAPER)
    for election in open_rounds.values_list("session__meeting__election__code", flat=True):
        yield Issue("backup_during_ballot", {"election": election})


def _not_empty_issues() -> Iterator[Issue]:
    for model in tables():
        try:
            count = model._base_manager.count()
        except DatabaseError as error:
            raise RuleViolation([Issue("database_without_tables", {"table": model._meta.label})]) from error
        if count:
            yield Issue("database_not_empty", {"table": model._meta.label, "rows": count})
            return
