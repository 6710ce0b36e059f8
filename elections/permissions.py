"""Who may do what: the one permission table. Allowed = role and phase and time and no conflict of interest."""

from collections.abc import Mapping
from enum import StrEnum

from .rules.acts import Act


class Role(StrEnum):
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"
    STREET_OFFICER = "street_officer"
    STREET_APPROVER = "street_approver"
    VETTING_DEPARTMENT = "vetting_department"
    OBJECTION_HANDLER = "objection_handler"
    GUIDANCE_OFFICER = "guidance_officer"
    COMMUNITY_SECRETARY = "community_secretary"
    COMMUNITY_CLERK = "community_clerk"
    HOST = "host"
    CHECK_IN_CLERK = "check_in_clerk"
    BALLOT_DESK = "ballot_desk"
    TELLER = "teller"
    CALLER = "caller"
    SCRUTINEER = "scrutineer"
    OBSERVER = "observer"


# Roles held for the whole street; all others are held for one community (or one election).
STREET_ROLES = frozenset(
    {
        Role.SYSTEM_ADMINISTRATOR,
        Role.SECURITY_ADMINISTRATOR,
        Role.AUDIT_ADMINISTRATOR,
        Role.STREET_OFFICER,
        Role.STREET_APPROVER,
        Role.VETTING_DEPARTMENT,
        Role.OBJECTION_HANDLER,
    }
)
# 三员: who runs the system, who gives out its keys, who checks both.
ADMINISTRATORS = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR)
HALL_ROLES = frozenset({Role.HOST, Role.CHECK_IN_CLERK, Role.BALLOT_DESK, Role.TELLER, Role.CALLER, Role.SCRUTINEER})

OFFICER = frozenset({Role.STREET_OFFICER})
APPROVER = frozenset({Role.STREET_APPROVER})
STREET = OFFICER | APPROVER
COMMUNITY = frozenset({Role.COMMUNITY_SECRETARY, Role.COMMUNITY_CLERK})
DESK = STREET | COMMUNITY
OFFICE = OFFICER | COMMUNITY
EVERYBODY = frozenset(Role)
NOBODY: frozenset[Role] = frozenset()  # the system itself: sweeps, jobs, the booth


def _each(roles: frozenset[Role], *acts: Act) -> dict[Act, frozenset[Role]]:
    return dict.fromkeys(acts, roles)


PERMISSIONS: Mapping[Act, frozenset[Role]] = {
    **_each(
        frozenset({Role.SYSTEM_ADMINISTRATOR}),
        Act.CREATE_ORGANISATION,
        Act.EDIT_ORGANISATION,
        Act.REMOVE_ORGANISATION,
        Act.LOAD_CALENDAR_YEAR,
        Act.REMOVE_REHEARSAL,
    ),
    **_each(frozenset({Role.SYSTEM_ADMINISTRATOR}) | OFFICER, Act.OPEN_CYCLE, Act.MOVE_REHEARSAL_CLOCK),
    **_each(frozenset({Role.SYSTEM_ADMINISTRATOR}) | OFFICER, Act.STORE_WORD_TEMPLATE, Act.WITHDRAW_WORD_TEMPLATE),
    **_each(frozenset({Role.SECURITY_ADMINISTRATOR}), Act.CREATE_ACCOUNT, Act.CLOSE_ACCOUNT, Act.RESET_SIGN_IN, Act.REQUIRE_SECOND_FACTOR),
    **_each(frozenset({Role.SECURITY_ADMINISTRATOR}) | OFFICER, Act.APPOINT, Act.END_APPOINTMENT),
    **_each(
        EVERYBODY,
        Act.CHANGE_PASSWORD,
        Act.CHOOSE_LANGUAGE,
        Act.RECORD_SIGN_OUT,
        Act.ADD_SECOND_FACTOR,
        Act.REMOVE_SECOND_FACTOR,
        Act.RENEW_RECOVERY_CODES,
        Act.END_SIGN_INS,
    ),
    **_each(NOBODY, Act.RECORD_SIGN_IN, Act.RECORD_FAILED_SIGN_IN),
    **_each(
        APPROVER,
        Act.CHANGE_RULE_SET,
        Act.REOPEN_PHASE,
        Act.POSTPONE_ELECTION,
        Act.ANNUL_ELECTION,
        Act.RETURN_REQUEST,
        Act.REPLY_TO_REQUEST,
        Act.APPROVE_PRELIMINARY,
        Act.APPROVE_RESERVE,
        Act.RECEIVE_APPROVAL,
        Act.REOPEN_COUNT,
        Act.REINSTATE_NOMINEE,
    ),
    **_each(
        STREET,
        Act.CONFIRM_LATE_ENTRY,
        Act.ATTACH_REPLY_SCAN,
        Act.ENTER_COMMITTEE_TALLY,
        Act.SETTLE_COMMITTEE_TALLY,
        Act.SET_COMMITTEE_TALLY_ASIDE,
    ),
    **_each(
        OFFICER,
        Act.OPEN_ELECTION,
        Act.ENTER_ELECTION_LATE,
        Act.RECORD_TRAINING,
        Act.ADD_TRAINING_SHEET,
        Act.FILE_SUMMARY,
        Act.ASSIGN_LEADER,
        Act.RECORD_PRESENCE_OF_LEADER,
        Act.OPEN_COMMITTEE_BALLOT,
        Act.CERTIFY_COMMITTEE_BALLOT,
        Act.ENTER_LIST_LATE,
        Act.HOLD_CANDIDATE,
        Act.RELEASE_CANDIDATE,
        Act.RECORD_INSPECTION,
        Act.CERTIFY_VETTING,
    ),
    **_each(frozenset({Role.VETTING_DEPARTMENT}) | OFFICER, Act.RECORD_VETTING),
    **_each(frozenset({Role.OBJECTION_HANDLER}), Act.RECEIVE_OBJECTION, Act.RULE_ON_OBJECTION),
    **_each(frozenset({Role.AUDIT_ADMINISTRATOR, Role.OBSERVER}) | DESK, Act.EXPORT_RECORD),
    **_each(frozenset({Role.AUDIT_ADMINISTRATOR}), Act.ERASE_DETAIL),
    # Which papers, their audience says.
    **_each(
        DESK | {Role.VETTING_DEPARTMENT, Role.OBJECTION_HANDLER, Role.GUIDANCE_OFFICER, Role.AUDIT_ADMINISTRATOR, Role.OBSERVER},
        Act.OPEN_CONFIDENTIAL_FILE,
    ),
    # In the hall: the signed count report is photographed, whoever declines has signed a statement.
    **_each(
        DESK | {Role.VETTING_DEPARTMENT, Role.OBJECTION_HANDLER, Role.HOST, Role.TELLER, Role.SCRUTINEER},
        Act.STORE_FILE,
    ),
    **_each(
        OFFICE,
        Act.ADVANCE_PHASE,
        Act.RECORD_MILESTONE,
        Act.CORRECT_MILESTONE,
        Act.RECORD_DECISION,
        Act.CORRECT_DECISION,
        Act.SUBMIT_REQUEST,
        Act.DRAFT_DOCUMENT,
        Act.FINALISE_DOCUMENT,
        Act.STAMP_DOCUMENT,
        Act.RELEASE_DOCUMENT,
        Act.SUPERSEDE_DOCUMENT,
        Act.ORDER_PRINT_RUN,
        Act.SET_LEADING_GROUP,
        Act.SET_POSTS,
        Act.ADOPT_PLAN,
        Act.IMPORT_ROLL,
        Act.UNDO_IMPORT,
        Act.ADD_ROLL_ENTRY,
        Act.EDIT_ROLL_ENTRY,
        Act.REMOVE_ROLL_ENTRY,
        Act.PROPOSE_EXCLUSION,
        Act.WITHDRAW_EXCLUSION,
        Act.CLOSE_ROLL,
        Act.REVISE_ROLL,
        Act.RECORD_PUBLICITY,
        Act.RECORD_CONTACT,
        Act.RECORD_MOBILISATION_MEETING,
        Act.CHOOSE_MEETING_DATE,
        Act.ANNOUNCE_ELECTION,
        Act.PREPARE_OPEN_LETTERS,
        Act.ISSUE_NOTICE,
        Act.RECORD_POSTING,
        Act.INTERRUPT_NOTICE,
        Act.CORRECT_NOTICE,
        Act.OPEN_NOMINATION_ROUND,
        Act.REGISTER_NOMINATION,
        Act.STRIKE_NOMINATION,
        Act.REMEDY_SHORTAGE,
        Act.RECORD_CONSENT,
        Act.WITHDRAW_NOMINEE,
        Act.LINK_ACCOUNT,
        Act.CLOSE_OPEN_NOMINATION,
        Act.OPEN_DIRECTED_ROUND,
        Act.ENTER_RECOMMENDATION_TALLY,
        Act.SETTLE_RECOMMENDATION_TALLY,
        Act.SET_SLIPS_ASIDE,
        Act.CERTIFY_DIRECTED_COUNT,
        Act.OPEN_TRUST_VOTE,
        Act.CERTIFY_TRUST_VOTE,
        Act.PROPOSE_PRELIMINARY,
        Act.RECORD_DELIBERATION,
        Act.RECORD_VISIT,
        Act.RECORD_CONCERN,
        Act.CHOOSE_CONCERN,
        Act.DROP_CONCERN,
        Act.SIGN_PLEDGE,
        Act.PUBLISH_PLEDGES,
        Act.RECORD_SPEECH_TRAINING,
        Act.CERTIFY_SLATE,
        Act.NAME_PLENARY_CANDIDATES,
        Act.CONVENE_MEETING,
        Act.CHANGE_MEETING_DATE,
        Act.RECORD_PREPARATORY_MEETING,
        Act.PROPOSE_OFFICIALS,
        Act.PUBLISH_RESULT,
        Act.FILE_REPORT,
        Act.RECORD_DIVISION_OF_WORK,
        Act.RECORD_HANDOVER,
        Act.SEAL_ARCHIVE,
    ),
    **_each(OFFICE | {Role.HOST}, Act.CORRECT_ENTRY),  # in a ledger that the role may record in
    **_each(STREET, Act.APPROVE_BALLOT_PROOF),
    **_each(DESK, Act.EXPORT_LIST),
    **_each(STREET, Act.EXPORT_ARCHIVE),
    **_each(
        COMMUNITY | {Role.HOST},
        Act.OPEN_SESSION,
        Act.VOTE_ON_EXCLUSIONS,
        Act.DECLARE_QUORUM,
        Act.ADOPT_METHOD,
        Act.APPROVE_OFFICIALS,
        Act.REPLACE_OFFICIAL,
        Act.RENEW_HALL_PIN,
        Act.SET_SPEECH_ORDER,
        Act.RECORD_SPEECH,
        Act.ADJOURN_SESSION,
        Act.CLOSE_SESSION,
        Act.OPEN_ROUND,
        Act.CLOSE_ROUND,
        Act.VOID_ROUND,
        Act.DECIDE_OUTCOME,
        Act.REDUCE_SEATS,
        Act.RECORD_DECLINED,
        Act.CERTIFY_RESULT,
    ),
    **_each(COMMUNITY | {Role.CHECK_IN_CLERK}, Act.CHECK_IN, Act.UNDO_CHECK_IN, Act.CHECK_OUT),
    **_each(COMMUNITY | {Role.BALLOT_DESK}, Act.ISSUE_BALLOT, Act.REPLACE_BALLOT, Act.PREPARE_BALLOT_CODES),
    **_each(frozenset({Role.TELLER}), Act.ENTER_TALLY),
    **_each(frozenset({Role.SCRUTINEER}), Act.SETTLE_TALLY),
    # Signed by the scrutineer's own PIN or on paper; whoever sits at the machine only types it in.
    **_each(COMMUNITY | {Role.SCRUTINEER, Role.TELLER}, Act.ATTEST_COUNT),
    **_each(NOBODY, Act.RESTORED, Act.RENDER_DOCUMENT, Act.RECORD_NOTICE_CLOSED, Act.SEND_REMINDER, Act.CAST_BALLOT),
}

# What an account loses, from consent on, when its holder is a nominee of that election: what touches the own candidacy, and what decides
# who else stands, who votes and who counts.
BARRED_BY_CONFLICT = frozenset(
    {
        Act.PROPOSE_EXCLUSION,
        Act.WITHDRAW_EXCLUSION,
        Act.REVISE_ROLL,
        Act.RECEIVE_OBJECTION,
        Act.RULE_ON_OBJECTION,
        Act.RECORD_VETTING,
        Act.RECORD_INSPECTION,
        Act.CERTIFY_VETTING,
        Act.REINSTATE_NOMINEE,
        Act.OPEN_COMMITTEE_BALLOT,
        Act.ENTER_COMMITTEE_TALLY,
        Act.SETTLE_COMMITTEE_TALLY,
        Act.SET_COMMITTEE_TALLY_ASIDE,
        Act.CERTIFY_COMMITTEE_BALLOT,
        Act.ENTER_RECOMMENDATION_TALLY,
        Act.SETTLE_RECOMMENDATION_TALLY,
        Act.SET_SLIPS_ASIDE,
        Act.CERTIFY_DIRECTED_COUNT,
        Act.CERTIFY_TRUST_VOTE,
        Act.REGISTER_NOMINATION,
        Act.STRIKE_NOMINATION,
        Act.RECORD_CONSENT,
        Act.WITHDRAW_NOMINEE,
        Act.LINK_ACCOUNT,
        Act.CLOSE_OPEN_NOMINATION,
        Act.PROPOSE_PRELIMINARY,
        Act.APPROVE_PRELIMINARY,
        Act.APPROVE_RESERVE,
        Act.ENTER_LIST_LATE,
        Act.ISSUE_NOTICE,
        Act.CORRECT_NOTICE,
        Act.CERTIFY_SLATE,
        Act.HOLD_CANDIDATE,
        Act.RELEASE_CANDIDATE,
        Act.NAME_PLENARY_CANDIDATES,
        Act.OPEN_CONFIDENTIAL_FILE,
        Act.APPROVE_BALLOT_PROOF,
        Act.VOTE_ON_EXCLUSIONS,
        Act.PROPOSE_OFFICIALS,
        Act.APPROVE_OFFICIALS,  # their PINs sign the count
        Act.REPLACE_OFFICIAL,
        Act.RENEW_HALL_PIN,
        Act.SET_SPEECH_ORDER,
        Act.OPEN_ROUND,
        Act.ISSUE_BALLOT,
        Act.REPLACE_BALLOT,
        Act.PREPARE_BALLOT_CODES,
        Act.CLOSE_ROUND,
        Act.VOID_ROUND,
        Act.ENTER_TALLY,
        Act.SETTLE_TALLY,
        Act.ATTEST_COUNT,
        Act.REOPEN_COUNT,
        Act.DECIDE_OUTCOME,
        Act.REDUCE_SEATS,
        Act.RECORD_DECLINED,
        Act.CERTIFY_RESULT,
    }
)


def roles_for(act: Act) -> frozenset[Role]:
    return PERMISSIONS[act]
