"""报送 / 退回修改 / 批复 / 备案: one mechanism for everything that is asked of a superior."""

from collections.abc import Iterator
from datetime import datetime

from elections.documents.snapshot import to_plain
from elections.models import Account, Document, Election, Organisation, Reply, Request, RollEntry, StoredFile
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation

from .acting import ElectionAct, differences, election_act, minute_of
from .files import foreign_issues
from .letter_papers import asked_now
from .roll_entries import refresh_part_time

# What a superior may take on file (备案); everything else is approved with a number, or it is not approved.
ON_FILE = frozenset({Request.Kind.RESULT})


def submit_request(
    election: Election,
    kind: str,
    *,
    actor: Account,
    title: str,
    text: str = "",
    number: str = "",
    document: Document | None = None,
    submitted_at: datetime | None = None,
    late_reason: str = "",
) -> Request:
    """A new request, or the same one again while it waits for its answer."""
    with election_act(Act.SUBMIT_REQUEST, election, actor, fact_at=submitted_at, late_reason=late_reason) as act:
        waiting = Request.objects.filter(election=act.election, kind=kind, state=Request.State.SUBMITTED).first()
        if waiting is not None:
            given = {"title": title, "text": text, "number": number, "document": document}
            act.refuse(Issue("request_otherwise", figures) for figures in differences(waiting, given))
            act.repeats()
            return waiting
        act.refuse(_request_issues(act, kind, title, document))
        made = Request.objects.create(
            office=act.office,
            election=act.election,
            kind=kind,
            number=number,
            title=title,
            text=text,
            people=_part_time(act) if kind == Request.Kind.CAPACITY_TO_STAND else None,
            document=document,
            asked=to_plain(asked_now(act.election, kind)),
            submitted_at=act.fact_at,
            entered_at=act.now,
            submitted_by=actor,
        )
        act.record(made, kind=kind, detail={"title": title, "text": text, "number": number})
        return made


def return_request(request: Request, *, actor: Account, text: str, replied_at: datetime | None = None, late_reason: str = "") -> Reply:
    """退回修改, with what has to be mended."""
    with election_act(Act.RETURN_REQUEST, request.election, actor, fact_at=replied_at, late_reason=late_reason) as act:
        act.refuse([] if text.strip() else [Issue("reason_missing", {})])
        return _answer(act, request, Reply.Kind.RETURNED, "", text, None)


def reply_to_request(
    request: Request,
    *,
    actor: Account,
    number: str,
    text: str = "",
    filed_only: bool = False,
    scan: StoredFile | None = None,
    replied_at: datetime | None = None,
    late_reason: str = "",
) -> Reply:
    """批复 with its number, or 备案. Without the scanned reply it shows as 意见 only, until the scan is attached."""
    with election_act(Act.REPLY_TO_REQUEST, request.election, actor, fact_at=replied_at, late_reason=late_reason) as act:
        act.refuse([] if number.strip() or filed_only else [Issue("reply_without_number", {})])
        act.refuse([Issue("approval_not_on_file", {"kind": request.kind})] if filed_only and request.kind not in ON_FILE else [])
        kind = Reply.Kind.FILED if filed_only else Reply.Kind.APPROVED
        return _answer(act, request, kind, number, text, scan)


def attach_reply_scan(reply: Reply, *, actor: Account, scan: StoredFile) -> Reply:
    with election_act(Act.ATTACH_REPLY_SCAN, reply.request.election, actor) as act:
        reply = Reply.objects.select_for_update().get(pk=reply.pk)
        if reply.scan_id is not None:
            act.repeats(reply, scan=scan)
            return reply
        act.refuse(foreign_issues(act, scan))
        reply.scan = scan
        reply.save(update_fields=["scan"])
        _take_effect(act, reply)
        act.record(reply, scan=scan.sha256)
        return reply


def approved_request(office: Organisation, election: Election | None, kind: str) -> Request | None:
    """The newest approved request of a kind, whose approval carries its scanned reply."""
    found = Request.objects.filter(office=office, kind=kind, state__in=[Request.State.APPROVED, Request.State.FILED])
    if election is not None:
        found = found.filter(election=election)
    return found.filter(replies__kind__in=[Reply.Kind.APPROVED, Reply.Kind.FILED], replies__scan__isnull=False).last()


def approval_issues(office: Organisation, election: Election | None, kind: str) -> Iterator[Issue]:
    if approved_request(office, election, kind) is None:
        yield Issue("approval_missing", {"kind": kind})


def _answer(act: ElectionAct, request: Request, kind: Reply.Kind, number: str, text: str, scan: StoredFile | None) -> Reply:
    request = Request.objects.select_for_update().get(pk=request.pk)
    if request.state != Request.State.SUBMITTED:
        standing = request.replies.last()
        if standing is None or (standing.kind, standing.number) != (kind, number):
            raise RuleViolation([Issue("request_answered", {"state": request.state})])
        act.repeats(standing, text=text, scan=scan)
        return standing
    act.refuse([*foreign_issues(act, scan), *_reply_issues(act, request)])
    reply = Reply.objects.create(
        request=request, kind=kind, number=number, text=text, replied_at=act.fact_at, replied_by=act.officer, scan=scan
    )
    request.state = Request.State(kind.value)
    request.save(update_fields=["state"])
    _take_effect(act, reply)
    act.record(reply, request=request.pk, kind=request.kind, scan=scan.sha256 if scan else None, detail={"number": number, "text": text})
    return reply


def _take_effect(act: ElectionAct, reply: Reply) -> None:
    """A scanned reply is in force at once where nothing else is done on it."""
    if reply.request.kind == Request.Kind.CAPACITY_TO_STAND:
        refresh_part_time(act)


def _part_time(act: ElectionAct) -> list[int]:
    return list(RollEntry.objects.filter(election=act.election, part_time=True).standing().values_list("pk", flat=True))


def _request_issues(act: ElectionAct, kind: str, title: str, document: Document | None) -> Iterator[Issue]:
    if kind not in Request.Kind.values:
        yield Issue("kind_unknown", {"kind": kind})
    if kind == Request.Kind.CAPACITY_TO_STAND and not _part_time(act):
        yield Issue("request_about_nobody", {})
    if not title.strip():
        yield Issue("request_without_title", {})
    if document is not None and document.election_id != act.election.pk:
        yield Issue("file_elsewhere", {"name": document.title})


def _reply_issues(act: ElectionAct, request: Request) -> Iterator[Issue]:
    if act.fact_at < request.submitted_at:
        yield Issue("reply_before_request", {"reply": minute_of(act.fact_at), "request": minute_of(request.submitted_at)})
