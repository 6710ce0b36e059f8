"""公示: which rounds are over, what stands against them, who is held, and what has become due. Always asked, never stored."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from elections.models import Election, Notice, Objection, Ruling
from elections.rules.issues import Issue

UPHELD = Q(ruling__finding__in=[Ruling.Finding.TRUE, Ruling.Finding.PARTLY_TRUE], ruling__affects_candidacy=True)


def closed_rounds(election: Election, now: datetime) -> frozenset[int]:
    """Rounds whose standing notice is over. A notice that was taken down and not posted again is not."""
    over = Notice.objects.standing().filter(election=election, round__gte=1, closes_at__lte=now)
    return frozenset(over.values_list("round", flat=True))


def procedural_issues(election: Election, rounds: Collection[int]) -> Iterator[Issue]:
    """Objections to the procedure of these rounds: open ones, and upheld ones whose notice has not been issued anew."""
    procedural = Objection.objects.filter(notice__election=election, notice__round__in=rounds, entry=None)
    for number, count in _per_round(procedural.filter(ruling=None)):
        yield Issue("procedural_objection_open", {"round": number, "count": count})
    for number, count in _per_round(procedural.filter(UPHELD, notice__superseded_by=None)):
        yield Issue("procedural_objection_upheld", {"round": number, "count": count})


def held_entries(election: Election) -> set[int]:
    """People who may not be on the next list: an open objection, or an upheld one that affects the post."""
    about_people = Objection.objects.filter(notice__election=election, entry__isnull=False)
    held = about_people.filter(Q(ruling=None) | UPHELD).values_list("entry_id", flat=True)
    return {entry for entry in held if entry is not None}


def _per_round(objections: QuerySet[Objection]) -> Iterator[tuple[int, int]]:
    counted = objections.order_by().values(number=F("notice__round")).annotate(count=Count("pk")).order_by("number")
    for row in counted:
        yield row["number"], row["count"]
