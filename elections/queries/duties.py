"""Who does what is missing: each milestone with the act that brings it about, and the roles that may do it."""

from collections.abc import Mapping

from elections.permissions import COMMUNITY, STREET, Role, roles_for
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue
from elections.rules.phases import NOTICE_ROUNDS

BROUGHT_ABOUT_BY: Mapping[Milestone, Act] = {
    Milestone.PLAN_APPROVED: Act.SET_POSTS,
    Milestone.ROLL_CLOSED: Act.CLOSE_ROLL,
    Milestone.ELECTION_ANNOUNCED: Act.ANNOUNCE_ELECTION,
    Milestone.MOBILISATION_MEETING_HELD: Act.RECORD_MOBILISATION_MEETING,
    Milestone.OPEN_NOMINATION_CLOSED: Act.CLOSE_OPEN_NOMINATION,
    Milestone.DIRECTED_COUNT_CERTIFIED: Act.CERTIFY_DIRECTED_COUNT,
    Milestone.PRELIMINARY_APPROVED: Act.APPROVE_PRELIMINARY,
    Milestone.VETTING_CERTIFIED: Act.CERTIFY_VETTING,
    Milestone.COMMITTEE_BALLOT_CERTIFIED: Act.CERTIFY_COMMITTEE_BALLOT,
    Milestone.RESERVE_APPROVED: Act.APPROVE_RESERVE,
    Milestone.CANDIDATES_DELIBERATED: Act.RECORD_DELIBERATION,
    Milestone.SLATE_CERTIFIED: Act.CERTIFY_SLATE,
    Milestone.PLEDGES_PUBLISHED: Act.PUBLISH_PLEDGES,
    Milestone.BALLOT_PROOF_APPROVED: Act.APPROVE_BALLOT_PROOF,
    Milestone.RESULT_CERTIFIED: Act.CERTIFY_RESULT,
    Milestone.RESULT_PUBLISHED: Act.PUBLISH_RESULT,
    Milestone.REPORT_FILED: Act.FILE_REPORT,
    Milestone.APPROVAL_RECEIVED: Act.RECEIVE_APPROVAL,
    Milestone.WORK_DIVIDED: Act.RECORD_DIVISION_OF_WORK,
    Milestone.ARCHIVE_SEALED: Act.SEAL_ARCHIVE,
}

ACT_OF_ISSUE: Mapping[str, Act] = {
    "notice_not_closed": Act.ISSUE_NOTICE,
    "notice_runs": Act.ISSUE_NOTICE,
    "procedural_objection_open": Act.RULE_ON_OBJECTION,
    "procedural_objection_upheld": Act.CORRECT_NOTICE,
    "late_entries_unconfirmed": Act.CONFIRM_LATE_ENTRY,
    "plenary_not_convened": Act.CONVENE_MEETING,
    "plenary_without_candidates": Act.NAME_PLENARY_CANDIDATES,
    "contest_not_settled": Act.OPEN_ROUND,
    "round_undecided": Act.DECIDE_OUTCOME,
    "discipline_secretary_not_passed": Act.RECORD_DECISION,
    "handover_not_recorded": Act.RECORD_HANDOVER,
    "preliminary_post_empty": Act.PROPOSE_PRELIMINARY,
    "reserve_post_empty": Act.OPEN_COMMITTEE_BALLOT,
}


def act_for(issue: Issue) -> Act | None:
    """The act that settles what is missing, or that began what only time settles."""
    if issue.code == "milestone_missing":
        return BROUGHT_ABOUT_BY[Milestone(str(issue.params["milestone"]))]
    return ACT_OF_ISSUE.get(issue.code)


def who_does(issue: Issue) -> list[Role]:
    """In the order of the roles; nobody where a notice runs and only time is missing."""
    act = act_for(issue)
    if act is None or issue.code == "notice_runs":
        return []
    roles = roles_for(act)
    if act is Act.ISSUE_NOTICE:
        roles &= STREET if issuer_of(int(str(issue.params["round"]))) == "street" else COMMUNITY
    return sorted(roles, key=list(Role).index)


def issuer_of(number: int) -> str:
    return next(item.issuer for item in NOTICE_ROUNDS if item.number == number)
