"""When nominations are taken, who took part, and what is done when too few are nominated."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_round_open": _("No nominations are being taken now. Open a round first."),
    "round_not_closed_yet": _("Round %(number)d, which ends %(closes)s, is not closed yet. Close it first."),
    "round_times_out_of_order": _("Opening %(opens)s, end %(closes)s: the end must lie after the opening."),
    "round_ends_before_announced": _(
        "Nominations would end %(closes)s, but the announcement promises them until %(announced)s. Keep to it, or announce again first."
    ),
    "round_ends_after_announced": _(
        "Nominations would end %(closes)s, but the announcement ends them %(announced)s. Nominations that were taken as announced are"
        " entered late with the announced times; to take them for longer, announce again first."
    ),
    "nominations_still_open": _("Nominations are taken until %(closes)s; it is %(now)s. Close the round after that."),
    "nomination_outside_round": _(
        "Received %(received)s, but nominations are taken from %(opens)s to %(closes)s. Check the date of receipt on the sheet."
    ),
    "new_announcement_missing": _("Nominations are extended: post a new announcement first (none has been issued since %(since)s)."),
    "participants_over_roll": _("%(members)d members took part, but only %(of)d on the roll may. Check both figures."),
    "participants_under_sheets": _("%(typed)d members took part, but %(sheets)d have signed registered sheets. Check the figure."),
    "residents_under_sheets": _("%(typed)d residents took part, but %(sheets)d have signed registered sheets. Check the figure."),
    "participation_reached": _(
        "%(members)d of %(of)d members took part (%(rate)s%%), the target of %(target)s is reached; %(residents)d residents took part."
    ),
    "participation_below_target": _(
        "%(members)d of %(of)d members took part (%(rate)s%%), below the target of %(target)s; %(residents)d residents took part."
    ),
    "remedy_missing": _("This needs the superior's reply on too few nominees and the remedy “%(remedy)s”. Record it first."),
    "remedy_used": _("The remedy “%(remedy)s” recorded on %(on)s has been used. Ask the superior again."),
    "reply_used": _("The superior's newest reply allowed “%(remedy)s”, recorded on %(on)s. Ask the superior again for another remedy."),
    "remedy_unknown": _("“%(remedy)s” is no remedy for too few nominees. Choose one of the list."),
    "fewer_seats_without_figure": _("Say for which post, and how many seats are left."),
    "fewer_seats_of_secretary": _("The secretary's seat cannot be given up. Choose another remedy."),
    "fewer_seats_not_fewer": _("%(wanted)d seats are not fewer than the %(seats)d of the plan, or none. Give a number between the two."),
    "contest_of_another_election": _("There is no post “%(post)s” in this election's plan. Choose one of its posts."),
}
