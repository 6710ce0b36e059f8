"""The words of ballots and count. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROUND_STEPS: Mapping[str, str | Promise] = {
    "voting": _("Ballots are handed out"),
    "counting": _("Being counted"),
    "deciding": _("Waits for the decision"),
    "decided": _("Decided"),
    "void": _("Void"),
}

BALLOT_KINDS: Mapping[str, str | Promise] = {
    "first": _("A first ballot"),
    "further": _("Further election"),
    "runoff": _("Run-off"),
}

MEDIA: Mapping[str, str | Promise] = {
    "paper": _("On paper"),
    "electronic": _("Electronically"),
    "both": _("On paper and electronically"),
}

AT_THE_DESK: Mapping[str, str | Promise] = {
    "waits": _("No ballot yet"),
    "has": _("Has a ballot"),
    "away": _("Not checked in"),
}

# What a batch waits for.
BATCH_WAITS: Mapping[str, str | Promise] = {
    "entry": _("Nobody has entered it"),
    "second_entry": _("Waits for the second entry"),
    "scrutineer": _("The entries differ"),
    "": _("Both entries agree"),
}

# How a final batch became final.
BATCH_PLACES: Mapping[str, str | Promise] = {
    "second": _("Both entries agree"),
    "settled": _("Settled by the scrutineer"),
    "computed": _("Counted by the program"),
}

FIGURES_OF_A_COUNT: Mapping[str, str | Promise] = {
    "valid": _("Valid"),
    "void": _("Void here"),
    "write_ins_refused": _("Write-ins that do not count"),
    "in_favour": _("In favour"),
    "against": _("Against"),
    "abstain": _("Abstaining"),
    "write_in": _("Written in"),
}

CAME_TO: Mapping[str, str | Promise] = {
    "elected": _("Is elected"),
    "declined": _("Declined"),
    "tied": _("Tied"),
    "already": _("Elected to another post"),
    "refused": _("May not stand"),
}
