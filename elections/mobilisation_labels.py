"""Words of publicity and of contact with the members."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = Mapping[str, str | Promise]

PUBLICITY_KINDS: Table = {
    "letter": _("Open letters"),
    "banner": _("Banners"),
    "blackboard": _("Blackboards"),
    "notice_column": _("Notice columns"),
    "screen": _("Electronic screens"),
    "chat_group": _("Chat groups"),
    "broadcast": _("Broadcasts"),
    "other": _("Other"),
}

CONTACT_MANNERS: Table = {
    "letter": _("Letter sent"),
    "telephone": _("Telephone call"),
    "visit": _("Visit at home"),
    "relatives": _("Through relatives"),
    "message": _("Message"),
}

WISHES: Table = {
    "rest_day": _("Rest day"),
    "working_day": _("Working day"),
    "any": _("Any day"),
}

CONTACT_STATES: Table = {
    "reached": _("Reached"),
    "tried": _("Tried, not reached"),
    "not_tried": _("Not contacted yet"),
}
