"""The second factor of an account: an authenticator (TOTP, RFC 6238) with recovery codes on paper."""

import base64
import hashlib
import hmac
import re
from collections.abc import Collection, Iterator

import pyotp
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from elections.models import Account, Organisation, RecoveryCode, SecondFactor
from elections.permissions import Role
from elections.rules.acts import Act
from elections.rules.issues import Issue

from .acting import office_act
from .typed_codes import SMALL, as_meant, new_code

STEP = 30  # seconds that a code stands for
RECOVERY_CODES = 10
RECOVERY_LENGTH = 12
SECRET = re.compile("[A-Z2-7]{32}")  # as new_secret makes it


def new_secret() -> str:
    """Not stored yet: it is kept once a code made with it has been typed."""
    return pyotp.random_base32()


def enrolment_address(account: Account, secret: str) -> str:
    """What the authenticator reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name=account.office.name)


def add_second_factor(account: Account, *, actor: Account, secret: str, code: str) -> list[str]:
    """The holder alone adds one, with a code that proves it works. Returns the recovery codes, which are shown this once."""
    step = _step_of(secret, as_meant(code), after=0) if SECRET.fullmatch(secret) else None
    codes = _new_codes()
    with office_act(Act.ADD_SECOND_FACTOR, account.office, actor) as act:
        act.refuse(_own_issues(account, actor))
        act.refuse([] if step else [Issue("one_time_code_wrong", {})])
        SecondFactor.objects.filter(account=account).delete()
        factor = SecondFactor.objects.create(account=account, secret=_sealed(secret), last_step=step or 0, added_at=act.now)
        _keep(factor, codes)
        act.record(account)
        return codes


def remove_second_factor(account: Account, *, actor: Account) -> None:
    """The holder's own act, with the password; who lost the authenticator and the codes gets a new paper slip instead."""
    with office_act(Act.REMOVE_SECOND_FACTOR, account.office, actor) as act:
        act.refuse([*_own_issues(account, actor), *_due_issues(account)])
        if not SecondFactor.objects.filter(account=account).exists():
            act.repeats()
            return
        SecondFactor.objects.filter(account=account).delete()
        act.record(account)


def renew_recovery_codes(account: Account, *, actor: Account) -> list[str]:
    """New codes on paper; the old ones are good for nothing from now on."""
    codes = _new_codes()
    with office_act(Act.RENEW_RECOVERY_CODES, account.office, actor) as act:
        factor = SecondFactor.objects.select_for_update().filter(account=account).first()
        act.refuse([*_own_issues(account, actor), *([] if factor else [Issue("no_second_factor", {})])])
        assert factor is not None  # refused above
        factor.recovery_codes.all().delete()
        _keep(factor, codes)
        act.record(account)
        return codes


def require_second_factor(office: Organisation, roles: Collection[Role], *, actor: Account) -> Organisation:
    """The roles whose holders need a second factor, from their next sign-in on."""
    wanted = sorted(role.value for role in roles)
    with office_act(Act.REQUIRE_SECOND_FACTOR, office, actor) as act:
        if act.office.second_factor_roles == wanted:
            act.repeats()
            return act.office
        act.office.second_factor_roles = wanted
        act.office.save(update_fields=["second_factor_roles"])
        act.record(act.office, roles=wanted)
        return act.office


def use_code(account: Account, code: str) -> bool:
    """Whether a code of the authenticator or of the paper is right; it is used up with it. The sign-in that follows is the act."""
    typed = as_meant(code).lower()  # the codes on paper are in small letters
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(account=account).first()
        if factor is None:
            return False
        step = _step_of(_opened(factor.secret), typed, after=factor.last_step)
        if step:
            SecondFactor.objects.filter(pk=factor.pk).update(last_step=step)
            return True
        return RecoveryCode.objects.filter(factor=factor, digest=_digest(typed)).delete()[0] == 1


def _step_of(secret: str, code: str, *, after: int) -> int | None:
    """The time step that the code belongs to: now, the one before or the one after, for a clock that is a little off."""
    now = int(timezone.now().timestamp()) // STEP
    totp = pyotp.TOTP(secret, interval=STEP)
    found = [step for step in (now - 1, now, now + 1) if hmac.compare_digest(totp.at(step * STEP).encode(), code.encode())]
    return next((step for step in found if step > after), None)


def _own_issues(account: Account, actor: Account) -> Iterator[Issue]:
    if account != actor:
        yield Issue("second_factor_of_another", {})


def _due_issues(account: Account) -> Iterator[Issue]:
    wanted = set(account.office.second_factor_roles)
    held = account.appointments.in_force(timezone.now() + account.office.clock_offset).values_list("role", flat=True)
    for role in sorted(wanted & set(held)):
        yield Issue("second_factor_required", {"role": role})


def _new_codes() -> list[str]:
    return [new_code(RECOVERY_LENGTH, SMALL) for _ in range(RECOVERY_CODES)]


def _keep(factor: SecondFactor, codes: list[str]) -> None:
    RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, digest=_digest(code)) for code in codes)


def _digest(code: str) -> str:
    """The codes are long and random, so one keyed hash is enough; none of them can be told from the database alone."""
    return hmac.new(settings.SECRET_KEY.encode(), b"recovery:" + code.encode(), hashlib.sha256).hexdigest()


def _keys() -> MultiFernet:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second factor:" + key.encode()).digest())) for key in keys])


def _sealed(secret: str) -> str:
    return _keys().encrypt(secret.encode()).decode()


def _opened(sealed: str) -> str:
    return _keys().decrypt(sealed.encode()).decode()
