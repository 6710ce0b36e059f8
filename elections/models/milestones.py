from typing import Self

from django.db import models

from elections.rules.acts import Milestone


class MilestoneQuerySet(models.QuerySet["MilestoneRecord"]):
    def standing(self) -> Self:
        return self.filter(superseded_by__isnull=True, revoked_at__isnull=True)


class MilestoneRecord(models.Model):
    """办理节点. `facts` is frozen: reports read it and nothing behind it. Posted facts are superseded, never edited."""

    election = models.ForeignKey("Election", models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=32, choices=[(kind.value, kind.value) for kind in Milestone])
    fact_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    actor = models.ForeignKey("Account", models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)
    offline = models.BooleanField(default=False)  # 已线下办理
    evidence = models.ForeignKey("StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey("Decision", models.PROTECT, null=True, blank=True, related_name="+")
    superseded_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="supersedes")
    revoked_at = models.DateTimeField(null=True, blank=True)
    correction_reason = models.TextField(blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["fact_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "kind"],
                condition=models.Q(superseded_by__isnull=True, revoked_at__isnull=True),
                name="one_standing_milestone_of_a_kind",
            )
        ]


class LateEntry(models.Model):
    """补录: an act entered on a later day than it happened, with its reason, confirmed by the street."""

    election = models.ForeignKey("Election", models.PROTECT, related_name="late_entries")
    act = models.CharField(max_length=40)  # of the closed list of acts
    subject = models.CharField(max_length=60)
    fact_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    reason = models.TextField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("Account", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
