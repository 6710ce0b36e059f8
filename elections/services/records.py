"""What leaves the house: papers that are opened, exports that anybody can verify; and details that are erased when they are due."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager

from elections.documents.word_templates import fill
from elections.models import Account, AuditChain, AuditDetail, AuditEvent, Document, Election, Job, Organisation, StoredFile
from elections.permissions import Role
from elections.queries.closing import archive_job
from elections.queries.documents import audiences
from elections.queries.files import file_for, is_open_in_office
from elections.queries.rights import roles_in_election, roles_in_office
from elections.queries.word_templates import word_template_for
from elections.rules.acts import Act
from elections.rules.audit_chain import export_lines
from elections.rules.issues import Issue, RuleViolation

from . import files
from .acting import ActUnderWay, ElectionAct, election_act, office_act
from .audit import chain_name
from .documents import kinds
from .spreadsheets import workbook


def export_record(election: Election, *, actor: Account) -> bytes:
    """audit.jsonl of one election, the export itself as its last entry: the check code on the pages is then the file's own."""
    with election_act(Act.EXPORT_RECORD, election, actor) as act:
        act.record(act.election, events=act.chain.count, head=act.chain.head)
        return b"".join(lines_of(act.chain))


def export_list(election: Election, kind: str, title: str, rows: Iterable[Sequence[object]], *, actor: Account) -> bytes:
    """A list of people as a workbook, its heading as the first row. Which list left the house and how long it was stays on record."""
    lines = list(rows)
    content = workbook(title, lines)
    with election_act(Act.EXPORT_LIST, election, actor) as act:
        act.record(act.election, kind=kind, people=len(lines) - 1)
        return content


def export_archive(election: Election, *, actor: Account) -> bytes:
    """The sealed archive as it was packed. That it left the house stays on record."""
    job = archive_job(election)
    if job is None or job.state != Job.State.DONE:
        raise RuleViolation([Issue("archive_not_packed", {})])
    digest = str(job.result["sha256"])
    content = files.read_kept(digest, f"{election.code}.zip")
    with election_act(Act.EXPORT_ARCHIVE, election, actor) as act:
        act.record(job, archive=digest, size=len(content))
        return content


def open_confidential_file(opened: Document | StoredFile, *, actor: Account) -> bytes:
    """A document's PDF, or its stamped copy, for somebody its kind is meant for; a file for those it is for. That it was opened stays
    on record."""
    stored = opened if isinstance(opened, StoredFile) else opened.stamped_copy or opened.pdf
    if stored is None:
        raise RuleViolation([Issue("document_not_ready", {"title": str(getattr(opened, "title", ""))})])
    content = files.read(stored)
    with _act_on(Act.OPEN_CONFIDENTIAL_FILE, opened.office, opened.election, actor) as act:
        act.refuse(_reader_issues(act, opened, actor))
        kind = "file" if isinstance(opened, StoredFile) else opened.kind
        act.record(opened, kind=kind, file=stored.sha256)
        return content


def open_in_word(document: Document, *, actor: Account) -> bytes:
    """The facts of a document in the office's own template, to be edited on; for the same readers as its PDF, and on the same record."""
    template = word_template_for(document.office, document.kind)
    if template is None:
        raise RuleViolation([Issue("word_template_missing", {"title": kinds()[document.kind].title})])
    content = fill(files.read(template.file), kinds()[document.kind].snapshot.from_json(document.snapshot))
    with _act_on(Act.OPEN_CONFIDENTIAL_FILE, document.office, document.election, actor) as act:
        act.refuse(_reader_issues(act, document, actor))
        act.record(document, kind=document.kind, file=template.file.sha256)
        return content


def _reader_issues(act: ActUnderWay, opened: Document | StoredFile, actor: Account) -> Iterator[Issue]:
    held = _roles_of(act, actor)
    if isinstance(opened, Document):
        if opened.audience not in audiences(held):
            yield Issue("document_not_for_reader", {"title": opened.title})
    elif not _is_for(opened, held, actor):
        yield Issue("document_not_for_reader", {"title": opened.name})


def _is_for(stored: StoredFile, held: frozenset[Role], actor: Account) -> bool:
    if stored.election is None:
        return is_open_in_office(stored, held)
    return file_for(stored.election, held, actor, stored.pk) is not None


def lines_of(chain: AuditChain, events: int | None = None) -> Iterator[bytes]:
    """The first so many events, or all. Also for the public page: an event holds nothing that would have to be kept from anybody."""
    upto = chain.count if events is None else events
    raw = AuditEvent.objects.filter(chain=chain, number__lte=upto).order_by("number").values_list("raw", flat=True)
    return export_lines(chain_name(chain), (text.encode() for text in raw))


def erase_detail(event: AuditEvent, *, actor: Account, reason: str) -> AuditDetail:
    """Personal data that is due goes; the event keeps the hash of what stood there, and every export still verifies."""
    with _act_on(Act.ERASE_DETAIL, event.chain.office, event.chain.election, actor) as act:
        detail = AuditDetail.objects.select_for_update().filter(event=event).first()
        if detail is None:
            raise RuleViolation([Issue("event_without_detail", {"number": event.number})])
        if detail.erased_at is not None:
            act.repeats()
            return detail
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        detail.text, detail.salt, detail.erased_at = "", "", act.now
        detail.save()
        act.record(detail, event=event.number, detail={"reason": reason})
        return detail


def _act_on(act: Act, office: Organisation, election: Election | None, actor: Account) -> AbstractContextManager[ActUnderWay]:
    return office_act(act, office, actor) if election is None else election_act(act, election, actor)


def _roles_of(act: ActUnderWay, actor: Account) -> frozenset[Role]:
    return roles_in_election(actor, act.election, act.now) if isinstance(act, ElectionAct) else roles_in_office(actor, act.office, act.now)
