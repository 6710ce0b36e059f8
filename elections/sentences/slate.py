"""Posts, seats and the slate."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "candidate_on_ballot": _(
        "%(name)s stands on the ballot of round %(number)s and cannot withdraw any more; record it if %(name)s is elected and declines."
    ),
    "posts_not_a_number": _(
        "Size %(size)d, deputies %(deputies)d, discipline committee %(discipline)d: give whole numbers, size at least 1."
    ),
    "posts_fewer_than_leaders": _(
        "A size of %(size)d does not hold the %(leaders)d leaders. Give a larger size, or say that it is without them."
    ),
    "leaders_from_committee_on_one_paper": _(
        "Leaders chosen from among the elected committee need ballots in sequence; the rule set says “%(ballot)s”. Change one of the two."
    ),
    "posts_contest_unknown": _("The plan gives a number of names for %(post)s, but there is no such contest. Take it out."),
    "posts_target_beyond_size": _("%(target)s: %(at_least)d are asked for, but the whole committee has %(whole)d members."),
    "posts_names_too_few": _(
        "%(post)s: %(names)d names for %(seats)d seats are fewer than the %(needed)d that the rules ask for (margin %(margin)s)."
    ),
    "posts_not_set": _("Posts and seats are not set yet. Set them, then ask the superior."),
    "slate_contest_unknown": _("There is no contest “%(contest)s” in this election's plan. Take its list out."),
    "slate_contest_missing": _("The list for “%(contest)s” is missing. Every contest of the meeting needs its candidates."),
    "candidate_not_on_roll": _("Entry %(entry)d is not on this election's roll. Choose somebody from the roll."),
    "slate_in_use": _("Ballots of this slate were already opened in the hall: it cannot be replaced. Hold a person instead."),
    "candidate_twice": _("%(name)s stands twice in the list for “%(contest)s”. Take one out."),
    "candidates_of_one_name": _(
        "%(count)d people on the slate are called %(name)s. Add a note in brackets to the name in the roll, for example the branch."
    ),
    "slate_not_in_stroke_order": _(
        "“%(contest)s” is not in surname-stroke order: place %(place)d has %(found)s, %(due)s belongs there. "
        "Sort the list, or give the reason for placing somebody by hand."
    ),
    "leader_not_on_committee_list": _(
        "%(name)s is proposed as %(post)s, but is not on the committee's list from which the leaders are chosen."
    ),
    "candidate_held": _("%(name)s is held: an objection is open or was upheld. Leave the name out, or wait for the ruling."),
    "candidate_disqualified": _("%(name)s was disqualified and cannot stand."),
    "candidate_may_not_stand": _("%(name)s has no right to stand according to the roll."),
    "candidate_withdrawn": _(
        "%(name)s withdrew or was disqualified and does not come back to the ballot. Certify a new slate if that is wrong."
    ),
}
