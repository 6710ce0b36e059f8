"""承诺书 in force."""

from collections.abc import Iterable

from elections.models import Election
from nominations.models import Nominee, Pledge

from .nominees import in_stroke_order, stands


def standing_pledges(nominees: Iterable[Nominee]) -> list[Pledge]:
    """In the order of the nominees; who has not signed is left out."""
    wanted = [nominee.pk for nominee in nominees]
    found = Pledge.objects.standing().filter(nominee__in=wanted)
    pledges = found.select_related("nominee__entry").prefetch_related("points__concern")
    return sorted(pledges, key=lambda pledge: wanted.index(pledge.nominee_id))


def published_pledges(election: Election) -> list[Pledge]:
    """Open to everybody, in stroke order; of those who still stand."""
    found = Pledge.objects.standing().filter(nominee__election=election, published_at__isnull=False)
    by_nominee = {pledge.nominee: pledge for pledge in found.select_related("nominee__entry").prefetch_related("points", "nominee__steps")}
    return [by_nominee[nominee] for nominee in in_stroke_order(by_nominee) if stands(nominee)]
