"""The words of the host's desk and the projector. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The lines of a meeting's agenda: what is done, and the button with which it is done.
AGENDA: Mapping[str, str | Promise] = {
    "open": _("Opening"),
    "exclusions": _("Vote on who is not counted as due"),
    "quorum": _("Head count and quorum"),
    "outgoing_report": _("Report of the outgoing committee"),
    "method": _("Election method put to the vote"),
    "how_nominated": _("How the candidates came about"),
    "speech": _("Speeches of the candidates"),
    "officials": _("Scrutineers and tellers put to the vote"),
    "ballot": _("Secret ballot"),
    "statement": _("Statement of the elected"),
    "close": _("Closing"),
}

AGENDA_PRESS: Mapping[str, str | Promise] = {
    "open": _("Open the session"),
    "exclusions": _("Record the vote on exclusions"),
    "quorum": _("Declare the quorum"),
    "outgoing_report": _("Let the outgoing secretary speak"),
    "method": _("Record the vote on the method"),
    "how_nominated": _("Report how the candidates came about"),
    "speech": _("Go on with the speeches"),
    "officials": _("Record the vote on the officials"),
    "ballot": _("Go on to the ballot"),
    "statement": _("Let the elected speak"),
    "close": _("Close the session"),
}

SPEECH_KINDS: Mapping[str, str | Promise] = {
    "outgoing_report": _("Report of the outgoing committee"),
    "how_nominated": _("How the candidates came about"),
    "speech": _("Speech of a candidate"),
    "questions": _("Questions and answers"),
    "statement": _("Statement of the elected"),
    "other": _("Other"),
}

FURTHER_CANDIDATES: Mapping[str, str | Promise] = {
    "unelected": _("Those who were not elected before"),
    "new": _("Names proposed anew"),
    "blank": _("No names; they are written in"),
}

SLIDES: Mapping[str, str | Promise] = {
    "auto": _("By itself, as the meeting goes on"),
    "heads": _("Head count"),
    "agenda": _("Agenda"),
    "candidates": _("Candidates"),
    "tally": _("Running tally"),
    "outcome": _("Result of the ballot"),
}
