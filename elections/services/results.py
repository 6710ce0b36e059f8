"""选举结果 certified and announced: from here on every report reads the frozen facts and nothing behind them."""

from datetime import datetime

from django.utils import timezone

from elections.models import Account, BallotRound, Document, Election, MilestoneRecord, Request, ResultReport
from elections.queries.decisions import DISCIPLINE_SECRETARY_PASSED
from elections.queries.result_facts import result_facts
from elections.queries.results import certifying_issues
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue, RuleViolation

from . import documents, milestones
from .acting import ElectionAct, election_act
from .report_papers import announcement_of
from .result_parts import has_figures

# What is made of the certified result, and goes with it.
RESTING = (
    Milestone.RESULT_CERTIFIED,
    Milestone.RESULT_PUBLISHED,
    Milestone.REPORT_FILED,
    Milestone.APPROVAL_RECEIVED,
    Milestone.WORK_DIVIDED,
)
PASSING = DISCIPLINE_SECRETARY_PASSED  # the matter under which the new committee passes the discipline committee's election


def certify_result(election: Election, *, actor: Account) -> MilestoneRecord:
    """Every seat filled or given up, every session over, the discipline secretary passed by the committee: the result is frozen."""
    with election_act(Act.CERTIFY_RESULT, election, actor) as act:
        standing = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.RESULT_CERTIFIED).first()
        if standing is not None:
            act.repeats()
            return standing
        act.refuse(certifying_issues(act.election))
        facts = result_facts(act.election, timezone.localdate(act.now))
        reached = milestones.reach(act, Milestone.RESULT_CERTIFIED, facts=facts)
        rounds = BallotRound.objects.filter(session__meeting__election=act.election).count()
        act.record(reached, elected=len(facts["elected"]), rounds=rounds, targets_missed=len(facts["targets_missed"]))
        return reached


def publish_result(election: Election, *, actor: Account, published_at: datetime | None = None, late_reason: str = "") -> MilestoneRecord:
    """选举结果公告. Votes of those not elected stand on it only where the adopted method says so. It takes the place of the one that
    announced a result which was taken back."""
    with election_act(Act.PUBLISH_RESULT, election, actor, fact_at=published_at, late_reason=late_reason) as act:
        standing = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.RESULT_PUBLISHED).first()
        if standing is not None:
            act.repeats()
            return standing
        certified = certified_result(act)
        paper = announcement_of(act.election, certified.facts, timezone.localdate(act.fact_at))
        before = Document.objects.filter(election=act.election, kind="result_announcement", superseded_by=None).last()
        document = documents.attach(act, "result_announcement", paper, title=paper.title, replaces=before)
        facts = {"document": document.pk, "snapshot": document.snapshot_sha256, "elected": len(certified.facts["elected"])}
        reached = milestones.reach(act, Milestone.RESULT_PUBLISHED, facts=facts)
        act.record(reached, document=document.pk, snapshot=document.snapshot_sha256)
        return reached


def take_back_result(act: ElectionAct) -> list[str]:
    """Within an act that changes who is elected: the certified result goes, and all that was made of it. The papers stay on record; a
    report that nobody has answered yet waits no longer. Which milestones went."""
    standing = MilestoneRecord.objects.standing().filter(election=act.election, kind__in=RESTING)
    gone = sorted(standing.values_list("kind", flat=True))
    for kind in RESTING:
        milestones.revoke(act, kind)
    reports = ResultReport.objects.standing().filter(election=act.election)
    waiting = Request.objects.filter(result_report__in=reports, state=Request.State.SUBMITTED)
    waiting.update(state=Request.State.WITHDRAWN)
    reports.update(superseded_at=act.now)
    return gone


def certified_result(act: ElectionAct) -> MilestoneRecord:
    """The standing result, with the facts of the meeting. One entered as 已线下办理 has none: nothing can be printed from it."""
    found = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.RESULT_CERTIFIED).first()
    if found is None:
        raise RuleViolation([Issue("milestone_missing", {"milestone": Milestone.RESULT_CERTIFIED.value})])
    if not has_figures(found.facts):
        raise RuleViolation([Issue("result_without_facts", {})])
    return found
