"""选举结果 of each contest in each round, who is elected, and what follows."""

from typing import Self

from django.db import models
from django.db.models import Q

from elections.rules.outcomes import Next


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def standing(self) -> Self:
        return self.filter(superseded_at=None)


class Outcome(models.Model):
    """What the totals of one contest in one round come to. Decided again (a pending contest) it supersedes the one before."""

    round_contest = models.ForeignKey("RoundContest", models.PROTECT, related_name="outcomes")
    seats = models.PositiveIntegerField()
    seats_left = models.PositiveIntegerField()
    next = models.CharField(max_length=20, choices=[(step.value, step.value) for step in Next])
    meeting_valid = models.BooleanField()
    ballot_valid = models.BooleanField()
    tied = models.JSONField(default=list)  # names in stroke order
    already_elected = models.JSONField(default=list)
    refused = models.JSONField(default=list)  # names written in who may not stand
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["round_contest__round", "round_contest__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round_contest"], condition=Q(superseded_at__isnull=True), name="one_standing_outcome"),
        ]


class ElectedQuerySet(models.QuerySet["Elected"]):
    def standing(self) -> Self:
        return self.filter(declined_at=None, superseded_at=None)


class Elected(models.Model):
    """当选人."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="elected")
    contest = models.ForeignKey("Contest", models.PROTECT, related_name="elected")
    entry = models.ForeignKey("RollEntry", models.PROTECT, related_name="elections_won")
    name = models.CharField(max_length=60)
    votes = models.PositiveIntegerField()
    present = models.PositiveIntegerField()  # of the round
    place = models.PositiveIntegerField()  # by votes, within the round
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_reason = models.TextField(blank=True)
    declined_scan = models.ForeignKey("StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)  # the outcome was decided anew

    objects = ElectedQuerySet.as_manager()

    class Meta:
        ordering = ["contest__order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "entry"],
                condition=Q(declined_at__isnull=True, superseded_at__isnull=True),
                name="elected_once_per_contest",
            ),
        ]


class SeatReduction(models.Model):
    """减少名额: seats left empty by vote of at least half of those present, or by the presidium."""

    contest = models.ForeignKey("Contest", models.PROTECT, related_name="reductions")
    seats = models.PositiveIntegerField()
    decision = models.ForeignKey("Decision", models.PROTECT, related_name="+")
    at = models.DateTimeField()
