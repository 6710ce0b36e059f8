from typing import Self

from django.db import models

from nominations.rules.nominee_steps import NomineeStep as Step


class NomineeQuerySet(models.QuerySet["Nominee"]):
    def with_steps(self) -> Self:
        return self.select_related("entry").prefetch_related("steps")


class Nominee(models.Model):
    """推荐人选: one person of the roll in one election, whatever posts and channels."""

    election = models.ForeignKey("elections.Election", models.PROTECT, related_name="nominees")
    entry = models.OneToOneField("elections.RollEntry", models.PROTECT, related_name="nominee")  # an entry is of one election
    since = models.DateTimeField()

    objects = NomineeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.entry.name

    @property
    def steps_taken(self) -> tuple[Step, ...]:
        return tuple(Step(step.step) for step in self.steps.all())

    @property
    def state(self) -> str:
        """The newest step, or why the person is no nominee any more whatever the steps say."""
        if self.entry.disqualified_at is not None:
            return "disqualified"
        if self.entry.removed_at is not None:
            return "removed"
        return self.steps_taken[-1] if self.steps_taken else ""


class NomineeStep(models.Model):
    """An immutable row: what became of the nominee, when and by whom. `contest` where the step is about one post."""

    nominee = models.ForeignKey(Nominee, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=16, choices=[(step.value, step.value) for step in Step])
    contest = models.ForeignKey("elections.Contest", models.PROTECT, null=True, blank=True, related_name="+")
    fact_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    by = models.ForeignKey("elections.Account", models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    accepts_other_post = models.BooleanField(default=False)  # 服从调整, said with the consent
    sheet = models.ForeignKey("elections.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
