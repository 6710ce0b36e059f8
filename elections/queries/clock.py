"""What time it is for an office and an election. A clock that is set back reopens nothing."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from elections.models import AuditChain, Election, Organisation


def office_now(office: Organisation) -> datetime:
    """The later of the server's clock (moved by a rehearsal's offset) and the office's newest event."""
    chains = AuditChain.objects.filter(office=office, election__isnull=True)
    return latest(office, chains.values_list("last_at", flat=True))


def election_now(election: Election) -> datetime:
    """As `office_now`, and not before the election's own newest event."""
    office = election.office
    chains = AuditChain.objects.filter(office=office, election__isnull=True) | AuditChain.objects.filter(election=election)
    return latest(office, chains.values_list("last_at", flat=True))


def latest(office: Organisation, newest_events: Iterable[datetime | None]) -> datetime:
    times = [at for at in newest_events if at is not None]
    return max([timezone.now() + office.clock_offset, *times])
