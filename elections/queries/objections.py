"""反映问题 as the objection handler sees them. For anybody else there are figures (`queries.notices`)."""

from django.db.models import F, QuerySet

from elections.models import Account, Election, Notice, Objection, RollEntry
from elections.permissions import Role

from .clock import election_now
from .rights import has_conflict, roles_in_election


def may_read(account: Account, election: Election) -> bool:
    """The handler, unless a nominee of this election; also after the archive is sealed."""
    now = election_now(election)
    return Role.OBJECTION_HANDLER in roles_in_election(account, election, now) and not has_conflict(account, election, now)


def objections_of(election: Election) -> QuerySet[Objection]:
    """Those without a ruling first, then the newest."""
    found = Objection.objects.filter(notice__election=election).select_related("notice", "entry", "ruling")
    return found.order_by(F("ruling__ruled_at").desc(nulls_first=True), "-received_at", "-pk")


def objection_of(election: Election, pk: int) -> Objection | None:
    found = Objection.objects.select_related("notice", "entry", "ruling__ruled_by", "received_by")
    return found.filter(notice__election=election, pk=pk).first()


def people_on(notice: Notice) -> list[RollEntry]:
    """In the order in which the notice names them."""
    entries = RollEntry.objects.in_bulk([row["entry"] for row in notice.people])
    return [entries[row["entry"]] for row in notice.people if row["entry"] in entries]
