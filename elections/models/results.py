"""After the meeting: what was filed, the division of work, the hand-over."""

from typing import Self

from django.db import models


class ResultReportQuerySet(models.QuerySet["ResultReport"]):
    def standing(self) -> Self:
        return self.filter(superseded_at=None)


class ResultReport(models.Model):
    """呈报: the three papers and the request that carries them. Returned for correction, a new one follows; `superseded_at` where the
    result it reported was taken back."""

    election = models.ForeignKey("Election", models.PROTECT, related_name="result_reports")
    request = models.OneToOneField("Request", models.PROTECT, related_name="result_report")
    form = models.ForeignKey("Document", models.PROTECT, related_name="+")
    report = models.ForeignKey("Document", models.PROTECT, related_name="+")
    summary = models.ForeignKey("Document", models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = ResultReportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]


class WorkShare(models.Model):
    """分工: one member of the new committee and what the member is responsible for."""

    election = models.ForeignKey("Election", models.PROTECT, related_name="work_shares")
    decision = models.ForeignKey("Decision", models.PROTECT, related_name="+")
    entry = models.ForeignKey("RollEntry", models.PROTECT, related_name="+")
    work = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "entry"], name="one_share_of_work_each")]


class Handover(models.Model):
    """工作交接: from the outgoing to the new committee, with what was handed over."""

    election = models.OneToOneField("Election", models.PROTECT, related_name="handover")
    handed_over_at = models.DateTimeField()
    handed_by = models.CharField(max_length=60)
    received_by = models.CharField(max_length=60)
    witnessed_by = models.CharField(max_length=60)
    items = models.TextField()
    scan = models.ForeignKey("StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
