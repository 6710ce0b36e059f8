"""The words of requests and documents. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = Mapping[str, str | Promise]

# What is asked of a superior (报送).
REQUEST_KINDS: Table = {
    "plan": _("Plan, posts and way of electing"),
    "exclusions": _("Members not counted as due"),
    "capacity_to_stand": _("Part-time members who may stand"),
    "delegates_meeting": _("Delegates' meeting instead of a members' meeting"),
    "electronic_ballot": _("Electronic voting on the spot"),
    "too_few_nominees": _("Too few nominees"),
    "preliminary": _("Preliminary nominees"),
    "reserve": _("Reserve candidates"),
    "convene_meeting": _("Convening the election meeting"),
    "postponement": _("Postponement"),
    "rule_change": _("Change of the rules"),
    "result": _("Result of the election"),
}

REQUEST_STATES: Table = {
    "submitted": _("Waiting for a reply"),
    "returned": _("Returned for correction"),
    "approved": _("Approved in reply"),
    "filed": _("Taken on file"),
    "withdrawn": _("Taken back"),
}

REPLY_KINDS: Table = {
    "returned": _("Returned for correction"),
    "approved": _("Approved in reply"),
    "filed": _("Taken on file"),
}

DOCUMENT_STATES: Table = {
    "draft": _("Draft"),
    "awaiting_signature": _("Awaiting signature"),
    "stamped": _("Stamped"),
    "posted": _("Posted"),
    "filed": _("Filed to the superior"),
}

# Who may open a page or a document.
AUDIENCES: Table = {
    "public": _("Public"),
    "residents": _("Residents"),
    "members": _("Members of the community"),
    "observers": _("Observers"),
    "community_office": _("Community office"),
    "street": _("Street only"),
}
