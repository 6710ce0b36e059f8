"""What each role does, in a sentence, and where its account can go now. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = Mapping[str, str | Promise]

HALL_NOW = _("The screens of the hall are not open yet; the public pages are, and each community's name leads to its own.")

OFFICE_NOW = _("The screens for it are not open yet; the public pages and the own password are.")

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

OPEN_NOW: Table = {
    "system_administrator": OFFICE_NOW,
    "security_administrator": OFFICE_NOW,
    "audit_administrator": _("Open now: the audit pages."),
    "street_officer": _("Open now: the board, the requests, each election's page and its papers to print."),
    "street_approver": _("Open now: the requests and the board."),
    "vetting_department": _("Open now: the board and each election's page, to read and to open papers."),
    "objection_handler": _("Open now: the board and each election's page, to read and to open papers."),
    "guidance_officer": _("Open now: the board and each election's page, to read and to open papers."),
    "community_secretary": _("Open now: the election's page, what is missing in it, and its papers to print."),
    "community_clerk": _("Open now: the election's page, what is missing in it, and its papers to print."),
    "host": HALL_NOW,
    "check_in_clerk": HALL_NOW,
    "ballot_desk": HALL_NOW,
    "teller": HALL_NOW,
    "caller": HALL_NOW,
    "scrutineer": HALL_NOW,
    "observer": _("Open now: the audit pages."),
}
