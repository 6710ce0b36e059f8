from datetime import datetime

from django.db import models


class Request(models.Model):
    """报送: what a community asks of the street, or the street of its superior. Answered by 退回修改, 批复 or 备案."""

    class Kind(models.TextChoices):
        PLAN = "plan"  # plan, posts, seats, way of electing (direct election of the leaders included)
        EXCLUSIONS = "exclusions"
        CAPACITY_TO_STAND = "capacity_to_stand"  # part-time members may stand
        DELEGATES_MEETING = "delegates_meeting"
        ELECTRONIC_BALLOT = "electronic_ballot"
        TOO_FEW_NOMINEES = "too_few_nominees"
        PRELIMINARY = "preliminary"
        RESERVE = "reserve"
        CONVENE_MEETING = "convene_meeting"
        POSTPONEMENT = "postponement"
        RULE_CHANGE = "rule_change"
        RESULT = "result"

    class State(models.TextChoices):
        SUBMITTED = "submitted"
        RETURNED = "returned"
        APPROVED = "approved"
        FILED = "filed"
        WITHDRAWN = "withdrawn"  # unanswered, and what it reported was taken back

    office = models.ForeignKey("Organisation", models.PROTECT, related_name="+")
    election = models.ForeignKey("Election", models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SUBMITTED)
    number = models.CharField(max_length=40, blank=True)  # 来文字号
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    # Part-time members: who was on the roll as such, by id. Null where the request is about nobody in particular.
    people = models.JSONField(null=True, blank=True)
    # What the letter says of the election, as it stood when it was sent (`documents.requests.Asked`); empty in older rows.
    asked = models.JSONField(default=dict, blank=True)
    document = models.ForeignKey("Document", models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    submitted_by = models.ForeignKey("Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def covers(self, settled_at: datetime) -> bool:
        """Of what was settled later in the program it does not speak. Both hours are those of the typing: a request that was sent on an
        earlier day and is entered now speaks of what stands now, and whoever answers it reads that."""
        return self.entered_at >= settled_at


class Reply(models.Model):
    """One answer to a request, an immutable row. Without its scan an approval shows as 意见 only."""

    class Kind(models.TextChoices):
        RETURNED = "returned"
        APPROVED = "approved"
        FILED = "filed"

    request = models.ForeignKey(Request, models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.CharField(max_length=40, blank=True)  # 批复文号
    text = models.TextField(blank=True)
    replied_at = models.DateTimeField()
    replied_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    scan = models.ForeignKey("StoredFile", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    @property
    def is_opinion_only(self) -> bool:
        return self.kind == self.Kind.APPROVED and self.scan_id is None
