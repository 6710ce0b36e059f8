from datetime import timedelta
from typing import Self

from django.db import models


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def streets(self) -> Self:
        return self.filter(kind=Organisation.Kind.STREET)

    def communities(self) -> Self:
        return self.filter(kind=Organisation.Kind.COMMUNITY)

    def of_office(self, office: "Organisation") -> Self:
        return self.filter(models.Q(pk=office.pk) | models.Q(parent=office) | models.Q(parent__parent=office))


class Organisation(models.Model):
    """A street (the office), one of its communities, or a branch of a community.

    A rehearsal is a whole office of its own, so that its data never mixes with a real cycle; only its clock can be moved.
    """

    class Kind(models.TextChoices):
        STREET = "street"
        COMMUNITY = "community"
        BRANCH = "branch"

    class Title(models.TextChoices):
        WORKING_COMMITTEE = "working_committee"  # 党工委
        TOWN_COMMITTEE = "town_committee"  # 镇党委
        COMMITTEE = "committee"  # 党委
        GENERAL_BRANCH = "general_branch"  # 党总支
        BRANCH = "branch"  # 党支部

    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    code = models.SlugField(max_length=32)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=20, choices=Title.choices)
    superior_name = models.CharField(max_length=80, blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    preparatory = models.BooleanField(default=False)  # a new community: its 筹备组 presides where there is no outgoing committee
    rehearsal = models.BooleanField(default=False)
    clock_offset = models.DurationField(default=timedelta)
    second_factor_roles = models.JSONField(default=list, blank=True)  # roles whose holders need an authenticator
    created_at = models.DateTimeField()

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "code"], name="organisation_code_once_per_parent"),
            models.UniqueConstraint(fields=["code"], condition=models.Q(parent=None), name="street_code_once"),
            models.CheckConstraint(condition=models.Q(kind="street") ^ models.Q(parent__isnull=False), name="only_a_street_stands_alone"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def office(self) -> "Organisation":
        """The street this organisation belongs to."""
        return self if self.parent is None else self.parent.office
