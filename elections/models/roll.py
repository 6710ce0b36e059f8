from typing import Self

from django.db import models
from django.db.models import Q


class RollEntryQuerySet(models.QuerySet["RollEntry"]):
    def members(self) -> Self:
        """Party members of this roll; residents' representatives, units' people and whoever was struck off are not."""
        return self.standing().filter(membership__in=[RollEntry.Membership.FULL, RollEntry.Membership.PROBATIONARY], part_time=False)

    def electors(self) -> Self:
        """Full members without suspended rights: who may vote (art. 5)."""
        return self.members().filter(membership=RollEntry.Membership.FULL, may_vote=True)

    def due(self) -> Self:
        """应到会: electors less those excluded with the superior's consent and the meeting's vote."""
        return self.electors().exclude(exclusion__state="approved")

    def standing(self) -> Self:
        return self.filter(removed_at=None)


class RollEntry(models.Model):
    """One person in one election: a member, or somebody who only recommends or stands.

    No ID number is kept: `identity_key` is a keyed hash for matching, `identity_tail` its last four characters.
    """

    class Membership(models.TextChoices):
        FULL = "full"
        PROBATIONARY = "probationary"
        NONE = "none"

    class Sex(models.TextChoices):
        MALE = "male"
        FEMALE = "female"

    class Education(models.TextChoices):
        PRIMARY = "primary"
        JUNIOR = "junior"
        SENIOR = "senior"
        COLLEGE = "college"  # 大专
        BACHELOR = "bachelor"
        MASTER = "master"
        DOCTOR = "doctor"

    election = models.ForeignKey("Election", models.PROTECT, related_name="roll")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    pinyin = models.CharField(max_length=60, blank=True)  # initials, for the check-in search only
    sex = models.CharField(max_length=6, choices=Sex.choices)
    ethnicity = models.CharField(max_length=20, default="汉族")
    born_on = models.DateField()
    education = models.CharField(max_length=10, choices=Education.choices, blank=True)
    membership = models.CharField(max_length=12, choices=Membership.choices)
    joined_on = models.DateField(null=True, blank=True)
    full_member_on = models.DateField(null=True, blank=True)
    branch = models.ForeignKey("Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    branch_name = models.CharField(max_length=60, blank=True)  # 所在支部/小组 as the roll writes it
    post = models.CharField(max_length=80, blank=True)  # 现任职务
    telephone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=120, blank=True)
    identity_key = models.CharField(max_length=64, blank=True)
    identity_tail = models.CharField(max_length=4, blank=True)
    capacities = models.JSONField(default=list)  # codes; the first in the rule set's order is the category of a slip
    # graduate_social_worker, owners_committee, police, property_manager, re_elected, cross_appointment …
    tags = models.JSONField(default=list)
    part_time = models.BooleanField(default=False)  # membership elsewhere: may stand by the superior's reply, never due
    # As the rules answered when the entry was last written; for another day ask `queries.roll.rights_of`.
    may_vote = models.BooleanField(default=True)
    may_stand = models.BooleanField(default=True)
    may_recommend = models.BooleanField(default=True)
    may_endorse = models.BooleanField(default=True)
    suspension = models.CharField(max_length=24, blank=True)  # code of the reason; inside the Party only
    suspended_from = models.DateField(null=True, blank=True)
    suspended_until = models.DateField(null=True, blank=True)  # the first day on which it no longer holds
    away = models.BooleanField(default=False)  # 流动党员
    needs_fetching = models.BooleanField(default=False)
    account = models.ForeignKey("Account", models.PROTECT, null=True, blank=True, related_name="roll_entries")
    disqualified_at = models.DateTimeField(null=True, blank=True)  # by a ruling or the vetting
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = RollEntryQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="roll_number_once_per_election"),
            models.UniqueConstraint(
                fields=["election", "identity_key"], condition=~Q(identity_key="") & Q(removed_at=None), name="person_once_per_roll"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RollRevision(models.Model):
    """A change of a closed roll: a recorded revision with reason, both versions kept."""

    election = models.ForeignKey("Election", models.PROTECT, related_name="roll_revisions")
    entry = models.ForeignKey(RollEntry, models.PROTECT, related_name="revisions")
    kind = models.CharField(max_length=8, choices=[("added", "added"), ("changed", "changed"), ("removed", "removed")])
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("Account", models.PROTECT, related_name="+")


class ImportedRoll(models.Model):
    """One imported file, with what it takes to undo it until the roll is closed; then only its counts stay.

    `added`: entry -> digest of the entry as imported. `changed`: entry -> the values before, and that digest.
    """

    election = models.ForeignKey("Election", models.PROTECT, related_name="imported_rolls")
    name = models.CharField(max_length=120, blank=True)  # of the file
    sha256 = models.CharField(max_length=64)
    new_rows = models.PositiveIntegerField()
    changed_rows = models.PositiveIntegerField()
    added = models.JSONField(default=dict)
    changed = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]


class Exclusion(models.Model):
    """可不计入应到会: by category, with the superior's consent and the meeting's vote. The category stays inside the Party."""

    class State(models.TextChoices):
        PROPOSED = "proposed"
        CONSENTED = "consented"
        APPROVED = "approved"
        WITHDRAWN = "withdrawn"

    entry = models.OneToOneField(RollEntry, models.PROTECT, related_name="exclusion")
    category = models.CharField(max_length=24)
    since = models.DateField(null=True, blank=True)  # where the case asks for half a year
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
