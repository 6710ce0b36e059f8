"""What waits for the street: requests to answer, late entries to confirm."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from elections.models import Document, Election, MilestoneRecord, Reply, Request, ResultReport
from elections.permissions import Role
from elections.rules.acts import Milestone

from .documents import documents_for


def waiting_requests(elections: Iterable[Election]) -> QuerySet[Request]:
    """The oldest first: it has waited longest."""
    return requests_of(elections).filter(state=Request.State.SUBMITTED).order_by("submitted_at", "pk")


@dataclass(frozen=True, slots=True)
class Answered:
    request: Request
    answer: Reply | None


def answered_requests(elections: Iterable[Election], most: int) -> list[Answered]:
    """The newest first, each with its last answer."""
    found = requests_of(elections).exclude(state=Request.State.SUBMITTED).order_by("-submitted_at", "-pk")
    return answers_of(found[:most])


def answers_of(requests: Iterable[Request]) -> list[Answered]:
    """Each with its last answer, if there is one; the requests come from `requests_of`, which brings the answers along."""
    return [Answered(request, next(iter(reversed(request.replies.all())), None)) for request in requests]


def requests_of(elections: Iterable[Election]) -> QuerySet[Request]:
    replies = Prefetch("replies", Reply.objects.select_related("replied_by", "scan"))
    found = Request.objects.filter(election__in=list(elections))
    return found.select_related("election__community", "election__cycle__office", "submitted_by", "document").prefetch_related(replies)


def papers_of(request: Request, held: Collection[Role]) -> list[Document]:
    """What the request carries, as far as these roles may open it: its own paper; of a result the three papers."""
    assert request.election is not None
    reports = ResultReport.objects.filter(request=request).values_list("report", "form", "summary")
    carried = {request.document_id, *(paper for papers in reports for paper in papers)}
    return [document for document in documents_for(request.election, held) if document.pk in carried]


def result_to_approve(election: Election) -> Request | None:
    """The report that the superior has approved with number and scan, while the election does not say so yet."""
    reports = ResultReport.objects.standing().filter(election=election)
    found = Request.objects.filter(result_report__in=reports, state=Request.State.APPROVED).last()
    done = MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.APPROVAL_RECEIVED).exists()
    if found is None or done:
        return None
    answered = Reply.objects.filter(request=found, kind=Reply.Kind.APPROVED, scan__isnull=False).exclude(number="")
    return found if answered.exists() else None
