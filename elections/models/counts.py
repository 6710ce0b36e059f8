"""计票: two independent entries of each batch, the scrutineer's word where they differ, and the signature under it all.

No sheet carries a time: the record of acts knows when somebody typed, and no figure of it.
"""

from typing import Self

from django.db import models
from django.db.models import Q


class CountBatchQuerySet(models.QuerySet["CountBatch"]):
    def standing(self) -> Self:
        return self.filter(set_aside=None)


class CountBatch(models.Model):
    """一摞选票. `ballots` is how many lie in it; the batch of electronic ballots is counted by the program when the round closes.

    `set_aside`: the signature that was taken back, with which this batch had to be counted anew. Its entries stay on record.
    """

    round = models.ForeignKey("BallotRound", models.PROTECT, related_name="batches")
    number = models.PositiveIntegerField()
    ballots = models.PositiveIntegerField()
    electronic = models.BooleanField(default=False)
    set_aside = models.ForeignKey("Attestation", models.PROTECT, null=True, blank=True, related_name="batches")

    objects = CountBatchQuerySet.as_manager()

    class Meta:
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], condition=Q(set_aside=None), name="batch_number_once")]


class TallySheet(models.Model):
    """One person's entry of one batch. Every entry is kept, those that differed too."""

    class Place(models.TextChoices):
        FIRST = "first"
        SECOND = "second"
        SETTLED = "settled"  # the scrutineer, with the paper in hand
        COMPUTED = "computed"  # electronic ballots

    batch = models.ForeignKey(CountBatch, models.PROTECT, related_name="sheets")
    place = models.CharField(max_length=8, choices=Place.choices)
    ballots = models.PositiveIntegerField()
    totals = models.JSONField()  # {contest: {"valid", "void", "names": {name: {...}}, "write_ins": {name: n}, "write_ins_refused"}}
    entered_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["batch", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "place"], name="one_sheet_for_each_place"),
            models.UniqueConstraint(
                fields=["batch", "entered_by"], condition=Q(place__in=["first", "second"]), name="the_second_teller_is_another_person"
            ),
        ]


class AttestationQuerySet(models.QuerySet["Attestation"]):
    def standing(self) -> Self:
        return self.filter(reopened_at=None)


class Attestation(models.Model):
    """The count becomes final: a scrutineer's hall PIN, or the signed paper photographed and confirmed by two operators.

    Reopened for a correction it stays on record, with who did it and why, and the count is signed anew.
    """

    class Way(models.TextChoices):
        PIN = "pin"
        PAPER = "paper"

    round = models.ForeignKey("BallotRound", models.PROTECT, related_name="attestations")
    way = models.CharField(max_length=6, choices=Way.choices)
    official = models.ForeignKey("Official", models.PROTECT, null=True, blank=True, related_name="+")
    scan = models.ForeignKey("StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    first_operator = models.ForeignKey("Account", models.PROTECT, related_name="+")
    second_operator = models.ForeignKey("Account", models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField()
    attested_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey("Account", models.PROTECT, null=True, blank=True, related_name="+")
    reopen_reason = models.TextField(blank=True)

    objects = AttestationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round"], condition=Q(reopened_at=None), name="one_standing_signature"),
            models.CheckConstraint(
                condition=Q(second_operator__isnull=True) | ~Q(second_operator=models.F("first_operator")), name="two_operators_are_two"
            ),
        ]
