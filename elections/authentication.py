"""Who is at the door: a password, or the code of a paper slip at the first sign-in.

Every attempt costs exactly one hash, whether the name exists or not, so that nobody learns names from the time an answer takes.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest

from elections.models import Account


class PasswordBackend(ModelBackend):
    """Django's own check, which spends one hash on an unknown name too."""

    def user_can_authenticate(self, user: Any) -> bool:
        """A demonstration account is refused wherever others than this machine can reach the door."""
        return user.is_active and (settings.DEMONSTRATION_PASSWORDS_ALLOWED or not user.demonstration)


class PaperSlipBackend(PasswordBackend):
    """Takes no password, so that Django asks it only when a code was given."""

    def authenticate(self, request: HttpRequest | None, *, username: str, slip_code: str) -> Account | None:  # type: ignore[override]
        account = Account.objects.filter(username=username).first()
        code = slip_code.strip().upper()
        if account is None or not account.first_sign_in_code:
            make_password(code)
            return None
        right = check_password(code, account.first_sign_in_code)
        return account if right and self.user_can_authenticate(account) else None
