"""走访台账 of the candidates. What was heard stands in the pledges; notes that may name a household stay out."""

from collections.abc import Iterator, Sequence

from django.db.models import Count

from elections.models import Election
from elections.services.ledger_sheets import LedgerSheet, Line, on_day
from nominations.models import Visit


def _visits(election: Election) -> Iterator[Line]:
    made = Visit.objects.filter(election=election).select_related("nominee__entry").annotate(heard=Count("concerns"))
    for visit in made.order_by("visited_at", "pk"):
        yield visit.nominee.entry.name if visit.nominee else "", visit.place, on_day(visit.visited_at), visit.households, visit.heard


LEDGERS: Sequence[LedgerSheet] = (LedgerSheet("走访台账", ("走访人", "地点", "日期", "户数", "意见建议（条）"), _visits),)
