"""Who is at the door: a password, or the code of a paper slip at the first sign-in.

Every attempt costs exactly one hash, whether the name exists or not, so that nobody learns names from the time an answer takes.
"""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.db.models import Sum
from django.http import HttpRequest
from django.utils.translation import gettext

from elections.models import Account
from elections.services.accounts import check_first_sign_in_code
from elections.services.second_factors import use_code


class LongEnough(MinimumLengthValidator):
    """Django's own sentence is English here: its Chinese catalogue still knows the one before."""

    def get_error_message(self) -> str:
        return gettext("This password is too short: it needs at least %(least)d characters.") % {"least": self.min_length}


class PasswordBackend(ModelBackend):
    """Django's own check, which spends one hash on an unknown name too."""

    def get_user(self, user_id: int) -> Account | None:
        """With the office, which every page asks for."""
        account = Account.objects.select_related("office").filter(pk=user_id).first()
        return account if account is not None and self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """A demonstration account is refused wherever others than this machine can reach the door."""
        return user.is_active and (settings.DEMONSTRATION_PASSWORDS_ALLOWED or not user.demonstration)


class PaperSlipBackend(PasswordBackend):
    """Takes no password, so that Django asks it only when a code was given."""

    def authenticate(self, request: HttpRequest | None, *, username: str, slip_code: str) -> Account | None:  # type: ignore[override]
        account = Account.objects.filter(username=username).first()
        if account is None or not account.first_sign_in_code:
            make_password(slip_code)
            return None
        right = check_first_sign_in_code(account, slip_code)
        return account if right and self.user_can_authenticate(account) else None


class OneTimeCodeBackend(PasswordBackend):
    """The second step, after the password was right: the code of the authenticator, or one from the paper."""

    def authenticate(self, request: HttpRequest | None, *, username: str, one_time_code: str) -> Account | None:  # type: ignore[override]
        account = Account.objects.filter(username=username).first()
        if account is None or not self.user_can_authenticate(account):
            return None
        return account if use_code(account, one_time_code) else None


class DoorLock(AxesDatabaseHandler):
    """How many wrong tries lock the door for a while: few for one name from one place, more for one name from anywhere and for one
    place with any names, so that a hall behind one address is not locked out by one colleague's slips."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """In units of AXES_FAILURE_LIMIT, whichever of the three limits is nearest."""
        weighed = [
            (attempts.aggregate(tries=Sum("failures_since_start"))["tries"] or 0) * settings.AXES_FAILURE_LIMIT // limit
            for attempts, limit in zip(self.get_user_attempts(request, credentials), settings.DOOR_LIMITS, strict=True)
        ]
        return max(weighed)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """After the right password: the tries of this name from this place. Those of others stay counted."""
        deleted: int = self.filter_user_attempts(request, credentials)[0].delete()[0]
        return deleted
