from dataclasses import dataclass

from django.utils import timezone

from elections.models import Job

TOO_OLD_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work for the workers: how many pieces, and for how many minutes the oldest has waited."""

    jobs: int
    minutes: int

    @property
    def too_long(self) -> bool:
        return self.minutes * 60 > TOO_OLD_SECONDS


def waiting_work() -> Waiting:
    return Waiting(Job.objects.waiting(timezone.now()).count(), (oldest_waiting_seconds() or 0) // 60)


def oldest_waiting_seconds() -> int | None:
    """How long the oldest piece of work has waited for a worker; None where nothing waits."""
    now = timezone.now()
    oldest = Job.objects.waiting(now).order_by("queued_at").values_list("queued_at", flat=True).first()
    return int((now - oldest).total_seconds()) if oldest else None
