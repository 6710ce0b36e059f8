"""The words of plan, posts and groups. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = Mapping[str, str | Promise]

# Who votes on a post.
STAGES: Table = {
    "meeting": _("The members' meeting"),
    "plenary": _("The new committee's first plenary"),
    "discipline_plenary": _("The discipline committee's first plenary"),
}

COMPOSITION: Table = {
    "age_at_most_45": _("45 or younger"),
    "college": _("With college education"),
    "women": _("Women"),
}

BRANCH_FORMS: Table = {
    "joint": _("Joint branch with others"),
    "secretary_only": _("Secretary without a committee"),
    "committee": _("Committee"),
}

GROUP_PARTS: Table = {
    "leader": _("Head of the group"),
    "deputy": _("Deputy head"),
    "member": _("Member"),
}

GROUP_SECTIONS: Table = {
    "organisation": _("Organisation section"),
    "publicity": _("Publicity section"),
    "logistics": _("Logistics section"),
}

# 三个必到.
OCCASIONS: Table = {
    "planning": _("Planning"),
    "mobilisation_meeting": _("Mobilisation meeting"),
    "election_meeting": _("Election meeting"),
}
