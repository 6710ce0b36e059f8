"""Where an account is signed in, and how that ends."""

from collections.abc import Iterator
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from elections.models import Account, SignIn
from elections.permissions import Role
from elections.queries.rights import roles_in_office
from elections.rules.acts import Act
from elections.rules.issues import Issue

from .acting import ActUnderWay, office_act

LONGEST_BROWSER = 60


def record_sign_in(account: Account, *, session_key: str = "", browser: str = "", recovery: bool = False) -> Account:
    """`session_key` is the session that begins; `recovery` says that a code on paper stood in for the authenticator."""
    with office_act(Act.RECORD_SIGN_IN, account.office, None) as act:
        if session_key:
            SignIn.objects.filter(session_key=session_key).delete()
            SignIn.objects.create(account=account, session_key=session_key, browser=browser[:LONGEST_BROWSER], began_at=act.now)
        act.record(account, recovery=recovery) if recovery else act.record(account)
        return account


def record_sign_out(account: Account, *, session_key: str = "") -> Account:
    with office_act(Act.RECORD_SIGN_OUT, account.office, account) as act:
        SignIn.objects.filter(account=account, session_key=session_key).delete()
        act.record(account)
        return account


def record_failed_sign_in(account: Account) -> Account:
    """Only for names that exist; a name that does not is the lock-out's matter, not the record's."""
    with office_act(Act.RECORD_FAILED_SIGN_IN, account.office, None) as act:
        act.record(account)
        return account


def end_sign_ins(account: Account, *, actor: Account, only: SignIn | None = None, but: str = "") -> int:
    """Ends the sign-in `only`, or all of them but the session `but`: the holder's own, or anybody's by the security administrator."""
    with office_act(Act.END_SIGN_INS, account.office, actor) as act:
        act.refuse(_foreign_issues(act, account, actor))
        open_ones = SignIn.objects.select_for_update().filter(account=account).exclude(session_key=but)
        ending = list(open_ones.filter(pk=only.pk) if only else open_ones)
        if not ending:
            act.repeats()
            return 0
        end_sessions([sign_in.session_key for sign_in in ending])
        act.record(account, count=len(ending))
        return len(ending)


def follow_session(account: Account, *, session_key: str, browser: str) -> None:
    """After a new password: this session goes on under a new id, all others of the account are over."""
    keys = list(SignIn.objects.filter(account=account).exclude(session_key=session_key).values_list("session_key", flat=True))
    end_sessions(keys)
    now = timezone.now() + account.office.clock_offset
    SignIn.objects.get_or_create(session_key=session_key, defaults={"account": account, "browser": browser, "began_at": now})


def session_keys(account: Account) -> list[str]:
    return list(SignIn.objects.filter(account=account).values_list("session_key", flat=True))


def end_sessions(keys: list[str]) -> None:
    """Within an act: whoever has one of these sessions is outside at the next click."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in keys:
        store(key).delete()
    SignIn.objects.filter(session_key__in=keys).delete()


def forget_expired() -> int:
    """Sign-ins whose session has run out, and the sessions themselves."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return SignIn.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]


def _foreign_issues(act: ActUnderWay, account: Account, actor: Account) -> Iterator[Issue]:
    if account != actor and Role.SECURITY_ADMINISTRATOR not in roles_in_office(actor, act.office, act.now):
        yield Issue("sign_in_of_another", {})
