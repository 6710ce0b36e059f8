"""呈报: the three papers to the superior, and the superior's reply: leaders approved, members filed."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from elections.documents.snapshot import to_plain
from elections.models import Account, Election, MilestoneRecord, Reply, Request, ResultReport, StoredFile
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue, RuleViolation

from . import documents, milestones
from .acting import ElectionAct, election_act
from .letter_papers import asked_now
from .report_papers import Letter, form_of, report_of, summary_of
from .results import certified_result

APPROVED_POSTS = ("secretary", "deputy", "discipline_secretary")


def file_report(
    election: Election, letter: Letter, *, actor: Account, filed_at: datetime | None = None, late_reason: str = ""
) -> ResultReport:
    """《选举结果报告表》, 《选举结果的情况报告》 and the line of the 《汇总表》, with the request that carries them. Returned for
    correction, or its result taken back, the report is filed once more; while it waits, or is approved, it is not."""
    with election_act(Act.FILE_REPORT, election, actor, fact_at=filed_at, late_reason=late_reason) as act:
        waiting = _standing_report(act)
        if waiting is not None:
            act.repeats(waiting.request, number=letter.number)
            return waiting
        act.refuse(_letter_issues(letter))
        facts, on = certified_result(act).facts, timezone.localdate(act.fact_at)
        form = form_of(act.election, facts, letter, on)
        report = report_of(act.election, facts, letter, on)
        summary = summary_of(act.election, facts, letter, on)
        before = ResultReport.objects.filter(election=act.election).select_related("form", "report", "summary").last()
        filed = ResultReport.objects.create(
            election=act.election,
            request=_request(act, report.title, letter),
            form=documents.attach(act, "result_report_form", form, title=form.title, replaces=before.form if before else None),
            report=documents.attach(act, "result_report", report, title=report.title, replaces=before.report if before else None),
            summary=documents.attach(act, "summary_table", summary, title=summary.title, replaces=before.summary if before else None),
        )
        snapshots = [document.snapshot_sha256 for document in (filed.form, filed.report, filed.summary)]
        milestones.reach(act, Milestone.REPORT_FILED, facts={"request": filed.request_id, "snapshots": snapshots})
        act.record(filed, request=filed.request_id, snapshots=snapshots, detail={"number": letter.number})
        return filed


def receive_approval(
    election: Election,
    *,
    actor: Account,
    number: str = "",
    scan: StoredFile | None = None,
    text: str = "",
    replied_at: datetime | None = None,
    late_reason: str = "",
) -> MilestoneRecord:
    """书记、副书记报批, 委员备案: the reply with its number and scan. One that was given to the request already needs no second."""
    with election_act(Act.RECEIVE_APPROVAL, election, actor, fact_at=replied_at, late_reason=late_reason) as act:
        standing = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.APPROVAL_RECEIVED).first()
        if standing is not None:
            recorded = standing.facts.get("reply", {}).get("number", "")  # none where it was entered late from paper
            act.repeats({"number": recorded, "scan": standing.evidence}, number=number, scan=scan)
            return standing
        filed = _standing_report(act)
        if filed is None:
            raise RuleViolation([Issue("report_not_filed", {})])
        people = certified_result(act).facts["elected"]
        reply = _approval(filed.request) or _approve(act, filed.request, number, scan, text)
        facts = {
            "reply": {"number": reply.number, "on": reply.replied_at.isoformat()},
            "approved": [_named(person) for person in people if person["post"] in APPROVED_POSTS],
            "filed": [_named(person) for person in people if person["post"] not in APPROVED_POSTS],
        }
        reached = milestones.reach(act, Milestone.APPROVAL_RECEIVED, facts=facts, evidence=reply.scan)
        act.record(reached, request=filed.request_id, reply=reply.pk, approved=len(facts["approved"]), filed=len(facts["filed"]))
        return reached


def _standing_report(act: ElectionAct) -> ResultReport | None:
    """Filed and not returned, on the result that stands."""
    found = ResultReport.objects.standing().filter(election=act.election).exclude(request__state=Request.State.RETURNED)
    return found.select_related("request").last()


def _request(act: ElectionAct, title: str, letter: Letter) -> Request:
    return Request.objects.create(
        office=act.office,
        election=act.election,
        kind=Request.Kind.RESULT,
        number=letter.number,
        title=title,
        asked=to_plain(asked_now(act.election, Request.Kind.RESULT)),
        submitted_at=act.fact_at,
        entered_at=act.now,
        submitted_by=act.officer,
    )


def _letter_issues(letter: Letter) -> Iterator[Issue]:
    for field in ("number", "signatory", "filled_by", "telephone"):
        if not getattr(letter, field).strip():
            yield Issue(f"report_without_{field}", {})


def _approval(request: Request) -> Reply | None:
    given = Reply.objects.filter(request=request, kind=Reply.Kind.APPROVED, scan__isnull=False)
    return given.exclude(number="").last()


def _approve(act: ElectionAct, request: Request, number: str, scan: StoredFile | None, text: str) -> Reply:
    act.refuse([] if number.strip() else [Issue("reply_without_number", {})])
    act.refuse([] if scan else [Issue("approval_missing", {"kind": Request.Kind.RESULT.value})])
    request = Request.objects.select_for_update().get(pk=request.pk)
    request.state = Request.State.APPROVED
    request.save(update_fields=["state"])
    return Reply.objects.create(
        request=request, kind=Reply.Kind.APPROVED, number=number, text=text, replied_at=act.fact_at, replied_by=act.officer, scan=scan
    )


def _named(person: dict[str, object]) -> dict[str, object]:
    return {key: person[key] for key in ("entry", "name", "post")}
