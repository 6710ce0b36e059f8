"""The words of the office itself: organisations, rules of a cycle, gatherings. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = Mapping[str, str | Promise]

TITLES: Table = {
    "working_committee": _("Party working committee"),
    "town_committee": _("Party committee of a town"),
    "committee": _("Party committee"),
    "general_branch": _("General Party branch"),
    "branch": _("Party branch"),
}

ORGANISATION_KINDS: Table = {
    "street": _("Street"),
    "community": _("Community"),
    "branch": _("Branch"),
}

GATHERING_KINDS: Table = {
    "training": _("Training"),
    "wrap_up": _("Wrap-up meeting"),
    "exchange": _("Exchange visit"),
}

GATHERING_LEVELS: Table = {
    "street": _("For the street"),
    "community": _("For a community"),
    "branch": _("For the branches of a community"),
}

OWN_RULES = _("Own rules")

# Words for the values that a rule can have.
RULE_VALUES: Table = {
    "plenary": _("the new committee's first plenary"),
    "members": _("the members' meeting"),
    "preliminary": _("when the preliminary nominees are approved"),
    "vetted": _("when the vetting is completed"),
    "person": _("persons"),
    "household": _("households"),
    "plan": _("as the plan says, at least the margin"),
    "one_more": _("one more than the post"),
    "list": _("names by post, marked in columns"),
    "number": _("one paper, as many marks as seats"),
    "sequential": _("one post after the other"),
    "present": _("those present"),
    "due": _("those due"),
}

# What the law leaves to the place, and what not.
RULE_BOUNDS: Table = {
    "directed_recommendation": _("as the approved plan says"),
    "committee_ballot": _("as the approved plan says"),
    "secretary_elected_by": _("direct election where the approved plan says so"),
    "notice_1": _("as the approved plan says"),
    "notice_2": _("as the approved plan says"),
    "notice_3": _("only with a committee ballot"),
    "notice_2_opens": _("as the approved plan says"),
    "first_day_until": _("as the approved plan says"),
    "closes_at": _("as the approved plan says"),
    "joint_nomination": _("as the approved plan says"),
    "joint_nomination_unit": _("as the approved plan says"),
    "margin": _("at least 1/5"),
    "leader_margin": _("as the approved plan says"),
    "cascade": _("only where the members' meeting elects the deputies"),
    "ballot": _("other than by post only with direct election"),
    "composition": _("as the approved plan says"),
    "quorum": _("at least 4/5"),
    "majority_of": _("fixed by the regulation"),
    "write_in_needs_against": _("fixed by the regulation"),
    "participation_target": _("as the approved plan says"),
    "capacity_order": _("as the approved plan says"),
}
