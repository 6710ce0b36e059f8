from django.db import models


class Decision(models.Model):
    """会议记录: one kind of record wherever a meeting decides."""

    class Body(models.TextChoices):
        STREET_COMMITTEE = "street_committee"
        COMMUNITY_COMMITTEE = "community_committee"
        MEMBERS_MEETING = "members_meeting"
        BRANCH_MEETING = "branch_meeting"
        MOBILISATION_MEETING = "mobilisation_meeting"
        PRESIDIUM = "presidium"
        NEW_COMMITTEE = "new_committee"
        NEW_DISCIPLINE_COMMITTEE = "new_discipline_committee"

    class Manner(models.TextChoices):
        SHOW_OF_HANDS = "show_of_hands"
        SECRET_BALLOT = "secret_ballot"  # noqa: S105
        CONSENSUS = "consensus"

    office = models.ForeignKey("Organisation", models.PROTECT, related_name="+")
    election = models.ForeignKey("Election", models.PROTECT, related_name="decisions")
    body = models.CharField(max_length=32, choices=Body.choices)
    matter = models.CharField(max_length=60)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    chair = models.CharField(max_length=40)
    due = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField(default=0)
    abstained = models.PositiveIntegerField(default=0)
    manner = models.CharField(max_length=16, choices=Manner.choices, default=Manner.SHOW_OF_HANDS)
    resolution = models.TextField()
    scan = models.ForeignKey("StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    superseded_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="supersedes")
    correction_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["held_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(present__lte=models.F("due")), name="decision_present_within_due"),
            models.CheckConstraint(
                condition=models.Q(present__gte=models.F("votes_for") + models.F("votes_against") + models.F("abstained")),
                name="decision_votes_within_present",
            ),
        ]

    @property
    def carried(self) -> bool:
        """More than half of those present, the rule for ordinary votes in the hall."""
        return self.votes_for * 2 > self.present
