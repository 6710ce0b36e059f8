"""Words of nomination and recommendation: categories of slips, remedies, what became of a batch."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

CATEGORIES: Words = {
    "member": _("Members"),
    "social_worker": _("Social workers"),
    "resident_representative": _("Residents' representatives"),
    "building_head": _("Heads of buildings"),
    "delegate": _("Delegates and committee members of higher bodies"),
    "unit_representative": _("Representatives of units"),
    "resident": _("Residents"),
    "committee": _("Members of the street committee"),
    "merged": _("Small categories together"),
}

REMEDIES: Words = {
    "extension": _("nominations taken again, with a new announcement"),
    "second_round": _("a second round of directed recommendation"),
    "organisation_recommends": _("recommendation by the organisation"),
    "fewer_seats": _("fewer seats"),
}

# What a batch of slips that is typed twice waits for.
BATCH_STATES: Words = {
    "waits": _("waits for the second entry"),
    "differs": _("the two entries differ"),
    "agrees": _("two equal entries"),
    "settled": _("settled"),
    "set_aside": _("set aside, not counted"),
}

SLIP_TURNS: Words = {"first": _("First entry"), "second": _("Second entry"), "settled": _("settled")}

SLIP_COUNTS: Words = {
    "recommendation": _("Directed recommendation"),
    "trust": _("Trust vote"),
}

SLIP_FIGURES: Words = {
    "issued": _("Slips handed out"),
    "returned": _("Slips returned"),
    "valid": _("Valid"),
    "void": _("Void"),
    "write_in": _("Written in"),
}

NOMINEE_STEPS: Words = {
    "nominated": _("Nominated"),
    "consented": _("Consented"),
    "struck": _("Struck off"),
    "withdrawn": _("Withdrawn"),
    "proposed": _("Proposed"),
    "preliminary": _("Preliminary nominee"),
    "vetting_passed": _("Vetting passed"),
    "vetting_failed": _("Vetting not passed"),
    "reinstated": _("Reinstated"),
    "not_chosen": _("Not chosen by the committee's ballot"),
    "reserve": _("Reserve candidate"),
    "candidate": _("Candidate"),
}

NOMINEE_STATES: Words = {
    **NOMINEE_STEPS,
    "disqualified": _("disqualified"),
    "removed": _("Taken off the roll"),
}
