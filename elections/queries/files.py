"""Files of an election beside its documents: scans, photographs, sheets. Whom each is for."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from elections.models import Account, Document, Election, StoredFile
from elections.permissions import STREET, Role

from .scope import DESK_ROLES


def files_for(election: Election, held: Collection[Role], account: Account) -> list[StoredFile]:
    """The newest first."""
    return list(_open_to(election, held, account).order_by("-stored_at", "-pk"))


def file_for(election: Election, held: Collection[Role], account: Account, pk: int) -> StoredFile | None:
    return _open_to(election, held, account).filter(pk=pk).first()


def is_open_in_office(stored: StoredFile, held: Collection[Role]) -> bool:
    """A file of the office as a whole is the street's, as far as no document carries it."""
    is_carried = Document.objects.filter(Q(pdf=stored) | Q(stamped_copy=stored)).exists()
    return stored.election_id is None and not is_carried and bool(set(held) & STREET)


def _open_to(election: Election, held: Collection[Role], account: Account) -> QuerySet[StoredFile]:
    """A confidential file is for the street and for whoever stored it. What a document carries, opens with the document and for its
    readers alone."""
    of_documents = Document.objects.filter(election=election)
    papers = Q(pk__in=of_documents.exclude(pdf=None).values("pdf")) | Q(
        pk__in=of_documents.exclude(stamped_copy=None).values("stamped_copy")
    )
    found = StoredFile.objects.filter(election=election).exclude(papers).select_related("stored_by", "office", "election__cycle__office")
    if not set(held) & DESK_ROLES:
        return found.none()
    return found if set(held) & STREET else found.filter(Q(confidential=False) | Q(stored_by=account))
