from django.utils import timezone

from elections.models import Job


def oldest_waiting_seconds() -> int | None:
    """How long the oldest piece of work has waited for a worker; None where nothing waits."""
    now = timezone.now()
    oldest = Job.objects.waiting(now).order_by("queued_at").values_list("queued_at", flat=True).first()
    return int((now - oldest).total_seconds()) if oldest else None
