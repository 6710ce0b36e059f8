from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from elections.permissions import Role


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(username=username)


class Account(AbstractBaseUser):
    """Somebody who signs in. A candidate has none: the clerk enters from printed sheets."""

    username = models.CharField(max_length=40, unique=True)
    display_name = models.CharField(max_length=40)
    office = models.ForeignKey("Organisation", models.PROTECT, related_name="accounts")
    language = models.CharField(max_length=10, default="zh-hans")
    first_sign_in_code = models.CharField(max_length=128, blank=True)  # hashed; empty once used
    demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.display_name

    @property
    def is_active(self) -> bool:
        return self.closed_at is None


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, at: datetime) -> Self:
        return self.filter(models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=at), begins_at__lte=at)


class Appointment(models.Model):
    """One role of one account in one organisation; hall roles and observers may be tied to one election."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=24, choices=[(role.value, role.value) for role in Role])
    organisation = models.ForeignKey("Organisation", models.PROTECT, related_name="appointments")
    election = models.ForeignKey("Election", models.PROTECT, null=True, blank=True, related_name="appointments")
    identity = models.CharField(max_length=60, blank=True)  # e.g. people's congress deputy, retired comrade
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    appointed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["account", "role"])]


class ConflictOfInterest(models.Model):
    """From consent on, the account of a nominee loses what touches the own candidacy; it comes back on withdrawal."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="conflicts")
    election = models.ForeignKey("Election", models.PROTECT, related_name="conflicts")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
