from django.db import models


class Deliberation(models.Model):
    """酝酿: a branch talks over the list that goes to the meeting. `branch` is None where the community has no branches of its own."""

    list = models.ForeignKey("NomineeList", models.PROTECT, related_name="deliberations")
    branch = models.ForeignKey("elections.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    attended = models.PositiveIntegerField()
    opinions = models.TextField(blank=True)
    sheet = models.ForeignKey("elections.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    held_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["held_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["list", "branch"], name="a_branch_deliberates_once"),
            models.UniqueConstraint(fields=["list"], condition=models.Q(branch=None), name="the_whole_deliberates_once"),
        ]
