from django.db import models


class CalendarYear(models.Model):
    """A later year's holidays and make-up workdays, loaded from a small file; the shipped years need no row."""

    office = models.ForeignKey("Organisation", models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    holidays = models.JSONField()  # ISO dates
    workdays = models.JSONField()  # ISO dates of make-up workdays
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey("Account", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="one_calendar_per_office_and_year")]
