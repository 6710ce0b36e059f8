from django.db import models


class EntryCorrection(models.Model):
    """更正 of one entry of a ledger: what stood before, what took its place, why, by whom and when. The entry itself says what stands."""

    office = models.ForeignKey("Organisation", models.PROTECT, related_name="+")
    election = models.ForeignKey("Election", models.PROTECT, null=True, blank=True, related_name="entry_corrections")
    ledger = models.CharField(max_length=24)
    entry = models.PositiveBigIntegerField()  # the key of the row in its ledger; of what a milestone says, the key of the election
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField()
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey("Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["ledger", "entry"], name="corrections_of_an_entry")]

    @property
    def changes(self) -> list[tuple[str, object, object]]:
        """Field, what stood there, what stands there now."""
        return [(name, self.before[name], self.after[name]) for name in self.after]
