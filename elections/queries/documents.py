"""Which documents a role may open: each kind has its audience."""

from collections.abc import Collection, Mapping

from elections.models import Document, Election
from elections.permissions import Role

from .scope import AUDIT_ROLES, COMMUNITY_DESK, STREET_DESK

EVERYBODY = ("public", "residents", "members")

OPEN_TO: Mapping[Role, tuple[str, ...]] = {
    **dict.fromkeys(AUDIT_ROLES, (*EVERYBODY, "observers")),
    **dict.fromkeys(COMMUNITY_DESK, (*EVERYBODY, "observers", "community_office")),
    **dict.fromkeys(STREET_DESK, (*EVERYBODY, "observers", "community_office", "street")),
}


def audiences(held: Collection[Role]) -> frozenset[str]:
    """Whose papers somebody with these roles may open."""
    return frozenset(audience for role in held for audience in OPEN_TO.get(role, ()))


def documents_for(election: Election, held: Collection[Role]) -> list[Document]:
    """The newest first; superseded ones stay and say so. Drafts are the office's own."""
    found = Document.objects.filter(election=election, audience__in=audiences(held))
    if not any(role in STREET_DESK | COMMUNITY_DESK for role in held):
        found = found.exclude(state=Document.State.DRAFT)
    return list(found.select_related("pdf", "stamped_copy").order_by("-drafted_at", "-pk"))
