from typing import Self

from django.db import models

from elections.rules.contests import Posts
from elections.rules.rule_set import CompositionTarget


class PostsPlan(models.Model):
    """职数与职位 as the plan says; in force once the superior's reply with a number stands behind it (`adopted_at`)."""

    election = models.OneToOneField("Election", models.PROTECT, related_name="posts_plan")
    size = models.PositiveIntegerField()
    includes_leaders = models.BooleanField()
    deputies = models.PositiveIntegerField()
    discipline = models.PositiveIntegerField()
    leaders_from_committee = models.BooleanField()
    names = models.JSONField(default=dict)
    composition = models.JSONField(default=list)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField(null=True, blank=True)
    request = models.ForeignKey("Request", models.PROTECT, null=True, blank=True, related_name="+")

    @property
    def posts(self) -> Posts:
        return Posts(
            size=self.size,
            includes_leaders=self.includes_leaders,
            deputies=self.deputies,
            discipline=self.discipline,
            leaders_from_committee=self.leaders_from_committee,
            names=self.names,
            composition=tuple(CompositionTarget(**target) for target in self.composition),
        )


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
    names_at_least = models.PositiveIntegerField()  # names the ballot carries at least, after the cascade
    order = models.PositiveIntegerField()  # in which the contests are decided

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["election", "code"], name="contest_code_once_per_election"),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="a_contest_has_seats"),
        ]

    @property
    def is_leader(self) -> bool:
        return self.post in (Contest.Post.SECRETARY, Contest.Post.DEPUTY)


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def standing(self) -> Self:
        """On the slate as it is now, held ones included."""
        return self.filter(superseded_at=None)

    def free(self) -> Self:
        """May be on the next ballot."""
        return self.standing().filter(held_at=None)


class Candidate(models.Model):
    """候选人, only after the slate is certified. `number` is printed beside the name on a number-into-post ballot."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="candidates")
    entry = models.ForeignKey("RollEntry", models.PROTECT, related_name="candidacies")
    order = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    certified_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)  # an open objection, or a withdrawal after certification
    held_reason = models.CharField(max_length=24, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)  # a later slate took its place

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["contest__order", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "entry"], condition=models.Q(superseded_at__isnull=True), name="candidate_once_per_contest"
            ),
        ]
