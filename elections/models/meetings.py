"""大会: the members' (or delegates') meeting and the plenaries after it, their sessions, who came, who serves."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from elections.rules.method import ElectionMethod


class Meeting(models.Model):
    """One for each body that elects. A further election on another day is one more session of the same meeting."""

    class Kind(models.TextChoices):
        MEMBERS = "members"
        DELEGATES = "delegates"
        PLENARY = "plenary"
        DISCIPLINE_PLENARY = "discipline_plenary"

    election = models.ForeignKey("Election", models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    chair = models.CharField(max_length=40)
    method = models.JSONField(default=dict)  # rules/method.py; empty until adopted
    method_decision = models.ForeignKey("Decision", models.PROTECT, null=True, blank=True, related_name="+")
    officials_decision = models.ForeignKey("Decision", models.PROTECT, null=True, blank=True, related_name="+")
    speech_order = models.JSONField(default=list)  # roll entries in the order drawn by lot; empty: as on the ballot
    convened_at = models.DateTimeField()
    convened_by = models.ForeignKey("Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["election", "kind"], name="one_meeting_of_a_kind")]

    @property
    def is_plenary(self) -> bool:
        return self.kind in (self.Kind.PLENARY, self.Kind.DISCIPLINE_PLENARY)

    @property
    def stage(self) -> str:
        """Which contests it decides (`Contest.Stage`)."""
        return self.kind if self.is_plenary else "meeting"

    @property
    def adopted_method(self) -> ElectionMethod | None:
        return ElectionMethod.read(self.method) if self.method else None


class MeetingDateChange(models.Model):
    """改期, with its reason: a posted date is superseded, never edited."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="date_changes")
    before = models.DateTimeField()
    after = models.DateTimeField()
    place_before = models.CharField(max_length=120)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("Account", models.PROTECT, related_name="+")


class PreparatoryMeeting(models.Model):
    """预备会议, 选票填写培训, 工作人员预演, 资料装袋: what was done before the meeting, with attendance."""

    class Kind(models.TextChoices):
        PREPARATORY = "preparatory"
        BALLOT_TRAINING = "ballot_training"
        REHEARSAL = "rehearsal"
        PACKS = "packs"

    election = models.ForeignKey("Election", models.PROTECT, related_name="preparatory_meetings")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    branch = models.ForeignKey("Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    attended = models.PositiveIntegerField()
    matters = models.TextField(blank=True)
    scan = models.ForeignKey("StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["held_at", "pk"]


class OfficialQuerySet(models.QuerySet["Official"]):
    def serving(self) -> Self:
        """Proposed or approved, and nobody has taken the place since."""
        return self.filter(replaced_at=None)

    def approved(self) -> Self:
        return self.serving().filter(approved_at__isnull=False)

    def scrutineers(self) -> Self:
        return self.filter(role__in=[Official.Role.CHIEF_SCRUTINEER, Official.Role.SCRUTINEER])


class Official(models.Model):
    """总监票人, 监票人, 计票人, 唱票人: not candidates, approved by the meeting's vote."""

    class Role(models.TextChoices):
        CHIEF_SCRUTINEER = "chief_scrutineer"
        SCRUTINEER = "scrutineer"
        TELLER = "teller"
        CALLER = "caller"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="officials")
    entry = models.ForeignKey("RollEntry", models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=Role.choices)
    proposed_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    pin = models.CharField(max_length=128, blank=True)  # hashed; a scrutineer's hall PIN is handed over on paper
    replaced_at = models.DateTimeField(null=True, blank=True)  # by vote of the meeting somebody else serves

    objects = OfficialQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "entry"], condition=Q(replaced_at__isnull=True), name="official_serves_once")
        ]


class MeetingSession(models.Model):
    """One sitting. 应到会 is fixed by the vote on exclusions; the quorum is declared on the figures of that moment."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="sessions")
    number = models.PositiveIntegerField()
    held_on = models.DateTimeField()  # when it began, as a fact
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    due_fixed = models.PositiveIntegerField(null=True, blank=True)  # before those excluded who come are counted back
    exclusions_decision = models.ForeignKey("Decision", models.PROTECT, null=True, blank=True, related_name="+")
    quorum_declared_at = models.DateTimeField(null=True, blank=True)
    quorum_due = models.PositiveIntegerField(null=True, blank=True)
    quorum_present = models.PositiveIntegerField(null=True, blank=True)
    adjourned_at = models.DateTimeField(null=True, blank=True)
    adjourn_reason = models.TextField(blank=True)
    resumes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="session_number_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(adjourned_at__isnull=True, closed_at__isnull=True), name="one_session_sits_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(quorum_present__isnull=True) | Q(quorum_present__lte=models.F("quorum_due")), name="quorum_within_due"
            ),
        ]

    @property
    def sits(self) -> bool:
        return self.adjourned_at is None and self.closed_at is None

    def moment(self, at: datetime) -> datetime:
        """When in this session that happened which was typed `at`: what is typed on a later day carries the session's own."""
        return at if timezone.localdate(at) == timezone.localdate(self.held_on) else self.held_on

    @property
    def ended_at(self) -> datetime | None:
        return self.closed_at or self.adjourned_at


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def came(self) -> Self:
        """Checked in and not by mistake, whether still here or not."""
        return self.filter(undone_at=None)

    def here(self) -> Self:
        return self.came().filter(left_at=None)


class CheckIn(models.Model):
    """Somebody came. Who leaves and comes back has a second row."""

    session = models.ForeignKey(MeetingSession, models.PROTECT, related_name="check_ins")
    entry = models.ForeignKey("RollEntry", models.PROTECT, related_name="+")
    counted_back = models.BooleanField(default=False)  # was left out of the number due and came all the same
    at = models.DateTimeField()
    by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)
    left_recorded_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("Account", models.PROTECT, null=True, related_name="+")

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "entry"], condition=Q(left_at__isnull=True, undone_at__isnull=True), name="nobody_is_here_twice"
            ),
        ]


class Speech(models.Model):
    """What was said from the platform, in the order in which it was: report, introduction, speeches, questions, statement."""

    class Kind(models.TextChoices):
        OUTGOING_REPORT = "outgoing_report"  # 上届工作报告
        HOW_NOMINATED = "how_nominated"  # 候选人产生情况
        SPEECH = "speech"  # 竞职演讲
        QUESTIONS = "questions"
        STATEMENT = "statement"  # 当选人表态
        OTHER = "other"

    session = models.ForeignKey(MeetingSession, models.PROTECT, related_name="speeches")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    entry = models.ForeignKey("RollEntry", models.PROTECT, null=True, blank=True, related_name="+")
    speaker = models.CharField(max_length=60)
    began_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(default=0)
    recorded_by = models.ForeignKey("Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["began_at", "pk"]
