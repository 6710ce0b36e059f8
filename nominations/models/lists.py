from typing import Self

from django.db import models


class NomineeListQuerySet(models.QuerySet["NomineeList"]):
    def standing(self) -> Self:
        return self.filter(superseded_at=None)


class NomineeList(models.Model):
    """初步人选 or 预备人选 as proposed; approved by the superior's reply. A changed list is a new one that supersedes it.

    推荐人选 are a list only where the open nomination was over on paper; else their sheets say who they are.
    """

    class Kind(models.TextChoices):
        NOMINATED = "nominated"
        PRELIMINARY = "preliminary"
        RESERVE = "reserve"

    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="nominee_lists")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    version = models.PositiveIntegerField()
    reason = models.TextField(blank=True)  # for leaving the order of the recommendation or missing a composition target
    decision = models.ForeignKey("elections.Decision", models.PROTECT, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")
    request = models.ForeignKey("elections.Request", models.PROTECT, null=True, blank=True, related_name="+")
    offline = models.BooleanField(default=False)  # 已线下办理: entered with an election that begins late
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey("elections.Account", models.PROTECT, null=True, blank=True, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = NomineeListQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "version"]
        constraints = [
            models.UniqueConstraint(fields=["election", "kind", "version"], name="nominee_list_version_once"),
            models.UniqueConstraint(fields=["election", "kind"], condition=models.Q(superseded_at=None), name="one_standing_nominee_list"),
        ]


class ListedName(models.Model):
    """`order` is the approved one for secretary and deputies, by strokes for members."""

    list = models.ForeignKey(NomineeList, models.PROTECT, related_name="names")
    contest = models.ForeignKey("elections.Contest", models.PROTECT, related_name="+")
    nominee = models.ForeignKey("Nominee", models.PROTECT, related_name="listed")
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["contest__order", "order"]
        constraints = [models.UniqueConstraint(fields=["list", "contest", "nominee"], name="listed_once_per_contest")]
