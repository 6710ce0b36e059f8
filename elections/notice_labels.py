"""Words of notices and objections."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = Mapping[str, str | Promise]

OBJECTION_CHANNELS: Table = {
    "letter": _("By letter"),
    "telephone": _("By telephone"),
    "visit": _("In person"),
}

FINDINGS: Table = {
    "true": _("True"),
    "partly_true": _("Partly true"),
    "not_true": _("Not true"),
}

# 0 is an announcement that asks for no objections.
NOTICE_ROUNDS: Mapping[int, str | Promise] = {
    0: _("Announcement"),
    1: _("First notice"),
    2: _("Second notice"),
    3: _("Third notice"),
}

NOTICE_SUBJECTS: Mapping[int, str | Promise] = {
    0: _("Election announcement"),
    1: _("Result of open nomination"),
    2: _("Preliminary nominees under inspection"),
    3: _("Reserve candidates"),
}

NOTICE_CONDITIONS: Table = {
    "open": _("running"),
    "closed": _("ended"),
    "interrupted": _("interrupted"),
    "superseded": _("corrected"),
}

ANNOUNCEMENT_CONDITIONS: Table = {
    "open": _("announced"),
    "closed": _("over"),
    "interrupted": _("taken down"),
    "superseded": _("announced again"),
}

NOTICE_PAPER_NAMES: Table = {
    "notice": _("Posted paper"),
    "announcement": _("Posted paper"),
    "notice_poster": _("Poster"),
    "correction": _("Paper of the correction"),
}

NOTICE_PAPERS: Table = {
    "notice": _("Open the posted paper (PDF)"),
    "announcement": _("Open the posted paper (PDF)"),
    "notice_poster": _("Open the poster (PDF)"),
    "correction": _("Open the correction (PDF)"),
}
