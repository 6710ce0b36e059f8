from django.db import models


class NominationRound(models.Model):
    """海推: one period in which nominations are taken. A further one needs a remedy and a new announcement.

    Whether it is open is computed from `opens_at`, `closes_at` (end exclusive) and the clock.
    """

    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="nomination_rounds")
    number = models.PositiveIntegerField()
    remedy = models.OneToOneField("ShortageRemedy", models.PROTECT, null=True, blank=True, related_name="round")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")
    members_took_part = models.PositiveIntegerField(null=True, blank=True)
    members_of = models.PositiveIntegerField(null=True, blank=True)  # on the roll with the right to recommend, at the close
    residents_took_part = models.PositiveIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("elections.Account", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="nomination_round_number_once"),
            models.UniqueConstraint(fields=["election"], condition=models.Q(closed_at=None), name="one_nomination_round_at_a_time"),
            models.CheckConstraint(condition=models.Q(opens_at__lt=models.F("closes_at")), name="nomination_round_opens_before_it_closes"),
        ]


class ShortageRemedy(models.Model):
    """Too few nominees: what is done about it, on the superior's reply."""

    class Kind(models.TextChoices):
        EXTENSION = "extension"  # nominations are taken again, with a new announcement
        SECOND_ROUND = "second_round"  # directed recommendation once more
        ORGANISATION_RECOMMENDS = "organisation_recommends"
        FEWER_SEATS = "fewer_seats"

    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="shortage_remedies")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    request = models.ForeignKey("elections.Request", models.PROTECT, related_name="+")
    contest = models.ForeignKey("elections.Contest", models.PROTECT, null=True, blank=True, related_name="+")
    seats = models.PositiveIntegerField(null=True, blank=True)
    names_at_least = models.PositiveIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "kind", "contest"], name="one_remedy_per_reply"),
            models.UniqueConstraint(fields=["request", "kind"], condition=models.Q(contest=None), name="one_general_remedy_per_reply"),
        ]
