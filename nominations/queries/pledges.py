"""承诺书 in force."""

from collections.abc import Iterable

from nominations.models import Nominee, Pledge


def standing_pledges(nominees: Iterable[Nominee]) -> list[Pledge]:
    """In the order of the nominees; who has not signed is left out."""
    wanted = [nominee.pk for nominee in nominees]
    found = Pledge.objects.standing().filter(nominee__in=wanted)
    pledges = found.select_related("nominee__entry").prefetch_related("points__concern")
    return sorted(pledges, key=lambda pledge: wanted.index(pledge.nominee_id))
