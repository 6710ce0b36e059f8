"""台账: what lies in the archive, in which folder, and the one file that holds it all. Built twice, it is the same bytes."""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from django.utils import timezone

from elections.documents.archive import ArchiveIndex, FiledPaper
from elections.documents.render import render_pdf
from elections.documents.words import election_name
from elections.models import Decision, Document, Election, Job, MilestoneRecord, Notice, PhaseChange, Request, StoredFile
from elections.rules.phases import Phase

from . import files
from .audit import chain_of
from .documents import kinds, render_document
from .jobs import work
from .ledger_sheets import ledger_workbooks
from .records import lines_of
from .result_parts import organisation_of

FOLDERS: Mapping[str, str] = {
    Phase.PREPARATION: "01方案请示批复",
    Phase.MOBILISATION: "02宣传动员",
    Phase.OPEN_NOMINATION: "03海推",
    Phase.DIRECTED_RECOMMENDATION: "05定向推荐",
    Phase.VETTING: "06资格审查考察",
    Phase.COMMITTEE_BALLOT: "08票决",
    Phase.CANDIDACY: "10承诺",
    Phase.MEETING: "11大会",
    Phase.REPORTING: "12结果上报批复",
    Phase.CLOSED: "13总结",
}
NOTICE_FOLDERS = {1: "04公示一", 2: "07公示二", 3: "09公示三"}
ENCLOSURES = "14附件"
LEDGERS = "15台账"
PROPERTIES = "docProps/core.xml"
WRITTEN = re.compile(rb"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


@dataclass(frozen=True, slots=True)
class FiledDocument:
    folder: str
    number: int
    document: Document

    @property
    def path(self) -> str:
        return f"{self.folder}/{self.number:02d}{_plain(self.document.title)}"


def filed_documents(election: Election) -> list[FiledDocument]:
    """By stage, within a stage in the order in which they were made; superseded ones stay beside what took their place."""
    moves = list(PhaseChange.objects.filter(election=election).order_by("at", "pk"))
    rounds = dict(Notice.objects.filter(election=election, document__isnull=False).values_list("document_id", "round"))
    numbers: dict[str, int] = {}
    found = []
    for document in Document.objects.filter(election=election).order_by("drafted_at", "pk"):
        folder = NOTICE_FOLDERS.get(rounds.get(document.pk, 0)) or FOLDERS[_phase_at(moves, document.drafted_at)]
        numbers[folder] = numbers.get(folder, 0) + 1
        found.append(FiledDocument(folder, numbers[folder], document))
    return sorted(found, key=lambda filed: (filed.folder, filed.number))


def index_of(election: Election, at: datetime, *, events: int, head: str, filed_by: str) -> ArchiveIndex:
    return ArchiveIndex(
        title=f"{election_name(election.community.name, election.community.title)}归档目录",
        organisation=organisation_of(election),
        election=election.code,
        sealed_on=timezone.localdate(at),
        papers=tuple(
            FiledPaper(
                folder=filed.folder,
                number=filed.number,
                title=filed.document.title,
                dated=timezone.localdate(filed.document.drafted_at),
                digest=filed.document.snapshot_sha256[:16],
                note="已更正" if filed.document.superseded_by_id else "",
            )
            for filed in filed_documents(election)
        ),
        events=events,
        audit_head=head[:16],
        filed_by=filed_by,
    )


@work("build_archive")
def build_archive_job(job: Job) -> Mapping[str, object]:
    path = build_archive(Election.objects.get(pk=job.params["election"]))
    return {"sha256": path.name, "size": path.stat().st_size}


def build_archive(election: Election) -> Path:
    """Documents as PDF and as facts, scans that are not confidential, ledgers, decisions, milestones, requests, and the record of acts.

    Kept by its content; the path is where. Every file's SHA-256 stands in 目录.json.
    """
    _render_missing(election)
    entries = dict(_entries(election))
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in entries.items()}
    entries["目录.json"] = _json(digests)
    kept = files.keep_bytes(pack(entries, election.sealed_at or election.opened_at))
    return files.path_of(kept.sha256)


def pack(entries: Mapping[str, bytes], at: datetime) -> bytes:
    """A ZIP with one date for all files and nothing of the machine that made it."""
    target = BytesIO()
    local = timezone.localtime(at)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(entries):
            info = zipfile.ZipInfo(name, (local.year, local.month, local.day, local.hour, local.minute, 0))
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(info, entries[name])
    return target.getvalue()


def _entries(election: Election) -> Iterator[tuple[str, bytes]]:
    filed = filed_documents(election)
    in_documents = {kept for item in filed for kept in (item.document.pdf_id, item.document.stamped_copy_id) if kept}
    for item in filed:
        yield f"{item.path}.json", item.document.snapshot.encode()
        yield from _copies(item)
    enclosed = StoredFile.objects.filter(election=election, confidential=False).exclude(pk__in=in_documents).order_by("pk")
    for number, stored in enumerate(enclosed, start=1):
        yield f"{ENCLOSURES}/{number:03d}{_plain(stored.name)}", files.read(stored)
    for title, table in ledger_workbooks(election):
        yield f"{LEDGERS}/{title}.xlsx", _dated(table, election.sealed_at or election.opened_at)
    yield "会议记录.json", _json(_rows(Decision, election))
    yield "办理节点.json", _json(_rows(MilestoneRecord, election))
    yield "请示批复.json", _json(_rows(Request, election))
    yield "audit.jsonl", b"".join(lines_of(chain_of(election.office, election)))


def _dated(table: bytes, at: datetime) -> bytes:
    """A workbook says in its properties and on each of its parts when it was written: here that is when the archive was sealed."""
    with zipfile.ZipFile(BytesIO(table)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return pack(parts | {PROPERTIES: WRITTEN.sub(moment, parts[PROPERTIES])}, at)


def _copies(item: FiledDocument) -> Iterator[tuple[str, bytes]]:
    if item.document.pdf is not None:
        yield f"{item.path}.pdf", files.read(item.document.pdf)
    if item.document.stamped_copy is not None:
        yield f"{item.path}（盖章件）{Path(item.document.stamped_copy.name).suffix}", files.read(item.document.stamped_copy)


def _rows(model: type[Decision] | type[MilestoneRecord] | type[Request], election: Election) -> list[dict[str, object]]:
    return list(model.objects.filter(election=election).order_by("pk").values())


def _render_missing(election: Election) -> None:
    """The index is drawn up while the archive is sealed, so its PDF may still be on its way."""
    for document in Document.objects.filter(election=election, pdf=None):
        kind = kinds()[document.kind]
        render_document(document, render_pdf(kind, kind.snapshot.from_json(document.snapshot)))


def _phase_at(moves: Sequence[PhaseChange], at: datetime) -> str:
    return next((move.phase for move in reversed(moves) if move.at <= at), Phase.PREPARATION.value)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=str).encode()


def _plain(name: str) -> str:
    """A name that every file system takes."""
    return "".join("_" if character in '\\/:*?"<>|' else character for character in name)[:80]
