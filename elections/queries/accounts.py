from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Lower

from elections.models import Account
from elections.rules.codes import sign_in_name


def account_named(username: str) -> Account | None:
    return Account.objects.select_related("office").filter(username=username, closed_at=None).first()


def name_of_account(typed: str) -> str:
    """The user name that somebody at the door means, known or not: one question either way, and wrong tries are counted by it. A name that
    was kept with capitals before they made no difference is found as well."""
    meant = sign_in_name(typed)
    found = list(Account.objects.filter(Q(username=typed) | Q(username__iexact=meant)).values_list("username", flat=True))
    return typed if typed in found else found[0] if found else meant


def taken_usernames(names: Iterable[str]) -> set[str]:
    """Of these, whichever an account has already, with whatever capitals."""
    return set(Account.objects.annotate(kept=Lower("username")).filter(kept__in=[*names]).values_list("kept", flat=True))
