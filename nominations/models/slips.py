from typing import Self

from django.db import models


class SlipCountQuerySet(models.QuerySet["SlipCount"]):
    def certified(self) -> Self:
        return self.exclude(certified_at=None)


class SlipCount(models.Model):
    """One vote on slips: a directed recommendation, a trust vote, or a ballot of the street committee.

    `contests` freezes what stands on the slip: code, post, seats (places for a committee ballot), kind (first, further, runoff) and the
    names with their nominees. `people` is how many slips each category may receive, None where there is no such bound.
    """

    class Kind(models.TextChoices):
        RECOMMENDATION = "recommendation"
        TRUST = "trust"
        COMMITTEE = "committee"

    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="slip_counts")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    number = models.PositiveIntegerField()
    remedy = models.OneToOneField("ShortageRemedy", models.PROTECT, null=True, blank=True, related_name="slip_count")
    contests = models.JSONField()
    people = models.JSONField(default=dict)
    decision = models.ForeignKey("elections.Decision", models.PROTECT, null=True, blank=True, related_name="+")
    due = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    held_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")
    result = models.JSONField(default=dict)
    certified_at = models.DateTimeField(null=True, blank=True)
    certified_by = models.ForeignKey("elections.Account", models.PROTECT, null=True, blank=True, related_name="+")

    objects = SlipCountQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "kind", "number"], name="slip_count_number_once"),
            models.UniqueConstraint(fields=["election", "kind"], condition=models.Q(certified_at=None), name="one_slip_count_at_a_time"),
            models.CheckConstraint(
                condition=models.Q(present__isnull=True) | models.Q(present__lte=models.F("due")), name="slip_count_present_within_due"
            ),
        ]


class SlipBatchQuerySet(models.QuerySet["SlipBatch"]):
    def standing(self) -> Self:
        return self.filter(set_aside_at=None)


class SlipBatch(models.Model):
    """The slips of one category at one place, counted together. Slips carry no number.

    Set aside it stays on record with its entries and counts no more; category and place are free for another batch.
    """

    count = models.ForeignKey(SlipCount, models.PROTECT, related_name="batches")
    category = models.CharField(max_length=32)
    place = models.CharField(max_length=60)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey("elections.Account", models.PROTECT, null=True, blank=True, related_name="+")
    set_aside_reason = models.TextField(blank=True)

    objects = SlipBatchQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["count", "category", "place"], condition=models.Q(set_aside_at=None), name="slip_batch_once"),
            models.CheckConstraint(
                condition=models.Q(set_aside_at__isnull=True, set_aside_by__isnull=True)
                | models.Q(set_aside_at__isnull=False, set_aside_by__isnull=False),
                name="slip_batch_set_aside_by_somebody",
            ),
        ]


class SlipEntry(models.Model):
    """What one person typed of a batch: figures only. Every entry is kept; no two of a batch are by the same person."""

    class Turn(models.TextChoices):
        FIRST = "first"
        SECOND = "second"
        SETTLED = "settled"

    batch = models.ForeignKey(SlipBatch, models.PROTECT, related_name="entries")
    turn = models.CharField(max_length=8, choices=Turn.choices)
    figures = models.JSONField()
    remark = models.TextField(blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "turn"], name="slip_entry_once_per_turn"),
            models.UniqueConstraint(fields=["batch", "entered_by"], name="slip_entry_once_per_person"),
        ]
