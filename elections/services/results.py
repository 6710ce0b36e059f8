"""选举结果 certified and announced: from here on every report reads the frozen facts and nothing behind them."""

from collections.abc import Iterator

from django.utils import timezone

from elections.models import Account, BallotRound, Contest, Decision, Election, MeetingSession, MilestoneRecord
from elections.queries.decisions import DISCIPLINE_SECRETARY_PASSED
from elections.queries.result_facts import result_facts
from elections.queries.results import undecided_rounds, unsettled_issues
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue, RuleViolation

from . import documents, milestones
from .acting import ElectionAct, election_act
from .report_papers import announcement_of

PASSING = DISCIPLINE_SECRETARY_PASSED  # the matter under which the new committee passes the discipline committee's election


def certify_result(election: Election, *, actor: Account) -> MilestoneRecord:
    """Every seat filled or given up, every session over, the discipline secretary passed by the committee: the result is frozen."""
    with election_act(Act.CERTIFY_RESULT, election, actor) as act:
        standing = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.RESULT_CERTIFIED).first()
        if standing is not None:
            act.repeats()
            return standing
        act.refuse(_certifying_issues(act))
        facts = result_facts(act.election, timezone.localdate(act.now))
        reached = milestones.reach(act, Milestone.RESULT_CERTIFIED, facts=facts)
        rounds = BallotRound.objects.filter(session__meeting__election=act.election).count()
        act.record(reached, elected=len(facts["elected"]), rounds=rounds, targets_missed=len(facts["targets_missed"]))
        return reached


def publish_result(election: Election, *, actor: Account) -> MilestoneRecord:
    """选举结果公告. Votes of those not elected stand on it only where the adopted method says so."""
    with election_act(Act.PUBLISH_RESULT, election, actor) as act:
        standing = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.RESULT_PUBLISHED).first()
        if standing is not None:
            act.repeats()
            return standing
        certified = certified_result(act)
        paper = announcement_of(act.election, certified.facts, timezone.localdate(act.now))
        document = documents.attach(act, "result_announcement", paper, title=paper.title)
        facts = {"document": document.pk, "snapshot": document.snapshot_sha256, "elected": len(certified.facts["elected"])}
        reached = milestones.reach(act, Milestone.RESULT_PUBLISHED, facts=facts)
        act.record(reached, document=document.pk, snapshot=document.snapshot_sha256)
        return reached


def certified_result(act: ElectionAct) -> MilestoneRecord:
    """The standing result, with the facts of the meeting. One entered as 已线下办理 has none: nothing can be printed from it."""
    found = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.RESULT_CERTIFIED).first()
    if found is None:
        raise RuleViolation([Issue("milestone_missing", {"milestone": Milestone.RESULT_CERTIFIED.value})])
    if "elected" not in found.facts:
        raise RuleViolation([Issue("result_without_facts", {})])
    return found


def _certifying_issues(act: ElectionAct) -> Iterator[Issue]:
    yield from unsettled_issues(act.election)
    sessions = MeetingSession.objects.filter(meeting__election=act.election)
    if not sessions.exists():
        yield Issue("meeting_not_held", {})
    if sessions.filter(adjourned_at=None, closed_at=None).exists():
        yield Issue("session_sits", {})
    for meeting in {session.meeting for session in sessions.select_related("meeting")}:
        yield from (Issue("round_undecided", {"number": round.number}) for round in undecided_rounds(meeting))
    if Contest.objects.filter(election=act.election, post=Contest.Post.DISCIPLINE_SECRETARY).exists():
        yield from _passing_issues(act)


def _passing_issues(act: ElectionAct) -> Iterator[Issue]:
    """纪委选出的书记经同级党的委员会通过."""
    passed = Decision.objects.filter(election=act.election, body=Decision.Body.NEW_COMMITTEE, matter=PASSING, superseded_by=None)
    if not any(decision.carried for decision in passed):
        yield Issue("discipline_secretary_not_passed", {"matter": PASSING})
