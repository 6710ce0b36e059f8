"""The words of the roll: what somebody is, may do, and why somebody is not counted as due. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = Mapping[str, str | Promise]

MEMBERSHIPS: Table = {
    "full": _("Full member"),
    "probationary": _("Probationary member"),
    "none": _("No Party member"),
}

# In what capacity somebody recommends; one person may have several.
CAPACITIES: Table = {
    "member": _("Party member"),
    "social_worker": _("Social worker"),
    "resident_representative": _("Residents' representative"),
    "building_head": _("Building head"),
    "delegate": _("Delegate or CPPCC member"),
    "unit_representative": _("Unit's representative"),
    "meeting_delegate": _("Delegate of this meeting"),
}

TAGS: Table = {
    "graduate_social_worker": _("Graduate social worker"),
    "owners_committee": _("Owners' committee"),
    "police": _("Police officer"),
    "property_manager": _("Property manager"),
    "re_elected": _("Re-elected"),
    "cross_appointment": _("Cross-appointment"),
}

RIGHTS: Table = {
    "vote": _("Vote"),
    "stand": _("Stand"),
    "recommend": _("Recommend"),
    "endorse": _("Endorse"),
}

SUSPENSIONS: Table = {
    "party_probation": _("Probation inside the Party"),
    "detained": _("Held for investigation"),
    "arrested": _("Arrested"),
}

# 可不计入应到会: the closed list of the Organisation Department. Inside the Party only.
EXCLUSION_CATEGORIES: Table = {
    "unable_to_express": _("cannot express their own will because of illness"),
    "abroad_self_funded": _("abroad at their own expense for more than half a year"),
    "serving_sentence": _("serving a sentence without Party probation"),
    "bedridden": _("bedridden or unable to care for themselves"),
    "not_transferred": _("away for more than half a year without transferring membership"),
    "retired_elsewhere": _("retired to the home town without transferring membership"),
}

EXCLUSION_STATES: Table = {
    "proposed": _("Proposed by the community"),
    "consented": _("Consented to by the superior"),
    "approved": _("Passed by the meeting"),
    "withdrawn": _("Proposal withdrawn"),
}

# What a row of a file would do.
ROW_STATES: Table = {
    "new": _("New"),
    "changed": _("Changed"),
    "same": _("Unchanged"),
    "conflict": _("To be decided"),
    "error": _("Faulty"),
}

REVISIONS: Table = {
    "added": _("Added to the roll"),
    "changed": _("Entry changed"),
    "removed": _("Struck off the roll"),
}

# The columns of the roll, as an import or a revision names them.
ROLL_FIELDS: Table = {
    "name": _("Name"),
    "sex": _("Sex"),
    "ethnicity": _("Nationality"),
    "born_on": _("Date of birth"),
    "education": _("Education"),
    "membership": _("Membership"),
    "joined_on": _("Joined the Party"),
    "full_member_on": _("Full member since"),
    "branch_name": _("Branch"),
    "post": _("Present post"),
    "telephone": _("Telephone"),
    "address": _("Address"),
    "capacities": _("Capacities"),
    "tags": _("Marks"),
    "part_time": _("Membership elsewhere"),
    "suspension": _("Suspended rights"),
    "suspended_from": _("Suspended from"),
    "suspended_until": _("Suspended until"),
    "away": _("Away"),
    "needs_fetching": _("Needs fetching"),
    "identity": _("ID number"),
}
