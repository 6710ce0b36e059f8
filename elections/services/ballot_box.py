"""开箱: electronic ballots are taken in when the round closes, written anew in random order under new keys, and counted as one batch."""

import hashlib
import secrets
from dataclasses import dataclass

from django.db import connection, transaction

from elections.models import Ballot, BallotCode, BallotRound, CountBatch, TallySheet
from elections.queries.counts import ELECTRONIC_BATCH, tally_ballots, totals_to_plain
from elections.rules.issues import Issue

from .acting import ElectionAct
from .ballots import new_key, read_marks


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


def remove_traces(round_id: int) -> None:
    """What deleted rows leave on the disk. Outside any transaction; what could not be done now is done by the next sweep."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in (Ballot, BallotCode):
                cursor.execute(f'VACUUM FULL "{model._meta.db_table}"')
        else:
            cursor.execute("PRAGMA secure_delete=ON")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    BallotRound.objects.filter(pk=round_id).update(traces_removed=True)


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
