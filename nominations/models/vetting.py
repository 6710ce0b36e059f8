from django.db import models

from nominations.rules.vetting import ITEMS


class VettingFinding(models.Model):
    """资格联审: what one department found on one item. Confidential; the newest of a department and item stands."""

    nominee = models.ForeignKey("Nominee", models.PROTECT, related_name="findings")
    department = models.CharField(max_length=60)
    item = models.CharField(max_length=24, choices=[(item, item) for item in ITEMS])
    passed = models.BooleanField()
    reason = models.TextField(blank=True)
    sheet = models.ForeignKey("elections.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    found_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]


class Inspection(models.Model):
    """考察: one nominee, inspected by a team; the newest stands. The material is confidential."""

    nominee = models.ForeignKey("Nominee", models.PROTECT, related_name="inspections")
    team = models.CharField(max_length=120)
    talked_with = models.PositiveIntegerField(default=0)  # people in individual talks and meetings
    suitable = models.BooleanField()
    material = models.TextField(blank=True)
    sheet = models.ForeignKey("elections.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    inspected_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
