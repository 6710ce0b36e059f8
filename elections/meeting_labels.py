"""Words for what meetings decide and how they vote. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = Mapping[str, str | Promise]

# What follows from how a contest stands.
NEXT_STEPS: Table = {
    "none": _("Settled"),
    "first_ballot": _("Not voted on yet"),
    "runoff": _("Run-off among the tied"),
    "further_election": _("Further election"),
    "pending": _("Waits for an earlier contest"),
    "meeting_invalid": _("The meeting is not valid"),
    "repeat_ballot": _("The ballot is void and is repeated"),
}

BALLOT_STYLES: Table = {
    "list": _("Names in a list"),
    "number": _("Numbers written into the posts"),
    "sequential": _("Post by post"),
    "blank": _("No names, to be written in"),
}

BODIES: Table = {
    "street_committee": _("Working committee of the street"),
    "community_committee": _("Committee of the community"),
    "members_meeting": _("Members' meeting"),
    "branch_meeting": _("Branch meeting"),
    "mobilisation_meeting": _("Mobilisation meeting"),
    "presidium": _("Presidium"),
    "new_committee": _("New committee"),
    "new_discipline_committee": _("New discipline committee"),
}

DECISION_MATTERS: Table = {
    "exclusions": _("Who is not counted as due"),
    "election_method": _("Election method"),
    "officials": _("Scrutineers, tellers and callers"),
    "fewer_seats": _("Fewer seats"),
    "plenary_candidates": _("Candidates of the plenary"),
    "discipline_secretary_passed": _("Passing of the discipline committee's secretary"),
    "division_of_work": _("Division of work"),
}
