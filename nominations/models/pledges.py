from typing import Self

from django.db import models

from nominations.rules.pledges import ConcernKind


class Visit(models.Model):
    """服务民生大走访: one round of visits, by a nominee or by the office."""

    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="visits")
    nominee = models.ForeignKey("Nominee", models.PROTECT, null=True, blank=True, related_name="visits")
    place = models.CharField(max_length=80)
    households = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    visited_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["visited_at", "pk"]


class Concern(models.Model):
    """What people need, as heard on a visit."""

    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="concerns")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="concerns")
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in ConcernKind])
    text = models.TextField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]


class ConcernChoice(models.Model):
    """A nominee takes a concern up: it becomes a target of the speech and a point of the pledge."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="choices")
    nominee = models.ForeignKey("Nominee", models.PROTECT, related_name="chosen_concerns")
    chosen_at = models.DateTimeField()
    entered_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["concern", "nominee"], name="concern_chosen_once")]


class PledgeQuerySet(models.QuerySet["Pledge"]):
    def standing(self) -> Self:
        return self.filter(superseded_at=None)


class Pledge(models.Model):
    """承诺书: signed on paper, public from `published_at` on. Signed anew it supersedes the one before."""

    nominee = models.ForeignKey("Nominee", models.PROTECT, related_name="pledges")
    sheet = models.ForeignKey("elections.StoredFile", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["nominee"], condition=models.Q(superseded_at=None), name="one_standing_pledge"),
        ]


class PledgePoint(models.Model):
    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="points")
    number = models.PositiveIntegerField()
    concern = models.ForeignKey(Concern, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["pledge", "number"], name="pledge_point_number_once")]
