"""The words of the figures that an act carries. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = Mapping[str, str | Promise]

# Figures of an event that say something to a reader.
FIGURES: Table = {
    "phase": _("step"),
    "milestone": _("milestone"),
    "round": _("round"),
    "present": _("present"),
    "due": _("due"),
    "votes_for": _("for"),
    "electors": _("with the right to vote"),
    "members": _("members"),
    "excluded": _("not counted as due"),
    "issued": _("issued"),
    "returned": _("returned"),
    "spoiled": _("replaced"),
    "left_over": _("left over"),
    "valid": _("valid"),
    "voters": _("voters"),
    "ballots": _("ballots"),
    "seats": _("seats"),
    "people": _("people"),
    "kind": _("kind"),
    "role": _("role"),
    "events": _("entries"),
}
