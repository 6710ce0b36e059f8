"""The places of an election where work is done: each a page that hangs off the election's own, with the acts done there.

Each app lists its own; the project joins them (settings.PLACES). What is missing in an election leads to the place of its act.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from elections.permissions import HALL_ROLES, Role
from elections.rules.acts import Act
from elections.rules.phases import Phase
from elections.rules.rule_set import RuleSet


def always(_rules: RuleSet) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Place:
    """`url` is the name of its page, which takes the election's code; `readers` may open it; in `phase` it has its turn."""

    code: str
    title: str | Promise
    url: str
    phase: Phase | None
    acts: frozenset[Act]
    readers: frozenset[Role]
    is_there: Callable[[RuleSet], bool] = always


def join_places(*declared: Sequence[Place]) -> Sequence[Place]:
    """In the order of the steps; what belongs to no step comes last."""
    order = list(Phase)
    return sorted((item for part in declared for item in part), key=lambda item: order.index(item.phase) if item.phase else len(order))


def all_places() -> Sequence[Place]:
    found: Sequence[Place] = import_string(settings.PLACES)
    return found


def place(code: str) -> Place:
    return next(item for item in all_places() if item.code == code)


def place_of(act: Act) -> Place | None:
    """Where the act is done."""
    return next((item for item in all_places() if act in item.acts), None)


def places_for(held: frozenset[Role], rules: RuleSet) -> list[Place]:
    """In the order of an election's steps."""
    return [item for item in all_places() if item.readers & held and item.is_there(rules)]


STREET_READERS = frozenset({Role.STREET_OFFICER, Role.STREET_APPROVER})
OFFICE_READERS = STREET_READERS | {Role.COMMUNITY_SECRETARY, Role.COMMUNITY_CLERK}
DESK_READERS = OFFICE_READERS | {Role.GUIDANCE_OFFICER}

PLAN = Place(
    "plan",
    _("Plan and posts"),
    "elections:plan",
    Phase.PREPARATION,
    frozenset(
        {Act.SET_LEADING_GROUP, Act.ASSIGN_LEADER, Act.RECORD_PRESENCE_OF_LEADER, Act.SET_POSTS, Act.ADOPT_PLAN, Act.CHOOSE_MEETING_DATE}
    ),
    DESK_READERS,
)
ROLL = Place(
    "roll",
    _("Roll of electors"),
    "elections:roll",
    Phase.PREPARATION,
    frozenset(
        {
            Act.IMPORT_ROLL,
            Act.UNDO_IMPORT,
            Act.ADD_ROLL_ENTRY,
            Act.EDIT_ROLL_ENTRY,
            Act.REMOVE_ROLL_ENTRY,
            Act.PROPOSE_EXCLUSION,
            Act.WITHDRAW_EXCLUSION,
            Act.CLOSE_ROLL,
            Act.REVISE_ROLL,
        }
    ),
    OFFICE_READERS,
)
MOBILISATION = Place(
    "mobilisation",
    _("Mobilisation and contacts"),
    "elections:mobilisation",
    Phase.MOBILISATION,
    frozenset(
        {
            Act.RECORD_PUBLICITY,
            Act.RECORD_CONTACT,
            Act.RECORD_MOBILISATION_MEETING,
            Act.ANNOUNCE_ELECTION,
            Act.PREPARE_OPEN_LETTERS,
        }
    ),
    DESK_READERS,
)
NOTICES = Place(
    "notices",
    _("Notices and objections"),
    "elections:notices",
    None,
    frozenset(
        {
            Act.ISSUE_NOTICE,
            Act.RECORD_POSTING,
            Act.INTERRUPT_NOTICE,
            Act.CORRECT_NOTICE,
            Act.RECEIVE_OBJECTION,
            Act.RULE_ON_OBJECTION,
        }
    ),
    DESK_READERS | {Role.OBJECTION_HANDLER},
)
MEETING = Place(
    "meeting",
    _("Candidates and meeting"),
    "elections:meeting",
    Phase.MEETING,
    frozenset(
        {
            Act.HOLD_CANDIDATE,
            Act.RELEASE_CANDIDATE,
            Act.CONVENE_MEETING,
            Act.CHANGE_MEETING_DATE,
            Act.RECORD_PREPARATORY_MEETING,
            Act.PROPOSE_OFFICIALS,
            Act.APPROVE_BALLOT_PROOF,
        }
    ),
    DESK_READERS,
)
HALL = Place(
    "hall",
    _("Hall"),
    "elections:hall",
    Phase.MEETING,
    frozenset(
        {
            Act.NAME_PLENARY_CANDIDATES,
            Act.OPEN_SESSION,
            Act.VOTE_ON_EXCLUSIONS,
            Act.CHECK_IN,
            Act.UNDO_CHECK_IN,
            Act.CHECK_OUT,
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
    ),
    OFFICE_READERS | HALL_ROLES,
)
REPORT = Place(
    "report",
    _("Result and closing"),
    "elections:report",
    Phase.REPORTING,
    frozenset(
        {
            Act.PUBLISH_RESULT,
            Act.FILE_REPORT,
            Act.RECEIVE_APPROVAL,
            Act.RECORD_DIVISION_OF_WORK,
            Act.RECORD_HANDOVER,
            Act.SEAL_ARCHIVE,
            Act.EXPORT_ARCHIVE,
        }
    ),
    DESK_READERS,
)
DECISIONS = Place(
    "decisions",
    _("Decisions and requests"),
    "elections:decisions",
    None,
    frozenset({Act.RECORD_DECISION, Act.CORRECT_DECISION, Act.SUBMIT_REQUEST}),
    OFFICE_READERS,
)
DOCUMENTS = Place(
    "documents",
    _("Documents"),
    "elections:documents",
    None,
    frozenset(
        {
            Act.DRAFT_DOCUMENT,
            Act.FINALISE_DOCUMENT,
            Act.STAMP_DOCUMENT,
            Act.RELEASE_DOCUMENT,
            Act.SUPERSEDE_DOCUMENT,
            Act.ORDER_PRINT_RUN,
            Act.STORE_FILE,
            Act.OPEN_CONFIDENTIAL_FILE,
        }
    ),
    DESK_READERS | {Role.VETTING_DEPARTMENT, Role.OBJECTION_HANDLER},
)
COURSE = Place(
    "course",
    _("Course and corrections"),
    "elections:course",
    None,
    frozenset(
        {
            Act.ADVANCE_PHASE,
            Act.REOPEN_PHASE,
            Act.POSTPONE_ELECTION,
            Act.ANNUL_ELECTION,
            Act.RECORD_MILESTONE,
            Act.CORRECT_MILESTONE,
            Act.CORRECT_ENTRY,
            Act.CONFIRM_LATE_ENTRY,
            Act.ENTER_ELECTION_LATE,
        }
    ),
    DESK_READERS,
)

PLACES: Sequence[Place] = (PLAN, ROLL, MOBILISATION, MEETING, HALL, REPORT, NOTICES, DECISIONS, DOCUMENTS, COURSE)
