"""电子投票: the code on the slip is the bearer. No session, no cookie, no account, no address; the only thing written is the ballot.

These pages are reached past the session (`elections.middleware.BoothApart`). There is no cookie that a foreign page could abuse, so no
form needs a token against it: whoever sends a ballot has to send its one-time code.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from elections.forms.layouts import refuse
from elections.forms.voting import CodeForm, VotingForm
from elections.models import BallotRound
from elections.queries.voting import electronic_voting_is_allowed
from elections.rules.issues import Issue, RuleViolation
from elections.services.ballots import ballot_issues, cast_ballot, is_received, round_of_code
from elections.services.guesses import guesses_are_spent, note_wrong_code

from .access import PUBLIC, requires

MINUTE = 60


@requires(PUBLIC)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def booth(request: HttpRequest) -> HttpResponse:
    """GET asks for the code. POST shows the ballot, then what was chosen, then casts it."""
    if not electronic_voting_is_allowed():
        return _page(request, "voting/closed.html", {}, status=404)
    if request.method != "POST":
        return _page(request, "voting/code.html", {"form": CodeForm()})
    asked = CodeForm(request.POST)
    if not asked.is_valid():
        return _page(request, "voting/code.html", {"form": asked})
    if guesses_are_spent():
        refuse(asked, [Issue("ballot_codes_guessed", {})])
        answer = _page(request, "voting/code.html", {"form": asked}, status=429)
        answer.headers["Retry-After"] = str(MINUTE)
        return answer
    round = round_of_code(asked.cleaned_data["code"])
    if round is None and is_received(asked.cleaned_data["code"]):
        return _page(request, "voting/done.html", {"again": True})
    if round is None:
        note_wrong_code()
        refuse(asked, [Issue("ballot_code_unknown", {})])
        return _page(request, "voting/code.html", {"form": asked})
    return _with_ballot(request, asked.cleaned_data["code"], round)


@requires(PUBLIC)
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Shows nothing of the ballot, and is the same for everybody."""
    return _page(request, "voting/done.html", {})


def _with_ballot(request: HttpRequest, code: str, round: BallotRound) -> HttpResponse:
    step = request.POST.get("step", "")
    if step not in ("check", "change", "cast"):
        return _ballot(request, VotingForm(round=round, code=code))
    form = VotingForm(request.POST, round=round, code=code)
    if not form.is_valid() or step == "change":
        return _ballot(request, form)
    issues = ballot_issues(round, form.marks())
    if issues:
        refuse(form, issues)
        return _ballot(request, form)
    if step == "check":
        return _page(request, "voting/check.html", {"form": form})
    try:
        cast_ballot(code, form.marks())
    except RuleViolation as refused:
        if is_received(code):  # pressed twice: the other one was faster
            return redirect("elections:booth_done")
        refuse(form, refused.issues)
        return _ballot(request, form)
    return redirect("elections:booth_done")


def _ballot(request: HttpRequest, form: VotingForm) -> HttpResponse:
    return _page(request, "voting/ballot.html", {"form": form})


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    answer = render(request, template, context, status=status)
    patch_cache_control(answer, no_store=True, private=True)
    return answer
