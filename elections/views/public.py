"""Pages for everybody: no account, no JavaScript."""

import inspect
from itertools import groupby
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from elections.documents.words import party_name
from elections.models import Election, Notice
from elections.panels import panels_for
from elections.queries import notices, public, timeline
from elections.queries.attendance import turnout
from elections.queries.clock import election_now
from elections.queries.foundings import is_founded
from elections.queries.postings import result_postings
from elections.rules import audit_chain
from elections.services.notice_copies import text_to_paste
from elections.services.notice_papers import issuing_organisation
from elections.services.records import lines_of

from .access import PUBLIC, requires
from .records import download

ACTS_ON_A_PAGE = 100


@requires(PUBLIC)
@require_safe
def communities(request: HttpRequest) -> HttpResponse:
    if not is_founded():
        return redirect("elections:begin")
    cards = public.community_cards(public.public_elections())
    cycles = [(cycle, list(group)) for cycle, group in groupby(cards, key=lambda card: card.row.election.cycle)]
    running = [(card.row.election, item) for card in cards for item in card.running]
    running.sort(key=lambda pair: pair[1].notice.closes_at)
    return render(request, "public/communities.html", {"cycles": cycles, "running": running})


@requires(PUBLIC)
@require_safe
def election(request: HttpRequest, code: str) -> HttpResponse:
    found = _election(code)
    now = election_now(found)
    context = {
        "election": found,
        "anew": public.opened_anew(found),
        "now": now,
        "steps": timeline.phase_bar(found),
        "running": public.running_notices(found, now),
        "past": public.past_notices(found, now),
        "contests": public.slate(found),
        "result": public.published_result(found),
        "approved_on": public.approved_on(found),
        "postings": result_postings(found),
        "votes": public.published_votes(found),
        "turnout": turnout(found),
        "panels": panels_for("public", found, now),
        "documents": public.public_documents(found),
        "chain": timeline.election_chain(found),
    }
    return render(request, "public/election.html", context)


@requires(PUBLIC)
@require_safe
def notice(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One notice while it stands, names included; after its end its page is gone."""
    found = _election(code)
    now = election_now(found)
    item = next((item for item in public.running_notices(found, now) if item.notice.pk == pk), None)
    if item is None:
        return _notice_over(request, found, pk)
    paper = next((document for document in public.public_documents(found) if document.pk == item.notice.document_id), None)
    issuer = issuing_organisation(found, item.notice.issuer)
    signer = party_name(issuer.name, issuer.title, "" if issuer == found.office else found.office.name)
    context = {"election": found, "item": item, "notice": item.notice, "paper": paper, "signer": signer, "text": text_to_paste(item.notice)}
    return render(request, "public/notice.html", context)


@requires(PUBLIC)
@require_safe
def record(request: HttpRequest, code: str) -> HttpResponse:
    found = _election(code)
    chain = timeline.election_chain(found)
    text = request.GET.get("upto", "")
    upto = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None
    context = {
        "election": found,
        "chain": chain,
        "milestones": timeline.standing_milestones(found),
        "objections": notices.objection_counts(found),
        "acts": timeline.recorded_acts(chain, newest=ACTS_ON_A_PAGE, upto=upto),
    }
    return render(request, "public/record.html", context)


@requires(PUBLIC)
@require_safe
def record_file(request: HttpRequest, code: str) -> HttpResponse:
    """The chain as it stands, byte for byte what the verifier reads."""
    found = _election(code)
    content = b"".join(lines_of(timeline.election_chain(found)))
    return download(content, f"audit-{found.code}.jsonl", "application/jsonl")


@requires(PUBLIC)
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    return render(request, "public/verify.html")


@requires(PUBLIC)
@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The checking program itself: one file that needs nothing but Python."""
    return download(Path(inspect.getfile(audit_chain)).read_bytes(), "audit_chain.py", "text/x-python")


def _election(code: str) -> Election:
    found = public.public_election(code)
    if found is None:
        raise Http404
    return found


def _notice_over(request: HttpRequest, found: Election, pk: int) -> HttpResponse:
    over: Notice | None = next((item for item in public.past_notices(found, election_now(found)) if item.pk == pk), None)
    if over is None:
        raise Http404
    return render(request, "public/notice_over.html", {"election": found, "notice": over}, status=410)
