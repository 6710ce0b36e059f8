"""Which documents a role may open: each kind has its audience."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from elections.models import Document, Election, MilestoneRecord, Notice, ResultReport
from elections.permissions import Role
from elections.rules.acts import Milestone

from .scope import AUDIT_ROLES, COMMUNITY_DESK, STREET_DESK

OUT_OF_THE_HOUSE = (Document.State.STAMPED, Document.State.POSTED, Document.State.FILED)
EVERYBODY = ("public", "residents", "members")

OPEN_TO: Mapping[Role, tuple[str, ...]] = {
    **dict.fromkeys(AUDIT_ROLES, (*EVERYBODY, "observers")),
    **dict.fromkeys(COMMUNITY_DESK, (*EVERYBODY, "observers", "community_office")),
    **dict.fromkeys(STREET_DESK, (*EVERYBODY, "observers", "community_office", "street")),
}


def gone_out(election: Election) -> Q:
    """What left the house: stamped, posted or filed, or made by the act that issued a notice, announced the result, reported it or
    sealed the archive. Anything else is a draft, and a draft is the office's own."""
    announced = MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.RESULT_PUBLISHED)
    sealed = MilestoneRecord.objects.standing().filter(election=election, kind=Milestone.ARCHIVE_SEALED)
    reports = ResultReport.objects.filter(election=election)
    made = [*announced.values_list("facts__document", flat=True), *sealed.values_list("facts__index", flat=True)]
    made += [paper for papers in reports.values_list("form", "report", "summary") for paper in papers]
    issued = Notice.objects.filter(election=election).values("document")
    return Q(state__in=OUT_OF_THE_HOUSE) | Q(pk__in=issued) | Q(pk__in=[paper for paper in made if paper is not None])


def audiences(held: Collection[Role]) -> frozenset[str]:
    """Whose papers somebody with these roles may open."""
    return frozenset(audience for role in held for audience in OPEN_TO.get(role, ()))


def documents_for(election: Election, held: Collection[Role]) -> list[Document]:
    """The newest first; superseded ones stay and say so."""
    found = Document.objects.filter(election=election, audience__in=audiences(held))
    if not any(role in STREET_DESK | COMMUNITY_DESK for role in held):
        found = found.filter(gone_out(election))
    return list(found.select_related("pdf", "stamped_copy").order_by("-drafted_at", "-pk"))
