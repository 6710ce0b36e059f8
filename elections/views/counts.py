"""计票: two tellers type each batch, neither seeing the other's figures; the scrutineer settles what differs; then the count is signed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from elections.forms import counts as forms
from elections.messages import sentences_of
from elections.places import HALL
from elections.queries import counts as queries
from elections.queries import rounds
from elections.rules.acts import Act
from elections.rules.calling import read_batch
from elections.rules.issues import RuleViolation
from elections.services.files import read
from elections.services.running_tally import show_running_tally

from .access import account_of, requires
from .acts import Asked, act_page
from .files import attachment
from .hall import hall_page
from .places import standing
from .rounds import to_round


@requires(HALL.readers)
@require_safe
def count_desk(request: HttpRequest, code: str) -> HttpResponse:
    """To the round that is being counted; without one the page says what to wait for."""
    at = standing(request, code)
    closed = [state for state in rounds.round_states(at.election) if state.step in ("counting", "deciding")]
    if closed:
        return redirect("elections:count", code, closed[-1].round.pk)
    return hall_page(at, "count", "elections/counts/no_round.html", {})


@requires(HALL.readers)
@require_safe
def count(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    at = standing(request, code)
    state = rounds.round_state(at.election, pk)
    if state is None:
        raise Http404
    batches = queries.batch_states(state.round) if state.round.closed_at else []
    context = {
        "state": state,
        "batches": batches,
        "mine": {item.batch.number for item in batches for sheet in item.entries if sheet.entered_by_id == account_of(request).pk},
        "next_batch": max([item.batch.number for item in batches], default=0) + 1,
        "to_count": queries.papers_to_count(state.round, batches),
        "issues": list(queries.count_issues(state.round)),
        "totals": queries.shown_totals(state.round),
        "signature": queries.standing_signature(state.round),
        "reopened": queries.reopened_signatures(state.round),
    }
    return hall_page(at, "count", "elections/counts/count.html", context)


@requires(Act.ENTER_TALLY)
@require_POST
def running_tally(request: HttpRequest, code: str, pk: int, batch: int) -> HttpResponse:
    """What has been called of this batch so far: for whoever types it, and on the picture for the hall. Nothing of it is recorded."""
    at = standing(request, code)
    hand = queries.batch_at_hand(at.election, pk, batch)
    if hand is None:
        raise Http404
    contests = queries.paper_contests(hand.round)
    marks, issues = read_batch(list(contests.values()), queries.printed_numbers(hand.round), request.POST.get("called", ""))
    totals = queries.tally_ballots(hand.round, marks)
    refused = sentences_of(issues)
    if queries.is_live(hand.round) and not issues:
        try:
            show_running_tally(hand.round, batch, totals, actor=account_of(request))
        except RuleViolation as said:
            refused = sentences_of(said.issues)
    return render(request, "elections/counts/running.html", {"ballots": len(marks), "totals": totals.values(), "sentences": refused})


@requires(Act.ATTEST_COUNT)
@require_safe
def signed_report(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The photograph of the signed report, for whoever compares it with the figures."""
    at = standing(request, code)
    round = rounds.round_of(at.election, pk)
    signature = queries.standing_signature(round) if round else None
    if signature is None or signature.scan is None:
        raise Http404
    return attachment(read(signature.scan), signature.scan, signature.scan.name)


def _to_count(asked: Asked, result: Any = None) -> str:
    round = asked.subject.round if isinstance(asked.subject, queries.BatchAtHand) else asked.subject
    return reverse("elections:count", args=[asked.election.code if asked.election else "", round.pk])


enter_tally = act_page(
    forms.EnterTallyForm, subject=queries.batch_at_hand, back=_to_count, cancel=_to_count, template="elections/counts/enter.html"
)
enter_called = act_page(
    forms.CalledBallotsForm, subject=queries.batch_at_hand, back=_to_count, cancel=_to_count, template="elections/counts/called.html"
)
settle_tally = act_page(
    forms.SettleTallyForm, subject=queries.batch_at_hand, back=_to_count, cancel=_to_count, template="elections/counts/settle.html"
)
attest_count = act_page(
    forms.AttestCountForm, subject=rounds.round_of, back=to_round, cancel=_to_count, template="elections/counts/attest.html"
)
reopen_count = act_page(
    forms.ReopenCountForm, subject=rounds.round_of, back=_to_count, cancel=_to_count, template="elections/hall/act.html"
)
