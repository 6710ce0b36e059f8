"""What an office can do: the closed list of acts.

One act is one service function of the same name, one line of the permission table and one verb of the audit record.
"""

from enum import StrEnum


class Act(StrEnum):
    # the office: organisations, accounts, calendar, cycles
    CREATE_ORGANISATION = "create_organisation"
    EDIT_ORGANISATION = "edit_organisation"
    REMOVE_ORGANISATION = "remove_organisation"
    CREATE_ACCOUNT = "create_account"
    CLOSE_ACCOUNT = "close_account"
    APPOINT = "appoint"
    END_APPOINTMENT = "end_appointment"
    RESET_SIGN_IN = "reset_sign_in"
    CHANGE_PASSWORD = "change_password"
    CHOOSE_LANGUAGE = "choose_language"
    ADD_SECOND_FACTOR = "add_second_factor"
    REMOVE_SECOND_FACTOR = "remove_second_factor"
    RENEW_RECOVERY_CODES = "renew_recovery_codes"
    REQUIRE_SECOND_FACTOR = "require_second_factor"
    END_SIGN_INS = "end_sign_ins"
    RECORD_SIGN_IN = "record_sign_in"
    RECORD_SIGN_OUT = "record_sign_out"
    RECORD_FAILED_SIGN_IN = "record_failed_sign_in"
    LOAD_CALENDAR_YEAR = "load_calendar_year"
    STORE_WORD_TEMPLATE = "store_word_template"
    WITHDRAW_WORD_TEMPLATE = "withdraw_word_template"
    OPEN_CYCLE = "open_cycle"
    CHANGE_RULE_SET = "change_rule_set"
    MOVE_REHEARSAL_CLOCK = "move_rehearsal_clock"
    RECORD_TRAINING = "record_training"
    ADD_TRAINING_SHEET = "add_training_sheet"
    FILE_SUMMARY = "file_summary"
    REMOVE_REHEARSAL = "remove_rehearsal"

    # any phase of an election
    OPEN_ELECTION = "open_election"
    ENTER_ELECTION_LATE = "enter_election_late"
    ADVANCE_PHASE = "advance_phase"
    REOPEN_PHASE = "reopen_phase"
    POSTPONE_ELECTION = "postpone_election"
    ANNUL_ELECTION = "annul_election"
    RECORD_MILESTONE = "record_milestone"
    CORRECT_MILESTONE = "correct_milestone"
    CONFIRM_LATE_ENTRY = "confirm_late_entry"
    RECORD_DECISION = "record_decision"
    CORRECT_DECISION = "correct_decision"
    CORRECT_ENTRY = "correct_entry"
    SUBMIT_REQUEST = "submit_request"
    RETURN_REQUEST = "return_request"
    REPLY_TO_REQUEST = "reply_to_request"
    ATTACH_REPLY_SCAN = "attach_reply_scan"
    STORE_FILE = "store_file"
    DRAFT_DOCUMENT = "draft_document"
    RENDER_DOCUMENT = "render_document"
    FINALISE_DOCUMENT = "finalise_document"
    STAMP_DOCUMENT = "stamp_document"
    RELEASE_DOCUMENT = "release_document"
    SUPERSEDE_DOCUMENT = "supersede_document"
    ORDER_PRINT_RUN = "order_print_run"
    OPEN_CONFIDENTIAL_FILE = "open_confidential_file"
    EXPORT_RECORD = "export_record"
    EXPORT_LIST = "export_list"
    EXPORT_ARCHIVE = "export_archive"
    ERASE_DETAIL = "erase_detail"
    RESTORED = "restored"

    # preparation
    SET_LEADING_GROUP = "set_leading_group"
    ASSIGN_LEADER = "assign_leader"
    RECORD_PRESENCE_OF_LEADER = "record_presence_of_leader"
    SET_POSTS = "set_posts"
    ADOPT_PLAN = "adopt_plan"
    IMPORT_ROLL = "import_roll"
    UNDO_IMPORT = "undo_import"
    ADD_ROLL_ENTRY = "add_roll_entry"
    EDIT_ROLL_ENTRY = "edit_roll_entry"
    REMOVE_ROLL_ENTRY = "remove_roll_entry"
    PROPOSE_EXCLUSION = "propose_exclusion"
    WITHDRAW_EXCLUSION = "withdraw_exclusion"
    CLOSE_ROLL = "close_roll"
    REVISE_ROLL = "revise_roll"

    # mobilisation
    RECORD_PUBLICITY = "record_publicity"
    RECORD_CONTACT = "record_contact"
    RECORD_MOBILISATION_MEETING = "record_mobilisation_meeting"
    CHOOSE_MEETING_DATE = "choose_meeting_date"
    ANNOUNCE_ELECTION = "announce_election"
    PREPARE_OPEN_LETTERS = "prepare_open_letters"

    # notices
    ISSUE_NOTICE = "issue_notice"
    RECORD_POSTING = "record_posting"
    INTERRUPT_NOTICE = "interrupt_notice"
    CORRECT_NOTICE = "correct_notice"
    RECORD_NOTICE_CLOSED = "record_notice_closed"
    SEND_REMINDER = "send_reminder"
    RECEIVE_OBJECTION = "receive_objection"
    RULE_ON_OBJECTION = "rule_on_objection"

    # nominations
    OPEN_NOMINATION_ROUND = "open_nomination_round"
    REGISTER_NOMINATION = "register_nomination"
    STRIKE_NOMINATION = "strike_nomination"
    REMEDY_SHORTAGE = "remedy_shortage"
    RECORD_CONSENT = "record_consent"
    WITHDRAW_NOMINEE = "withdraw_nominee"
    LINK_ACCOUNT = "link_account"
    CLOSE_OPEN_NOMINATION = "close_open_nomination"
    OPEN_DIRECTED_ROUND = "open_directed_round"
    ENTER_RECOMMENDATION_TALLY = "enter_recommendation_tally"
    SETTLE_RECOMMENDATION_TALLY = "settle_recommendation_tally"
    SET_SLIPS_ASIDE = "set_slips_aside"
    CERTIFY_DIRECTED_COUNT = "certify_directed_count"
    OPEN_TRUST_VOTE = "open_trust_vote"
    CERTIFY_TRUST_VOTE = "certify_trust_vote"
    PROPOSE_PRELIMINARY = "propose_preliminary"
    APPROVE_PRELIMINARY = "approve_preliminary"
    RECORD_VETTING = "record_vetting"
    RECORD_INSPECTION = "record_inspection"
    CERTIFY_VETTING = "certify_vetting"
    REINSTATE_NOMINEE = "reinstate_nominee"
    ENTER_LIST_LATE = "enter_list_late"
    OPEN_COMMITTEE_BALLOT = "open_committee_ballot"
    ENTER_COMMITTEE_TALLY = "enter_committee_tally"
    SETTLE_COMMITTEE_TALLY = "settle_committee_tally"
    SET_COMMITTEE_TALLY_ASIDE = "set_committee_tally_aside"
    CERTIFY_COMMITTEE_BALLOT = "certify_committee_ballot"
    APPROVE_RESERVE = "approve_reserve"
    RECORD_DELIBERATION = "record_deliberation"
    RECORD_VISIT = "record_visit"
    RECORD_CONCERN = "record_concern"
    CHOOSE_CONCERN = "choose_concern"
    DROP_CONCERN = "drop_concern"
    SIGN_PLEDGE = "sign_pledge"
    PUBLISH_PLEDGES = "publish_pledges"
    RECORD_SPEECH_TRAINING = "record_speech_training"

    # slate and meeting
    CERTIFY_SLATE = "certify_slate"
    HOLD_CANDIDATE = "hold_candidate"
    RELEASE_CANDIDATE = "release_candidate"
    NAME_PLENARY_CANDIDATES = "name_plenary_candidates"
    CONVENE_MEETING = "convene_meeting"
    CHANGE_MEETING_DATE = "change_meeting_date"
    RECORD_PREPARATORY_MEETING = "record_preparatory_meeting"
    PROPOSE_OFFICIALS = "propose_officials"
    APPROVE_BALLOT_PROOF = "approve_ballot_proof"
    OPEN_SESSION = "open_session"
    VOTE_ON_EXCLUSIONS = "vote_on_exclusions"
    CHECK_IN = "check_in"
    UNDO_CHECK_IN = "undo_check_in"
    CHECK_OUT = "check_out"
    DECLARE_QUORUM = "declare_quorum"
    ADOPT_METHOD = "adopt_method"
    APPROVE_OFFICIALS = "approve_officials"
    REPLACE_OFFICIAL = "replace_official"
    RENEW_HALL_PIN = "renew_hall_pin"
    SET_SPEECH_ORDER = "set_speech_order"
    RECORD_SPEECH = "record_speech"
    ADJOURN_SESSION = "adjourn_session"
    CLOSE_SESSION = "close_session"

    # ballots and count
    OPEN_ROUND = "open_round"
    ISSUE_BALLOT = "issue_ballot"
    REPLACE_BALLOT = "replace_ballot"
    PREPARE_BALLOT_CODES = "prepare_ballot_codes"
    CAST_BALLOT = "cast_ballot"
    CLOSE_ROUND = "close_round"
    VOID_ROUND = "void_round"
    ENTER_TALLY = "enter_tally"
    SETTLE_TALLY = "settle_tally"
    ATTEST_COUNT = "attest_count"
    REOPEN_COUNT = "reopen_count"
    DECIDE_OUTCOME = "decide_outcome"
    REDUCE_SEATS = "reduce_seats"
    RECORD_DECLINED = "record_declined"
    CERTIFY_RESULT = "certify_result"
    PUBLISH_RESULT = "publish_result"

    # reporting and closing
    FILE_REPORT = "file_report"
    RECEIVE_APPROVAL = "receive_approval"
    RECORD_DIVISION_OF_WORK = "record_division_of_work"
    RECORD_HANDOVER = "record_handover"
    SEAL_ARCHIVE = "seal_archive"


# What is entered by these and found wrong later is put right by CORRECT_ENTRY, where it stands.
CORRECTED_ENTRIES = frozenset(
    {
        Act.RECORD_PUBLICITY,
        Act.RECORD_MOBILISATION_MEETING,
        Act.RECORD_TRAINING,
        Act.RECORD_PRESENCE_OF_LEADER,
        Act.RECORD_CONTACT,
        Act.RECORD_PREPARATORY_MEETING,
        Act.RECORD_HANDOVER,
        Act.CLOSE_OPEN_NOMINATION,
        Act.RECORD_DELIBERATION,
        Act.RECORD_VISIT,
        Act.CLOSE_ROUND,
    }
)


class Milestone(StrEnum):
    """办理节点: a dated fact with an actor, its evidence and its facts."""

    PLAN_APPROVED = "plan_approved"
    ROLL_CLOSED = "roll_closed"
    ELECTION_ANNOUNCED = "election_announced"
    MOBILISATION_MEETING_HELD = "mobilisation_meeting_held"
    OPEN_NOMINATION_CLOSED = "open_nomination_closed"
    DIRECTED_COUNT_CERTIFIED = "directed_count_certified"
    PRELIMINARY_APPROVED = "preliminary_approved"
    VETTING_CERTIFIED = "vetting_certified"
    COMMITTEE_BALLOT_CERTIFIED = "committee_ballot_certified"
    RESERVE_APPROVED = "reserve_approved"
    CANDIDATES_DELIBERATED = "candidates_deliberated"
    SLATE_CERTIFIED = "slate_certified"
    PLEDGES_PUBLISHED = "pledges_published"
    BALLOT_PROOF_APPROVED = "ballot_proof_approved"
    RESULT_CERTIFIED = "result_certified"
    RESULT_PUBLISHED = "result_published"
    REPORT_FILED = "report_filed"
    APPROVAL_RECEIVED = "approval_received"
    WORK_DIVIDED = "work_divided"
    ARCHIVE_SEALED = "archive_sealed"
