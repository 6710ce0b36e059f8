"""What each role does, in a sentence, and where its account can go now. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = Mapping[str, str | Promise]

HALL_NOW = _("The work is done under “Hall” of the election; the name below leads there.")

READ_NOW = _("The work is done on each election's page, under the places that this role may open; the board leads there.")

COMMUNITY_NOW = _("The work is done on the election's page: what is missing, and beside it every place of work.")

DUTIES: Table = {
    "system_administrator": _("Keeps the organisations, the calendar of working days and the rehearsals; takes no part in an election."),
    "security_administrator": _(
        "Opens and closes accounts, gives out roles and codes for the first sign-in; takes no part in an election."
    ),
    "audit_administrator": _("Checks what was done and when, and erases personal details when they are due; changes nothing."),
    "street_officer": _("Leads all the elections of the street: plans, notices, vetting, meetings, summary."),
    "street_approver": _("Answers what the communities submit, and puts the approved lists into force."),
    "vetting_department": _("Enters what the department found about each nominee."),
    "objection_handler": _("Receives what is reported during the notices and enters the rulings."),
    "guidance_officer": _("Follows the elections of the communities named below and advises them; changes nothing."),
    "community_secretary": _("Answers for the election of the own community."),
    "community_clerk": _("Does the paper work of the own community's election."),
    "host": _("Leads the meeting: opens it, declares the quorum, opens and closes each ballot, announces the outcome."),
    "check_in_clerk": _("Checks in who comes to the meeting, and corrects a wrong check-in."),
    "ballot_desk": _("Hands one ballot to each elector who is checked in, and replaces spoiled ones."),
    "teller": _("Enters the count batch by batch; two tellers enter the same batch without seeing each other's figures."),
    "caller": _("Calls out the votes while the tallies are drawn."),
    "scrutineer": _("Watches over the ballots, settles where two entries differ, and signs the count."),
    "observer": _("Checks the elections named below by their record, and can export it and verify it."),
}

# Where the work of each role is.
OPEN_NOW: Table = {
    "system_administrator": _("The work is done under “Office”: organisations, working days, the rehearsal."),
    "security_administrator": _("The work is done under “Office”: accounts and roles, slips, authenticators."),
    "audit_administrator": _("The work is done under “Audit pages”; who may do what stands under “Office”."),
    "street_officer": _("The work is done on the board and each election's page; cycles and roles are under “Office”."),
    "street_approver": _("The work is done under “Requests”; the rules of the cycle are under “Office”."),
    "vetting_department": READ_NOW,
    "objection_handler": READ_NOW,
    "guidance_officer": READ_NOW,
    "community_secretary": COMMUNITY_NOW,
    "community_clerk": COMMUNITY_NOW,
    "host": HALL_NOW,
    "check_in_clerk": HALL_NOW,
    "ballot_desk": HALL_NOW,
    "teller": HALL_NOW,
    "caller": HALL_NOW,
    "scrutineer": HALL_NOW,
    "observer": _("The work is done under “Audit pages”."),
}
