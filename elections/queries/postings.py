"""张贴处: where the papers of an election hang, and which of them are hung up: notices, announcements and the announced result."""

from datetime import datetime

from django.db.models import Count, Q

from elections.models import Document, Election, MilestoneRecord, Notice, Posting
from elections.rules.acts import Milestone


def posting_of(election: Election, pk: int) -> Posting | None:
    ours = Q(notice__election=election) | Q(document__election=election)
    return Posting.objects.select_related("notice", "document", "photo").filter(ours, pk=pk).first()


def places_known(election: Election) -> list[str]:
    """Where papers of this community hung before, the usual places first."""
    community = election.community_id
    hung = Posting.objects.filter(Q(notice__election__community=community) | Q(document__election__community=community)).order_by()
    counted = hung.values("place").annotate(times=Count("pk")).order_by("-times", "place")
    return [row["place"] for row in counted]


def announced_result(election: Election) -> Document | None:
    """结果公告, once the result is announced."""
    record = _published(election)
    found = Document.objects.filter(election=election, pk=record.facts.get("document") or 0) if record else Document.objects.none()
    return found.select_related("election__cycle__office", "pdf", "stamped_copy").first()


def result_postings(election: Election) -> list[Posting]:
    paper = announced_result(election)
    return list(paper.postings.order_by("posted_at", "pk")) if paper else []


def public_photo(election: Election, pk: int) -> Posting | None:
    """Of the announced result alone: a photograph of a notice shows names, which are public no longer than it stands."""
    return next((posting for posting in result_postings(election) if posting.pk == pk), None)


def hung_since(hung: Notice | Document) -> datetime | None:
    """When it was posted; None for a paper that is not out."""
    if isinstance(hung, Notice):
        return hung.posted_at
    record = _published(hung.election) if hung.election else None
    return record.fact_at if record and record.facts.get("document") == hung.pk else None


def _published(election: Election) -> MilestoneRecord | None:
    return MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.RESULT_PUBLISHED).first()
