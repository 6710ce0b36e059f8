from typing import Self

from django.db import models

from nominations.rules.endorsement import Channel


class NominationQuerySet(models.QuerySet["Nomination"]):
    def standing(self) -> Self:
        return self.filter(struck_at=None)


class Nomination(models.Model):
    """One sheet: who is proposed for which post, by an organisation, by endorsers jointly or by the person alone."""

    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="nominations")
    round = models.ForeignKey("NominationRound", models.PROTECT, null=True, blank=True, related_name="nominations")
    remedy = models.ForeignKey("ShortageRemedy", models.PROTECT, null=True, blank=True, related_name="nominations")
    nominee = models.ForeignKey("Nominee", models.PROTECT, related_name="nominations")
    contest = models.ForeignKey("elections.Contest", models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12, choices=[(channel.value, channel.value) for channel in Channel])
    organisation = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)
    sheet = models.ForeignKey("elections.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey("elections.Account", models.PROTECT, null=True, blank=True, related_name="+")
    struck_reason = models.TextField(blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nominee", "contest", "channel", "organisation"],
                condition=models.Q(struck_at=None) & ~models.Q(channel="joint"),
                name="one_standing_nomination_per_sponsor",
            ),
            models.CheckConstraint(
                condition=models.Q(round__isnull=False) | models.Q(remedy__isnull=False), name="nomination_in_a_round_or_by_remedy"
            ),
        ]


class Endorser(models.Model):
    """One line of a joint nomination. Never public. `key` says what counts once: a person, or a household."""

    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="endorsers")
    line = models.PositiveIntegerField()
    entry = models.ForeignKey("elections.RollEntry", models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=60)
    building = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    room = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=200)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["nomination", "key"], name="an_endorser_counts_once")]
