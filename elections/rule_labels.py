"""Words for the rule set. The Chinese stands in locale/parts/labels.json."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The fields of the rule set.
RULE_FIELDS: Mapping[str, str | Promise] = {
    "name": _("Preset"),
    "directed_recommendation": _("Directed recommendation"),
    "committee_ballot": _("Committee ballot"),
    "secretary_elected_by": _("Who elects secretary and deputies"),
    "notice_1": _("First notice"),
    "notice_2": _("Second notice"),
    "notice_3": _("Third notice"),
    "notice_2_opens": _("When the second notice opens"),
    "first_day_until": _("Posted by this time, the first day counts"),
    "closes_at": _("Hour at which a notice closes"),
    "joint_nomination": _("Joint nomination, at least"),
    "joint_nomination_unit": _("Joint nomination counts"),
    "margin": _("Margin of candidates"),
    "leader_margin": _("Names per secretary and deputy post"),
    "cascade": _("A losing deputy candidate stands for the committee"),
    "ballot": _("Ballot paper"),
    "composition": _("Composition targets"),
    "quorum": _("Share of those due who must be present"),
    "majority_of": _("Majority of"),
    "write_in_needs_against": _("A write-in needs a vote against"),
    "participation_target": _("Participation wanted"),
    "capacity_order": _("Order of categories"),
}
