from django.db import models


class AuditChain(models.Model):
    """One per election and one per office. Its row is the lock that an act takes first."""

    office = models.ForeignKey("Organisation", models.PROTECT, related_name="chains")
    election = models.OneToOneField("Election", models.PROTECT, null=True, blank=True, related_name="chain")
    count = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64)
    last_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office"], condition=models.Q(election__isnull=True), name="one_office_chain"),
        ]

    @property
    def check_code(self) -> str:
        """校验码, as printed on notices and filed forms."""
        return self.head[:16]


class AuditDetail(models.Model):
    """Names, reasons and texts of one event. Erasable: the event carries only sha256(salt + detail)."""

    salt = models.CharField(max_length=32)
    text = models.TextField()
    erased_at = models.DateTimeField(null=True, blank=True)


class AuditEvent(models.Model):
    """操作留痕: opaque ids, codes and figures only. `raw` is the exact JSON that was hashed."""

    chain = models.ForeignKey(AuditChain, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    raw = models.TextField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    verb = models.CharField(max_length=40)
    actor = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    detail = models.OneToOneField(AuditDetail, models.PROTECT, null=True, related_name="event")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="audit_numbers_without_doubles")]
