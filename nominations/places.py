"""The places of an election that nominations brings."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from elections.permissions import Role
from elections.places import DESK_READERS, OFFICE_READERS, STREET_READERS, Place
from elections.rules.acts import Act
from elections.rules.phases import Phase, is_on
from elections.rules.rule_set import RuleSet


def has_directed_recommendation(rules: RuleSet) -> bool:
    return is_on(Phase.DIRECTED_RECOMMENDATION, rules)


def has_committee_ballot(rules: RuleSet) -> bool:
    return is_on(Phase.COMMITTEE_BALLOT, rules)


NOMINATION = Place(
    "nomination",
    _("Open nomination"),
    "nominations:nomination",
    Phase.OPEN_NOMINATION,
    frozenset(
        {
            Act.OPEN_NOMINATION_ROUND,
            Act.REGISTER_NOMINATION,
            Act.STRIKE_NOMINATION,
            Act.REMEDY_SHORTAGE,
            Act.RECORD_CONSENT,
            Act.WITHDRAW_NOMINEE,
            Act.LINK_ACCOUNT,
            Act.CLOSE_OPEN_NOMINATION,
        }
    ),
    OFFICE_READERS,
)
RECOMMENDATION = Place(
    "recommendation",
    _("Directed recommendation"),
    "nominations:recommendation",
    Phase.DIRECTED_RECOMMENDATION,
    frozenset(
        {
            Act.OPEN_DIRECTED_ROUND,
            Act.OPEN_TRUST_VOTE,
            Act.ENTER_RECOMMENDATION_TALLY,
            Act.SETTLE_RECOMMENDATION_TALLY,
            Act.SET_SLIPS_ASIDE,
            Act.CERTIFY_DIRECTED_COUNT,
            Act.CERTIFY_TRUST_VOTE,
        }
    ),
    OFFICE_READERS,
    has_directed_recommendation,
)
VETTING = Place(
    "vetting",
    _("Vetting and inspection"),
    "nominations:vetting",
    Phase.VETTING,
    frozenset({Act.RECORD_VETTING, Act.RECORD_INSPECTION, Act.CERTIFY_VETTING, Act.REINSTATE_NOMINEE}),
    STREET_READERS | {Role.VETTING_DEPARTMENT},
)
LISTS = Place(
    "lists",
    _("Preliminary and reserve lists"),
    "nominations:lists",
    Phase.VETTING,
    frozenset({Act.PROPOSE_PRELIMINARY, Act.APPROVE_PRELIMINARY, Act.ENTER_LIST_LATE, Act.APPROVE_RESERVE}),
    DESK_READERS,
)
COMMITTEE_BALLOT = Place(
    "committee-ballot",
    _("Committee ballot"),
    "nominations:committee_ballot",
    Phase.COMMITTEE_BALLOT,
    frozenset(
        {
            Act.OPEN_COMMITTEE_BALLOT,
            Act.ENTER_COMMITTEE_TALLY,
            Act.SETTLE_COMMITTEE_TALLY,
            Act.SET_COMMITTEE_TALLY_ASIDE,
            Act.CERTIFY_COMMITTEE_BALLOT,
        }
    ),
    STREET_READERS,
    has_committee_ballot,
)
CANDIDACY = Place(
    "candidacy",
    _("Visits, pledges and slate"),
    "nominations:candidacy",
    Phase.CANDIDACY,
    frozenset(
        {
            Act.RECORD_VISIT,
            Act.RECORD_CONCERN,
            Act.CHOOSE_CONCERN,
            Act.DROP_CONCERN,
            Act.SIGN_PLEDGE,
            Act.PUBLISH_PLEDGES,
            Act.RECORD_SPEECH_TRAINING,
            Act.RECORD_DELIBERATION,
            Act.CERTIFY_SLATE,
        }
    ),
    DESK_READERS,
)

PLACES: Sequence[Place] = (NOMINATION, RECOMMENDATION, LISTS, VETTING, COMMITTEE_BALLOT, CANDIDACY)
