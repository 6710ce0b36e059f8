"""首次启用: whoever stands at the console of an empty installation reads a code there, and founds the office with it in the browser.

The code is kept as a hash, is good for a day, once, and for few wrong tries; each start of the program makes a new one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from elections.models import Account, Founding, Organisation
from elections.rules.issues import Issue, refuse_if

from .accounts import change_password, found_administrators
from .organisations import found_office
from .pinyin import address_of
from .typed_codes import as_meant, new_code

CODE_LENGTH = 12
GOOD_FOR = timedelta(hours=24)
MOST_TRIES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOffice:
    """The street, and who is its first administrator. Without a `code` the street's short name is made from its name."""

    name: str
    title: str
    superior_name: str
    display_name: str
    username: str
    password: str
    code: str = ""


def renew_founding_code() -> str:
    """A new code in place of the one before, in the clear this once: for the console."""
    code = new_code(CODE_LENGTH)
    hashed = make_password(code)
    with transaction.atomic():
        refuse_if(_founded_issues())
        Founding.objects.all().delete()
        Founding.objects.create(code=hashed, made_at=timezone.now())
    return code


def begin_office(code: str, wanted: FirstOffice) -> Account:
    """The street and its first administrator, whole or not at all; the code is used up."""
    _use_try(code)
    with transaction.atomic():
        refuse_if(_founded_issues())
        refuse_if([] if Founding.objects.select_for_update().exists() else [Issue("founding_code_void", {})])
        office = found_office(
            code=wanted.code or address_of(wanted.name), name=wanted.name, title=wanted.title, superior_name=wanted.superior_name
        )
        account, slip = found_administrators(office, username=wanted.username, display_name=wanted.display_name)
        change_password(account, actor=account, password=wanted.password, code=slip)
        Founding.objects.all().delete()
    return account


def _use_try(code: str) -> None:
    """A wrong try counts, whatever becomes of the rest. The hash is looked at only while tries are left."""
    taken = Founding.objects.filter(made_at__gt=timezone.now() - GOOD_FOR, wrong_tries__lt=MOST_TRIES).update(
        wrong_tries=F("wrong_tries") + 1
    )
    founding = Founding.objects.first() if taken else None
    if founding is None:
        make_password(code)
        refuse_if([Issue("founding_code_void", {})])
    elif not check_password(as_meant(code), founding.code):
        refuse_if([Issue("founding_code_wrong", {"left": MOST_TRIES - founding.wrong_tries})])
    else:
        Founding.objects.filter(pk=founding.pk).update(wrong_tries=F("wrong_tries") - 1)


def _founded_issues() -> Iterator[Issue]:
    if Organisation.objects.streets().exists():
        yield Issue("office_founded_before", {})
