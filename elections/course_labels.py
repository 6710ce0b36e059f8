"""The words of how an election went. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHASE_CHANGES: Mapping[str, str | Promise] = {
    "opened": _("Opened"),
    "advanced": _("Went on"),
    "reopened": _("Went back"),
    "entered_late": _("Entered at a later step"),
    "postponed": _("Postponed"),
    "annulled": _("Annulled"),
}
