from django.db import models


class BackupMade(models.Model):
    """That the office was backed up, and how much went in. Where the file lies is not kept: whoever gets in is not told where to look."""

    made_at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    files = models.PositiveIntegerField()
    keys_inside = models.BooleanField()

    class Meta:
        ordering = ["pk"]
