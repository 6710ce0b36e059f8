"""The words of screens for every code: phases, milestones, roles, requests, documents, rules.

English msgids; the Chinese words stand in locale/parts/labels.json.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .act_labels import ACTS, BALLOT_STYLES, BODIES, DECISION_MATTERS, NEXT_STEPS, RULE_FIELDS
from .candidacy_labels import COMMITTEE_FIGURES as COMMITTEE_FIGURES
from .candidacy_labels import CONCERN_KINDS as CONCERN_KINDS
from .candidacy_labels import HELD_REASONS as HELD_REASONS
from .candidacy_labels import MEETING_KINDS as MEETING_KINDS
from .candidacy_labels import NEXT_BALLOTS as NEXT_BALLOTS
from .candidacy_labels import OFFICIAL_ROLES as OFFICIAL_ROLES
from .candidacy_labels import PREPARATORY_KINDS as PREPARATORY_KINDS
from .candidacy_labels import SLIP_KINDS as SLIP_KINDS
from .candidacy_labels import TRAINING_KINDS as TRAINING_KINDS
from .candidacy_labels import VETTING_ITEMS as VETTING_ITEMS
from .candidacy_labels import VETTING_STATES as VETTING_STATES
from .counting_labels import AT_THE_DESK as AT_THE_DESK
from .counting_labels import BALLOT_KINDS as BALLOT_KINDS
from .counting_labels import BATCH_PLACES as BATCH_PLACES
from .counting_labels import BATCH_WAITS as BATCH_WAITS
from .counting_labels import CAME_TO as CAME_TO
from .counting_labels import FIGURES_OF_A_COUNT as FIGURES_OF_A_COUNT
from .counting_labels import MEDIA as MEDIA
from .counting_labels import ROUND_STEPS as ROUND_STEPS
from .course_labels import PHASE_CHANGES as PHASE_CHANGES
from .decision_labels import MANNERS as MANNERS
from .decision_labels import REQUEST_FOLLOWS as REQUEST_FOLLOWS
from .decision_labels import REQUEST_HELP as REQUEST_HELP
from .duty_labels import DUTIES as DUTIES
from .duty_labels import OPEN_NOW as OPEN_NOW
from .figure_labels import FIGURES as FIGURES
from .hall_labels import AGENDA as AGENDA
from .hall_labels import AGENDA_PRESS as AGENDA_PRESS
from .hall_labels import FURTHER_CANDIDATES as FURTHER_CANDIDATES
from .hall_labels import SLIDES as SLIDES
from .hall_labels import SPEECH_KINDS as SPEECH_KINDS
from .ledger_labels import ENTRY_FIELDS as ENTRY_FIELDS
from .ledger_labels import LEDGERS as LEDGERS
from .mobilisation_labels import CONTACT_MANNERS as CONTACT_MANNERS
from .mobilisation_labels import CONTACT_STATES as CONTACT_STATES
from .mobilisation_labels import PUBLICITY_KINDS as PUBLICITY_KINDS
from .mobilisation_labels import WISHES as WISHES
from .nomination_labels import BATCH_STATES as BATCH_STATES
from .nomination_labels import CATEGORIES as CATEGORIES
from .nomination_labels import NOMINEE_STATES as NOMINEE_STATES
from .nomination_labels import NOMINEE_STEPS as NOMINEE_STEPS
from .nomination_labels import REMEDIES as REMEDIES
from .nomination_labels import SLIP_COUNTS as SLIP_COUNTS
from .nomination_labels import SLIP_FIGURES as SLIP_FIGURES
from .nomination_labels import SLIP_TURNS as SLIP_TURNS
from .notice_labels import ANNOUNCEMENT_CONDITIONS as ANNOUNCEMENT_CONDITIONS
from .notice_labels import FINDINGS as FINDINGS
from .notice_labels import NOTICE_CONDITIONS as NOTICE_CONDITIONS
from .notice_labels import NOTICE_PAPER_NAMES as NOTICE_PAPER_NAMES
from .notice_labels import NOTICE_PAPERS as NOTICE_PAPERS
from .notice_labels import NOTICE_ROUNDS as NOTICE_ROUNDS
from .notice_labels import NOTICE_SUBJECTS as NOTICE_SUBJECTS
from .notice_labels import OBJECTION_CHANNELS as OBJECTION_CHANNELS
from .office_labels import GATHERING_KINDS as GATHERING_KINDS
from .office_labels import GATHERING_LEVELS as GATHERING_LEVELS
from .office_labels import ORGANISATION_KINDS as ORGANISATION_KINDS
from .office_labels import OWN_RULES
from .office_labels import RULE_BOUNDS as RULE_BOUNDS
from .office_labels import RULE_VALUES as RULE_VALUES
from .office_labels import TITLES as TITLES
from .paper_labels import AUDIENCES as AUDIENCES
from .paper_labels import DOCUMENT_STATES as DOCUMENT_STATES
from .paper_labels import REPLY_KINDS as REPLY_KINDS
from .paper_labels import REQUEST_KINDS as REQUEST_KINDS
from .paper_labels import REQUEST_STATES as REQUEST_STATES
from .plan_labels import BRANCH_FORMS as BRANCH_FORMS
from .plan_labels import COMPOSITION as COMPOSITION
from .plan_labels import GROUP_PARTS as GROUP_PARTS
from .plan_labels import GROUP_SECTIONS as GROUP_SECTIONS
from .plan_labels import OCCASIONS as OCCASIONS
from .plan_labels import STAGES as STAGES
from .roll_labels import CAPACITIES as CAPACITIES
from .roll_labels import EXCLUSION_CATEGORIES as EXCLUSION_CATEGORIES
from .roll_labels import EXCLUSION_STATES as EXCLUSION_STATES
from .roll_labels import MEMBERSHIPS as MEMBERSHIPS
from .roll_labels import REVISIONS as REVISIONS
from .roll_labels import RIGHTS as RIGHTS
from .roll_labels import ROLL_FIELDS as ROLL_FIELDS
from .roll_labels import ROW_STATES as ROW_STATES
from .roll_labels import SUSPENSIONS as SUSPENSIONS
from .roll_labels import TAGS as TAGS

Table = Mapping[str, str | Promise]

PHASES: Table = {
    "preparation": _("Preparation"),
    "mobilisation": _("Mobilisation"),
    "open_nomination": _("Open nomination"),
    "directed_recommendation": _("Directed recommendation"),
    "vetting": _("Vetting"),
    "committee_ballot": _("Committee ballot"),
    "candidacy": _("Candidacy"),
    "meeting": _("Election meeting"),
    "reporting": _("Reporting"),
    "closed": _("Closing work"),
}

# As wide as a column of the board.
SHORT_PHASES: Table = {
    "preparation": _("Prep."),
    "mobilisation": _("Mobil."),
    "open_nomination": _("Nomin."),
    "directed_recommendation": _("Recom."),
    "vetting": _("Vetted"),
    "committee_ballot": _("Comm."),
    "candidacy": _("Cand."),
    "meeting": _("Meeting"),
    "reporting": _("Report"),
    "closed": _("Close"),
}

# 办理节点, as the step table names them.
MILESTONES: Table = {
    "plan_approved": _("Plan, posts and way of electing approved"),
    "roll_closed": _("Roll of electors closed"),
    "election_announced": _("Election announced"),
    "mobilisation_meeting_held": _("Mobilisation meeting held"),
    "open_nomination_closed": _("Open nomination closed"),
    "directed_count_certified": _("Directed recommendation counted"),
    "preliminary_approved": _("Preliminary nominees approved"),
    "vetting_certified": _("Vetting completed"),
    "committee_ballot_certified": _("Committee ballot counted"),
    "reserve_approved": _("Reserve candidates approved"),
    "candidates_deliberated": _("Candidates deliberated in the branches"),
    "slate_certified": _("Slate of candidates settled"),
    "pledges_published": _("Pledges published"),
    "ballot_proof_approved": _("Ballot proof approved"),
    "result_certified": _("Result confirmed"),
    "result_published": _("Result published"),
    "report_filed": _("Result reported to the superior"),
    "approval_received": _("Approval of the superior received"),
    "work_divided": _("Work divided among the new committee"),
    "archive_sealed": _("Archive sealed"),
}

ROLES: Table = {
    "system_administrator": _("System administrator"),
    "security_administrator": _("Security administrator"),
    "audit_administrator": _("Audit administrator"),
    "street_officer": _("Street officer"),
    "street_approver": _("Street approver"),
    "vetting_department": _("Vetting department"),
    "objection_handler": _("Objection handler"),
    "guidance_officer": _("Guidance officer"),
    "community_secretary": _("Community secretary"),
    "community_clerk": _("Community clerk"),
    "host": _("Host of the meeting"),
    "check_in_clerk": _("Check-in clerk"),
    "ballot_desk": _("Ballot desk"),
    "teller": _("Teller"),
    "caller": _("Caller"),
    "scrutineer": _("Scrutineer"),
    "observer": _("Observer"),
}

POSTS: Table = {
    "secretary": _("Secretary"),
    "deputy": _("Deputy secretary"),
    "committee": _("Committee member"),
    "discipline": _("Discipline committee member"),
    "discipline_secretary": _("Secretary of the discipline committee"),
}

# How somebody was nominated.
CHANNELS: Table = {
    "organisation": _("By the organisation"),
    "joint": _("Jointly"),
    "self": _("By oneself"),
}

LISTS: Table = {
    "nominated": _("Nominees of the open nomination"),
    "preliminary": _("Preliminary nominees"),
    "reserve": _("Reserve candidates"),
}

FORMS: Table = {
    "members": _("Members' meeting"),
    "delegates": _("Delegates' meeting"),
}

SEX: Table = {
    "male": _("Male"),
    "female": _("Female"),
}

EDUCATION: Table = {
    "primary": _("Primary school"),
    "junior": _("Junior secondary school"),
    "senior": _("Senior secondary school"),
    "college": _("College"),
    "bachelor": _("Bachelor"),
    "master": _("Master"),
    "doctor": _("Doctor"),
}

PRESETS: Table = {
    "regulation-2020": _("Regulation of 2020"),
    "street-community": _("Street and communities"),
    "village": _("Village"),
    "own": OWN_RULES,
}

UNITS: Table = {
    "working_day": _("working days"),
    "day": _("days"),
}

ISSUERS: Table = {
    "community": _("Issued by the community"),
    "street": _("Issued by the street"),
}

# What an issue's `field` names.
MATTERS: Table = {
    "matter": _("Matter"),
    "place": _("Place"),
    "chair": _("Chair"),
    "resolution": _("Resolution"),
}

YES, NO = _("yes"), _("no")

# Which table turns the code of an issue's parameter into words.
PARAMETERS: Mapping[str, tuple[Table, ...]] = {
    "phase": (PHASES,),
    "now": (PHASES,),
    "milestone": (MILESTONES,),
    "act": (ACTS,),
    "role": (ROLES,),
    "post": (POSTS,),
    "contest": (POSTS,),
    "earlier": (POSTS, MILESTONES),
    "next": (NEXT_STEPS,),
    "ballot": (BALLOT_STYLES,),
    "rules": (BALLOT_STYLES,),
    "body": (BODIES,),
    "matter": (DECISION_MATTERS,),
    "kind": (REQUEST_KINDS, PUBLICITY_KINDS),
    "manner": (CONTACT_MANNERS,),
    "wish": (WISHES,),
    "state": (DOCUMENT_STATES, REQUEST_STATES),
    "wanted": (DOCUMENT_STATES,),
    "meeting_kind": (MEETING_KINDS,),
    "figure": (FIGURES_OF_A_COUNT, ENTRY_FIELDS),
    "field": (MATTERS, ENTRY_FIELDS, RULE_FIELDS, POSTS),
    "section": (GROUP_SECTIONS,),
    "round": ({str(number): words for number, words in NOTICE_ROUNDS.items()},),
    "target": (COMPOSITION,),
}


def word(parameter: str, value: object) -> object:
    """The reader's word for a code that stands in a sentence; anything else as it is."""
    if isinstance(value, bool):
        return YES if value else NO
    for table in PARAMETERS.get(parameter, ()):
        if isinstance(value, str | int) and str(value) in table:
            return table[str(value)]
    return value
