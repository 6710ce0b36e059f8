"""The words of minutes, requests and what follows from a reply. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = Mapping[str, str | Promise]

MANNERS: Table = {
    "show_of_hands": _("Show of hands"),
    "secret_ballot": _("Secret ballot"),
    "consensus": _("By consensus"),
}

# When a request of a kind is made.
REQUEST_HELP: Table = {
    "plan": _("Posts, seats, names wanted and the way of electing. Settle the posts first: the reply covers what stands then."),
    "exclusions": _("Members who are not counted as due at the meeting. Propose all of them first, then ask once."),
    "capacity_to_stand": _("Members whose membership is elsewhere (police, units) may stand for a part-time seat only with the reply."),
    "delegates_meeting": _("A meeting of delegates takes the place of the members' meeting only with the reply."),
    "electronic_ballot": _("Voting on the spot by machine needs the reply; without it paper is used."),
    "too_few_nominees": _(
        "When nobody suitable can be found: a longer round, a second round, nominees by the organisation, or fewer seats."
    ),
    "preliminary": _("Propose the preliminary nominees first: the reply covers the list that stands then."),
    "reserve": _("After the committee's ballot; the reply also settles the order of secretary and deputies."),
    "convene_meeting": _("Day, place and agenda of the election meeting, where the superior wants to be asked."),
    "postponement": _("A meeting after the end of the term needs the reply before the day is moved."),
    "rule_change": _("Once a roll is closed, the rules of the cycle change only with the reply."),
    "result": _("Made by the report on the result, with its three papers."),
}

# What an approval makes possible; the link leads to the place where it is done.
REQUEST_FOLLOWS: Table = {
    "plan": _("Now the plan can be put into force."),
    "exclusions": _("Now the roll can be closed; the meeting votes on who is not counted."),
    "capacity_to_stand": _("Part-time members may now be nominated and stand; nothing more has to be done."),
    "delegates_meeting": _("Now the delegates' meeting can be convened."),
    "electronic_ballot": _("Now a round can be opened electronically."),
    "too_few_nominees": _("Now the remedy can be put into force."),
    "preliminary": _("Now the list of preliminary nominees can be put into force."),
    "reserve": _("Now the list of reserve candidates can be put into force."),
    "convene_meeting": _("Now the meeting can be convened."),
    "postponement": _("Now the election can be postponed."),
    "rule_change": _("Now the rules of the cycle can be changed."),
    "result": _("Now the approval of the result can be recorded."),
}
