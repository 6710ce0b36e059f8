"""What waits for the street: requests to answer, late entries to confirm."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from elections.models import Election, Reply, Request


def waiting_requests(elections: Iterable[Election]) -> QuerySet[Request]:
    """The oldest first: it has waited longest."""
    return requests_of(elections).filter(state=Request.State.SUBMITTED).order_by("submitted_at", "pk")


@dataclass(frozen=True, slots=True)
class Answered:
    request: Request
    answer: Reply


def answered_requests(elections: Iterable[Election], most: int) -> list[Answered]:
    """The newest first, each with its last answer."""
    found = requests_of(elections).exclude(state=Request.State.SUBMITTED).order_by("-submitted_at", "-pk")
    return [Answered(request, list(request.replies.all())[-1]) for request in found[:most]]


def requests_of(elections: Iterable[Election]) -> QuerySet[Request]:
    replies = Prefetch("replies", Reply.objects.select_related("replied_by", "scan"))
    found = Request.objects.filter(election__in=list(elections))
    return found.select_related("election__community", "election__cycle__office", "submitted_by", "document").prefetch_related(replies)
