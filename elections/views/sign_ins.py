"""What stands behind the door: who is let in, with which second factor, and where an account is signed in."""

from datetime import timedelta

from django.contrib.auth import authenticate, login, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from elections.forms.sign_ins import OneTimeCodeForm
from elections.models import Account
from elections.queries import sign_ins as queries
from elections.queries.accounts import account_named
from elections.services import sign_ins as services
from elections.services.typed_codes import as_meant

from .access import DUE, PUBLIC, SIGNED_IN, account_of, reader_of, requires

HALF_WAY = "half_way"  # in the session: whose password was right, where to go on, until when the code may follow
HALF_WAY_FOR = timedelta(minutes=5)


@requires(PUBLIC)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def one_time_code(request: HttpRequest) -> HttpResponse:
    """The second step: the code that the authenticator shows, or one from the paper."""
    half_way = request.session.get(HALF_WAY)
    if not half_way or timezone.now().timestamp() > half_way["until"]:
        request.session.pop(HALF_WAY, None)
        return redirect("elections:sign_in")
    form = OneTimeCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = known(request, username=half_way["username"], one_time_code=form.cleaned_data["code"])
        if account is not None:
            del request.session[HALF_WAY]
            return enter(request, account, to=half_way["next"], recovery=len(as_meant(form.cleaned_data["code"])) > len("000000"))
        form.add_error("code", gettext("This code is wrong or has run out; type the one that the authenticator shows now."))
    return render(request, "elections/accounts/one_time_code.html", {"form": form})


@requires(SIGNED_IN)
@require_safe
def sign_ins(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    context = {
        "sign_ins": queries.open_sign_ins(account),
        "here": request.session.session_key,
        "has_second_factor": queries.has_second_factor(account),
        "codes_left": queries.recovery_codes_left(account),
    }
    return render(request, "elections/accounts/sign_ins.html", context)


@requires(SIGNED_IN)
@require_POST
def end_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_of(request)
    found = queries.sign_in_of(account, pk)
    if found is not None:
        services.end_sign_ins(account, actor=account, only=found)
    return redirect("elections:sign_ins")


@requires(SIGNED_IN)
@require_POST
def end_other_sign_ins(request: HttpRequest) -> HttpResponse:
    account = account_of(request)
    services.end_sign_ins(account, actor=account, but=request.session.session_key or "")
    return redirect("elections:sign_ins")


def known(request: HttpRequest, **credentials: str) -> Account | None:
    """One look at one hash. A failure for a name that exists is recorded, until the door is locked."""
    account = authenticate(request, **credentials)
    if isinstance(account, Account):
        return account
    named = account_named(credentials["username"])
    if named is not None and not getattr(request, "axes_locked_out", False):
        services.record_failed_sign_in(named)
    return None


def to_second_factor(request: HttpRequest, account: Account, to: str) -> HttpResponse:
    """The password was right; nobody is signed in before the code is."""
    request.session.cycle_key()
    until = (timezone.now() + HALF_WAY_FOR).timestamp()
    request.session[HALF_WAY] = {"username": account.username, "next": to, "until": until}
    return redirect("elections:one_time_code")


def enter(request: HttpRequest, account: Account, *, to: str = "", recovery: bool = False) -> HttpResponse:
    """Signed in: a new session id, the act recorded, and on to the page that was asked for, if it is one of ours."""
    login(request, account)
    key = _kept_key(request)
    services.record_sign_in(account, session_key=key, browser=browser_of(request), recovery=recovery)
    if queries.second_factor_is_due(account, reader_of(request).roles):
        request.session[DUE] = True
        return redirect("elections:second_factor")
    return redirect(to or next_of(request) or reverse("elections:desk"))


def follow_session(request: HttpRequest, account: Account) -> None:
    """A new password gives the session a new id; every other sign-in of the account is over."""
    update_session_auth_hash(request, account)
    services.follow_session(account, session_key=_kept_key(request), browser=browser_of(request))


def next_of(request: HttpRequest) -> str:
    """Where to go on, inside this site only."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    inside = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return target if inside else ""


def browser_of(request: HttpRequest) -> str:
    """Enough for its holder to know it again."""
    told = request.META.get("HTTP_USER_AGENT", "")
    programs = {"MicroMessenger": "微信", "Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
    machines = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS", "Linux": "Linux"}
    parts = [next((name for sign, name in table.items() if sign in told), "") for table in (programs, machines)]
    return " · ".join(part for part in parts if part)


def _kept_key(request: HttpRequest) -> str:
    request.session.save()
    return request.session.session_key or ""
