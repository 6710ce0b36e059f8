"""Each form is done once, however often it is sent. No act of the office: nothing of it is recorded, and it is forgotten after a day."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from elections.models import Account, Submission

KEPT_FOR = timedelta(days=1)


def take(token: str, account: Account) -> bool:
    """Whether this is the first time. Of two that are sent at the same moment one is the first."""
    try:
        with transaction.atomic():
            Submission.objects.create(token=token, account=account, at=timezone.now())
    except IntegrityError:
        return False
    return True


def is_taken(token: str, account: Account) -> bool:
    """What this account sent with it is done."""
    return bool(token) and Submission.objects.filter(token=token, account=account).exists()


def give_back(token: str) -> None:
    """The rules refused, or something broke: the same form may be sent again."""
    Submission.objects.filter(token=token).delete()


def forget_old() -> int:
    return Submission.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]
