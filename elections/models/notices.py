from datetime import datetime
from typing import Self

from django.db import models


class NoticeQuerySet(models.QuerySet["Notice"]):
    def standing(self) -> Self:
        return self.filter(superseded_at=None, interrupted_at=None)

    def open_at(self, at: datetime) -> Self:
        return self.standing().filter(opens_at__lte=at, closes_at__gt=at)


class Notice(models.Model):
    """公示: whether it is open is computed from `opens_at`, `closes_at` (end exclusive) and the clock, never stored.

    Round 0 is an announcement (公告) that asks for no objections.
    """

    election = models.ForeignKey("Election", models.PROTECT, related_name="notices")
    round = models.PositiveIntegerField()
    issuer = models.CharField(max_length=10)  # community or street
    title = models.CharField(max_length=120)
    people = models.JSONField(default=list)  # as printed: entry id and the fields a notice may show
    text = models.TextField(blank=True)
    length = models.PositiveIntegerField()
    unit = models.CharField(max_length=12)
    waits = models.BooleanField(default=True)
    posted_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    report_to = models.JSONField(default=dict)  # name, telephone, address, postcode, hours
    document = models.ForeignKey("Document", models.PROTECT, null=True, blank=True, related_name="+")
    issued_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    closed_recorded_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    interrupted_at = models.DateTimeField(null=True, blank=True)
    interruption_reason = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    superseded_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="supersedes")
    correction_reason = models.TextField(blank=True)
    restarts = models.BooleanField(default=True)  # False for a correction that leaves the running period as it is

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["round", "posted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "round"],
                condition=models.Q(superseded_at__isnull=True, interrupted_at__isnull=True, round__gte=1),
                name="one_standing_notice_per_round",
            ),
            models.CheckConstraint(condition=models.Q(opens_at__lt=models.F("closes_at")), name="notice_opens_before_it_closes"),
        ]


class Posting(models.Model):
    """Where a notice or the announced result hangs, with its proof."""

    notice = models.ForeignKey(Notice, models.PROTECT, null=True, blank=True, related_name="postings")
    document = models.ForeignKey("Document", models.PROTECT, null=True, blank=True, related_name="postings")
    place = models.CharField(max_length=80)
    posted_at = models.DateTimeField()
    photo = models.ForeignKey("StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("Account", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(notice__isnull=True) ^ models.Q(document__isnull=True), name="one_paper_hangs_at_a_place"
            ),
        ]


class Objection(models.Model):
    """反映问题. Who reports it is known to the objection handler alone, and kept apart from the matter."""

    class Channel(models.TextChoices):
        LETTER = "letter"
        TELEPHONE = "telephone"
        VISIT = "visit"

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    entry = models.ForeignKey("RollEntry", models.PROTECT, null=True, blank=True, related_name="objections")  # None: procedural
    channel = models.CharField(max_length=10, choices=Channel.choices)
    matter = models.TextField()
    anonymous = models.BooleanField(default=False)
    reporter = models.CharField(max_length=60, blank=True)
    reporter_contact = models.CharField(max_length=80, blank=True)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("Account", models.PROTECT, related_name="+")


class Ruling(models.Model):
    """处理意见: one per objection. An upheld one that affects the post takes the person off the next list."""

    class Finding(models.TextChoices):
        TRUE = "true"
        PARTLY_TRUE = "partly_true"
        NOT_TRUE = "not_true"

    objection = models.OneToOneField(Objection, models.PROTECT, related_name="ruling")
    finding = models.CharField(max_length=12, choices=Finding.choices)
    affects_candidacy = models.BooleanField()
    text = models.TextField()
    feedback = models.TextField(blank=True)
    ruled_at = models.DateTimeField()
    ruled_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
