"""开箱: electronic ballots are taken in when the round closes, written anew in random order under new keys, and counted as one batch."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from elections.models import Ballot, BallotCode, BallotRound, CountBatch, TallySheet
from elections.queries.counts import ELECTRONIC_BATCH, tally_ballots, totals_to_plain
from elections.rules.issues import Issue

from .acting import ElectionAct
from .ballots import new_key, read_marks

if TYPE_CHECKING:  # an office on SQLite loads nothing of PostgreSQL
    from psycopg.errors import Diagnostic


@dataclass(frozen=True, slots=True)
class TakenIn:
    stored: int
    consumed: int
    sha256: str


def take_in(act: ElectionAct, round: BallotRound) -> TakenIn:
    """Within the act that closes the round: unused codes go, ballots are written anew in random order under new keys."""
    unused, _ = BallotCode.objects.filter(round=round).delete()
    marks = sorted(Ballot.objects.filter(round=round).values_list("marks", flat=True))
    consumed = round.codes_prepared - unused
    if consumed != len(marks):
        act.refuse([Issue("codes_and_ballots_differ", {"codes": consumed, "ballots": len(marks)})])
    if not round.has_codes:
        return TakenIn(0, 0, "")
    Ballot.objects.filter(round=round).delete()
    shuffled = list(marks)
    secrets.SystemRandom().shuffle(shuffled)
    Ballot.objects.bulk_create(Ballot(key=new_key(), round=round, marks=text) for text in shuffled)
    transaction.on_commit(lambda: remove_traces(round.pk), robust=True)
    return TakenIn(len(marks), consumed, hashlib.sha256("\n".join(marks).encode()).hexdigest())


def destroy(act: ElectionAct, round: BallotRound) -> int:
    """Within the act that declares the round void: ballots and codes go unread. How many ballots there were."""
    BallotCode.objects.filter(round=round).delete()
    gone, _ = Ballot.objects.filter(round=round).delete()
    if round.has_codes:
        transaction.on_commit(lambda: remove_traces(round.pk), robust=True)
    return gone


def remove_traces(round_id: int) -> bool:
    """What deleted rows leave on the disk. Outside any transaction; while somebody else still reads the old rows it says no,
    and the next sweep does it."""
    with connection.cursor() as cursor:
        removed = _vacuum(cursor, round_id) if connection.vendor == "postgresql" else _rewrite_file(cursor)
    if removed:
        BallotRound.objects.filter(pk=round_id).update(traces_removed=True)
    return removed


def _vacuum(cursor: CursorWrapper, round_id: int) -> bool:
    """A snapshot from before the closing would keep the dead rows through a VACUUM: the new rows' own transaction tells its age."""
    cursor.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND age(backend_xmin) >= (SELECT max(age(xmin)) FROM elections_ballot WHERE round_id = %s)",
        [round_id],
    )
    older_readers = cursor.fetchone()[0]
    if older_readers:
        return False
    held_back = [rows_held_back(cursor, table) for table in ("elections_ballot", "elections_ballotcode")]
    return not any(held_back)


def rows_held_back(cursor: CursorWrapper, table: str) -> int:
    """Rewrites a table of PostgreSQL; how many dead rows went along, because of a snapshot that nobody saw before, as of one who just
    connects. VACUUM says so in the first number of its details; where it should say nothing, one is taken for held back."""
    details: list[str] = []

    def listen(notice: "Diagnostic") -> None:
        details.append(notice.message_detail or "")

    connection.connection.add_notice_handler(listen)
    try:
        cursor.execute(f"VACUUM (FULL, VERBOSE) {table}")
    finally:
        connection.connection.remove_notice_handler(listen)
    said = re.search(r"\d+", "\n".join(details))
    return int(said[0]) if said else 1


def _rewrite_file(cursor: CursorWrapper) -> bool:
    """SQLite: the file is written anew and the write-ahead log emptied, unless a reader still holds a part of it."""
    cursor.execute("VACUUM")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    busy = cursor.fetchone()[0]
    return not busy


def rounds_with_traces() -> list[int]:
    """For the sweep: closed, and the disk has not been cleaned since."""
    return list(BallotRound.objects.filter(traces_removed=False, closed_at__isnull=False).values_list("pk", flat=True))


def count_electronic(round: BallotRound) -> CountBatch | None:
    """Within the same act: they are one more batch, and nobody has to type it."""
    marked = [read_marks(text) for text in round.ballots.values_list("marks", flat=True)]
    if not marked:
        return None
    batch = CountBatch.objects.create(round=round, number=ELECTRONIC_BATCH, ballots=len(marked), electronic=True)
    totals = totals_to_plain(tally_ballots(round, marked))
    TallySheet.objects.create(batch=batch, place=TallySheet.Place.COMPUTED, ballots=len(marked), totals=totals)
    return batch
