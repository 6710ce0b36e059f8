from collections.abc import Iterable
from typing import Any, Self

from django.db import models

from elections.rules.phases import Phase
from elections.rules.rule_set import RuleSet, read_rule_set

from .organisations import Organisation


class Cycle(models.Model):
    """本届换届 of a street: one rule set, one election in each community."""

    office = models.ForeignKey("Organisation", models.PROTECT, related_name="cycles")
    code = models.SlugField(max_length=32)
    name = models.CharField(max_length=80)
    rule_set = models.JSONField()
    # The approved request behind the newest change after a roll was closed; it covers that change and no other.
    rule_request = models.OneToOneField("Request", models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("Account", models.PROTECT, related_name="+")

    _read: tuple[Any, RuleSet] | None = None  # the stored value and what was read from it: a page asks for it a hundred times

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["office", "code"], name="cycle_code_once_per_office")]

    def __str__(self) -> str:
        return self.name

    @property
    def rules(self) -> RuleSet:
        if self._read is None or self._read[0] is not self.rule_set:
            self._read = (self.rule_set, read_rule_set(self.rule_set))
        return self._read[1]


class ElectionQuerySet(models.QuerySet["Election"]):
    def of_office(self, office: Organisation) -> Self:
        return self.filter(cycle__office=office)

    def of_communities(self, communities: Iterable[Organisation]) -> Self:
        return self.filter(community__in=list(communities))


class Election(models.Model):
    """One community's election in a cycle. One that was annulled stays beside the one that is opened in its place."""

    class Form(models.TextChoices):
        MEMBERS = "members"  # 党员大会
        DELEGATES = "delegates"  # 党员代表大会

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="elections")
    community = models.ForeignKey("Organisation", models.PROTECT, related_name="elections")
    code = models.SlugField(max_length=32, unique=True)
    phase = models.CharField(max_length=24, choices=[(phase.value, phase.value) for phase in Phase], default=Phase.PREPARATION)
    form = models.CharField(max_length=10, choices=Form.choices, default=Form.MEMBERS)
    term_ends_on = models.DateField(null=True, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True, blank=True)
    annulled_at = models.DateTimeField(null=True, blank=True)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        ordering = ["community__code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "community"], condition=models.Q(annulled_at=None), name="one_standing_election_per_community_and_cycle"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cycle.name} {self.community.name}"

    @property
    def office(self) -> Organisation:
        return self.cycle.office

    @property
    def rules(self) -> RuleSet:
        return self.cycle.rules


class PhaseChange(models.Model):
    """An immutable row: when the election entered a phase, and why if it went back."""

    class Kind(models.TextChoices):
        OPENED = "opened"
        ADVANCED = "advanced"
        REOPENED = "reopened"
        ENTERED_LATE = "entered_late"
        POSTPONED = "postponed"
        ANNULLED = "annulled"

    election = models.ForeignKey(Election, models.PROTECT, related_name="phase_changes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    phase = models.CharField(max_length=24)
    at = models.DateTimeField()
    by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    number = models.CharField(max_length=40, blank=True)  # 文号 of the superior's decision that annuls
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
