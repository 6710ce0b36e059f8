from datetime import datetime
from typing import Self

from django.db import models


class JobQuerySet(models.QuerySet["Job"]):
    def waiting(self, at: datetime) -> Self:
        """Queued, or running with a lease that ran out: the worker died."""
        return self.filter(models.Q(state=Job.State.QUEUED) | models.Q(state=Job.State.RUNNING, lease_until__lte=at))


class Job(models.Model):
    """Work that takes long. The row is the truth; a broker message is only a hint."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    office = models.ForeignKey("Organisation", models.PROTECT, related_name="+")
    election = models.ForeignKey("Election", models.PROTECT, null=True, blank=True, related_name="jobs")
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict)
    error = models.JSONField(default=list)  # issue codes with their figures; the screen makes sentences
    queued_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    queued_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "lease_until"])]
