"""选票. Who received a ballot (`BallotIssue`, with its time) and what was marked (`Ballot`, and the sheets of the count) share no key
but the round; no time, session or address stands on the side of the marks.
"""

from django.db import models
from django.db.models import F, Q

from elections.rules.ballots import BallotKind, BallotStyle


class BallotRound(models.Model):
    """One paper in the hands of those present: some contests voted on together.

    实到会 and 应到会 of the round are fixed when its first ballot is issued; who leaves with a ballot stays counted.
    """

    class Medium(models.TextChoices):
        PAPER = "paper"
        ELECTRONIC = "electronic"
        BOTH = "both"

    session = models.ForeignKey("MeetingSession", models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()  # within the meeting
    medium = models.CharField(max_length=10, choices=Medium.choices, default=Medium.PAPER)
    printed = models.PositiveIntegerField()
    due = models.PositiveIntegerField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    replaced = models.PositiveIntegerField(default=0)  # papers exchanged at the desk
    codes_prepared = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    # 作废: nothing of it is counted, the same contests are voted on anew. Who did it, the record of acts says.
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.TextField(blank=True)
    # Known at the end. `issued` is net of replaced papers and counts slips with codes too; `papers_issued` without them.
    issued = models.PositiveIntegerField(null=True, blank=True)
    papers_issued = models.PositiveIntegerField(null=True, blank=True)
    spoiled = models.PositiveIntegerField(null=True, blank=True)
    left_over = models.PositiveIntegerField(null=True, blank=True)
    voters = models.PositiveIntegerField(null=True, blank=True)
    returned = models.PositiveIntegerField(null=True, blank=True)
    papers_returned = models.PositiveIntegerField(null=True, blank=True)
    written_for = models.PositiveIntegerField(default=0)  # 代写 by a person who is no candidate
    ballots_sha256 = models.CharField(max_length=64, blank=True)  # over the sorted electronic ballots
    traces_removed = models.BooleanField(default=True)

    class Meta:
        ordering = ["session__meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="round_number_once"),
            models.UniqueConstraint(fields=["session"], condition=Q(closed_at__isnull=True), name="one_round_is_open_at_a_time"),
            models.CheckConstraint(condition=Q(present__isnull=True) | Q(present__lte=F("due")), name="round_present_within_due"),
            models.CheckConstraint(condition=Q(issued__isnull=True) | Q(issued__lte=F("present")), name="round_issued_within_present"),
            models.CheckConstraint(condition=Q(voters__isnull=True) | Q(voters__lte=F("issued")), name="round_voters_within_issued"),
        ]

    @property
    def has_papers(self) -> bool:
        return self.medium != self.Medium.ELECTRONIC

    @property
    def has_codes(self) -> bool:
        return self.medium != self.Medium.PAPER


class RoundContest(models.Model):
    """One contest on one round's paper, with the seats that are open in this round."""

    round = models.ForeignKey(BallotRound, models.PROTECT, related_name="contests")
    contest = models.ForeignKey("Contest", models.PROTECT, related_name="rounds")
    kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in BallotKind])
    style = models.CharField(max_length=8, choices=[(style.value, style.value) for style in BallotStyle])
    seats = models.PositiveIntegerField()
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["round", "order"]
        constraints = [
            models.UniqueConstraint(fields=["round", "contest"], name="contest_once_per_round"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_round_fills_seats"),
        ]


class RoundCandidate(models.Model):
    """A name as printed on the round's paper, in the paper's order."""

    round_contest = models.ForeignKey(RoundContest, models.PROTECT, related_name="candidates")
    entry = models.ForeignKey("RollEntry", models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["round_contest", "order"]
        constraints = [models.UniqueConstraint(fields=["round_contest", "entry"], name="name_once_per_paper")]


class BallotIssue(models.Model):
    """发票: this elector has received a ballot of this round, on paper or as a slip. Never which one."""

    round = models.ForeignKey(BallotRound, models.PROTECT, related_name="issues")
    entry = models.ForeignKey("RollEntry", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "entry"], name="one_ballot_each")]


class BallotCode(models.Model):
    """A one-time code that has not been used, as a keyed hash and nothing else. Casting deletes it."""

    digest = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(BallotRound, models.PROTECT, related_name="codes")


class Ballot(models.Model):
    """What was marked. The key is random and changes once more when the round closes."""

    key = models.BigIntegerField(primary_key=True)
    round = models.ForeignKey(BallotRound, models.PROTECT, related_name="ballots")
    marks = models.TextField()  # canonical JSON: {contest: {"for": [...], "against": [...], "write_in": [...]}}
