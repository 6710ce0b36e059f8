"""动员: who leads, who was trained, what was put up, and who was reached."""

from typing import Self

from django.db import models


class LeadingGroupQuerySet(models.QuerySet["LeadingGroup"]):
    def standing(self) -> Self:
        return self.filter(ended_at=None)


class LeadingGroup(models.Model):
    """工作领导小组 of the street (no election), or 指导小组 of one community. A new composition ends the one before."""

    cycle = models.ForeignKey("Cycle", models.PROTECT, related_name="leading_groups")
    election = models.ForeignKey("Election", models.PROTECT, null=True, blank=True, related_name="leading_groups")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LeadingGroupQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle"], condition=models.Q(ended_at=None, election=None), name="one_standing_leading_group_of_the_street"
            ),
            models.UniqueConstraint(
                fields=["election"],
                condition=models.Q(ended_at=None, election__isnull=False),
                name="one_standing_guidance_group_per_election",
            ),
        ]


class GroupMember(models.Model):
    class Part(models.TextChoices):
        LEADER = "leader"  # 组长
        DEPUTY = "deputy"  # 副组长
        MEMBER = "member"

    class Section(models.TextChoices):
        ORGANISATION = "organisation"  # 组织组
        PUBLICITY = "publicity"  # 宣传组
        LOGISTICS = "logistics"  # 后勤组

    group = models.ForeignKey(LeadingGroup, models.PROTECT, related_name="members")
    name = models.CharField(max_length=40)
    post = models.CharField(max_length=80, blank=True)
    part = models.CharField(max_length=8, choices=Part.choices, default=Part.MEMBER)
    section = models.CharField(max_length=12, choices=Section.choices, blank=True)
    heads_section = models.BooleanField(default=False)
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["order", "pk"]


class LeaderDutyQuerySet(models.QuerySet["LeaderDuty"]):
    def standing(self) -> Self:
        return self.filter(ended_at=None)


class LeaderDuty(models.Model):
    """街道领导联系社区: one leader answers for one community."""

    election = models.ForeignKey("Election", models.PROTECT, related_name="leader_duties")
    name = models.CharField(max_length=40)
    post = models.CharField(max_length=80, blank=True)
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey("Account", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LeaderDutyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["election"], condition=models.Q(ended_at=None), name="one_standing_leader_per_election")
        ]


class LeaderPresence(models.Model):
    """三个必到: planning, the mobilisation meeting, the election meeting."""

    class Occasion(models.TextChoices):
        PLANNING = "planning"
        MOBILISATION_MEETING = "mobilisation_meeting"
        ELECTION_MEETING = "election_meeting"

    duty = models.ForeignKey(LeaderDuty, models.PROTECT, related_name="presences")
    occasion = models.CharField(max_length=24, choices=Occasion.choices)
    attended_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["attended_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["duty", "occasion"], name="leader_present_once_per_occasion")]


class Training(models.Model):
    """业务培训会, 小结会, 交流观摩: counted by level and attendance."""

    class Kind(models.TextChoices):
        TRAINING = "training"
        WRAP_UP = "wrap_up"
        EXCHANGE = "exchange"

    class Level(models.TextChoices):
        STREET = "street"
        COMMUNITY = "community"
        BRANCH = "branch"

    cycle = models.ForeignKey("Cycle", models.PROTECT, related_name="trainings")
    community = models.ForeignKey("Organisation", models.PROTECT, null=True, blank=True, related_name="trainings")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    level = models.CharField(max_length=10, choices=Level.choices)
    topic = models.CharField(max_length=120)
    held_at = models.DateTimeField()
    attended = models.PositiveIntegerField()
    evidence = models.ForeignKey("StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["held_at", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(attended__gte=1), name="a_training_has_somebody_in_it")]


class PublicityItem(models.Model):
    """宣传台账: what was put up or handed out, how many, where, with its evidence."""

    class Kind(models.TextChoices):
        LETTER = "letter"  # 公开信
        BANNER = "banner"  # 横幅
        BLACKBOARD = "blackboard"  # 黑板报
        NOTICE_COLUMN = "notice_column"  # 宣传栏
        SCREEN = "screen"  # 电子屏
        CHAT_GROUP = "chat_group"  # QQ群、微信群
        BROADCAST = "broadcast"
        OTHER = "other"

    election = models.ForeignKey("Election", models.PROTECT, related_name="publicity")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    quantity = models.PositiveIntegerField()
    place = models.CharField(max_length=120, blank=True)
    done_at = models.DateTimeField()
    reached = models.PositiveIntegerField(null=True, blank=True)  # people, where they can be counted
    evidence = models.ForeignKey("StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["done_at", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(quantity__gte=1), name="publicity_has_a_quantity")]


class Contact(models.Model):
    """点对点联系: one attempt to reach one member. The newest says how things stand."""

    class Manner(models.TextChoices):
        LETTER = "letter"
        TELEPHONE = "telephone"
        VISIT = "visit"
        RELATIVES = "relatives"
        MESSAGE = "message"

    class Wish(models.TextChoices):
        """Which day suits the member for the election meeting."""

        REST_DAY = "rest_day"
        WORKING_DAY = "working_day"
        ANY = "any"

    entry = models.ForeignKey("RollEntry", models.PROTECT, related_name="contacts")
    manner = models.CharField(max_length=10, choices=Manner.choices)
    reached = models.BooleanField()
    away = models.BooleanField(default=False)
    needs_fetching = models.BooleanField(default=False)
    wish = models.CharField(max_length=12, choices=Wish.choices, blank=True)
    by_name = models.CharField(max_length=40, blank=True)  # who of the group keeps in touch
    contacted_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("Account", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["contacted_at", "pk"]
