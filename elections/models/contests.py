from django.db import models


class Contest(models.Model):
    """One kind of seat to be filled: secretary, deputies, committee members, discipline committee members.

    `stage` says who votes: the members' (or delegates') meeting, or the new committee's first plenary.
    """

    class Stage(models.TextChoices):
        MEETING = "meeting"
        PLENARY = "plenary"
        DISCIPLINE_PLENARY = "discipline_plenary"

    class Post(models.TextChoices):
        SECRETARY = "secretary"
        DEPUTY = "deputy"
        COMMITTEE = "committee"
        DISCIPLINE = "discipline"
        DISCIPLINE_SECRETARY = "discipline_secretary"

    election = models.ForeignKey("Election", models.PROTECT, related_name="contests")
    code = models.SlugField(max_length=24)
    post = models.CharField(max_length=24, choices=Post.choices)
    stage = models.CharField(max_length=20, choices=Stage.choices, default=Stage.MEETING)
    seats = models.PositiveIntegerField()
    names_at_least = models.PositiveIntegerField()  # candidates the plan asks for
    order = models.PositiveIntegerField()  # in which the contests are decided

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="contest_code_once_per_election"),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="a_contest_has_seats"),
        ]


class Candidate(models.Model):
    """候选人, only after the slate is certified. `number` is printed beside the name on a number-into-post ballot."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="candidates")
    entry = models.ForeignKey("RollEntry", models.PROTECT, related_name="candidacies")
    order = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    certified_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)  # an open objection, or a withdrawal after certification
    held_reason = models.CharField(max_length=24, blank=True)
    by_cascade = models.BooleanField(default=False)

    class Meta:
        ordering = ["contest__order", "order"]
        constraints = [models.UniqueConstraint(fields=["contest", "entry"], name="candidate_once_per_contest")]
