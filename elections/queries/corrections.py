"""更正: what was put right in an election, from what to what, why, by whom and when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from elections.models import Decision, Document, Election, EntryCorrection, MilestoneRecord, Notice, Organisation

What = Literal["milestone", "decision", "notice", "document", "entry"]


@dataclass(frozen=True, slots=True)
class Correction:
    """`title` is a code where `what` is a milestone, a known matter or the ledger of an entry. `before` and `after` are the days that it
    moved, if any; `changes` the fields of an entry with what stood and what stands in them."""

    what: What
    title: str
    reason: str
    at: datetime
    by: str
    before: datetime | None = None
    after: datetime | None = None
    subject: int = 0
    changes: Sequence[tuple[str, object, object]] = ()


def corrections(election: Election) -> list[Correction]:
    """The newest first."""
    found = [*_milestones(election), *_decisions(election), *_notices(election), *_documents(election), *_entries(election)]
    return sorted(found, key=lambda item: item.at, reverse=True)


def _milestones(election: Election) -> Iterator[Correction]:
    found = MilestoneRecord.objects.filter(election=election, supersedes__isnull=False).exclude(correction_reason="")
    for row in found.select_related("supersedes", "actor"):
        by, days = row.actor.display_name, (row.supersedes.fact_at, row.fact_at)
        yield Correction("milestone", row.kind, row.correction_reason, row.entered_at, by, *days)


def _decisions(election: Election) -> Iterator[Correction]:
    found = Decision.objects.filter(election=election, supersedes__isnull=False)
    for row in found.select_related("entered_by"):
        yield Correction("decision", row.matter, row.correction_reason, row.entered_at, row.entered_by.display_name, subject=row.pk)


def _notices(election: Election) -> Iterator[Correction]:
    found = Notice.objects.filter(election=election, supersedes__isnull=False)
    for row in found.select_related("supersedes", "issued_by"):
        days = (row.supersedes.closes_at, row.closes_at)
        yield Correction("notice", row.title, row.correction_reason, row.issued_at, row.issued_by.display_name, *days)


def _documents(election: Election) -> Iterator[Correction]:
    """Papers of notices are corrected with their notice, which stands here already."""
    of_notices = Notice.objects.filter(election=election, document__isnull=False).values("document")
    found = Document.objects.filter(election=election, supersedes__isnull=False).exclude(pk__in=of_notices)
    for row in found.select_related("drafted_by"):
        by = row.drafted_by.display_name if row.drafted_by else ""
        yield Correction("document", row.title, row.correction_reason, row.drafted_at, by, subject=row.pk)


def _entries(election: Election) -> Iterator[Correction]:
    for row in EntryCorrection.objects.filter(election=election).select_related("corrected_by"):
        by = row.corrected_by.display_name
        yield Correction("entry", row.ledger, row.reason, row.corrected_at, by, subject=row.entry, changes=row.changes)


def entry_corrections(office: Organisation, election: Election | None = None) -> Mapping[str, Mapping[int, Sequence[EntryCorrection]]]:
    """Ledger, then key of the entry; the oldest first. One query for a page; without an election those of the office's own ledgers."""
    found: dict[str, dict[int, list[EntryCorrection]]] = {}
    for row in EntryCorrection.objects.filter(office=office, election=election).select_related("corrected_by"):
        found.setdefault(row.ledger, {}).setdefault(row.entry, []).append(row)
    return found
