"""Recommendation slips, trust votes and the committee's ballot."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "category_without_people": _("There is nobody in the category “%(category)s” who receives a slip. Choose another category."),
    "slips_over_people": _("%(category)s: %(issued)d slips handed out, but there are %(people)d people. Check the figure."),
    "slips_over_people_in_batches": _(
        "%(category)s: %(issued)d slips here and %(before)d in the batches typed before make %(sum)d, but there are %(people)d people."
        " Check the figure, and whether one of those batches is this one."
    ),
    "slips_returned_over_issued": _("%(returned)d slips came back, but only %(issued)d were handed out. Count again."),
    "no_slips_entered": _("No batch of slips has been entered. Type the figures first."),
    "slip_batch_waits": _(
        "%(category)s: %(waiting)s still waits for its second entry. Say whether you typed the slips of that batch, or another batch."
    ),
    "slip_batch_entered_once": _("%(category)s %(place)s: a second person has not entered this batch yet."),
    "slip_batch_differs": _("%(category)s %(place)s: the two entries differ. A third person settles it with the slips in hand."),
    "slip_batch_entered_twice": _("%(category)s %(place)s: two people have entered this batch already."),
    "slip_entry_by_same_person": _("%(category)s %(place)s: you have entered this batch already; somebody else has to enter it."),
    "slip_batch_set_aside": _("%(category)s %(place)s: this batch was set aside. Type it anew under its right category and place."),
    "slip_batch_set_aside_by_typist": _(
        "%(category)s %(place)s: two people have entered this batch, you are one of them; a third person sets it aside, with the slips in"
        " hand."
    ),
    "slip_of_another_count": _("These figures are not of count %(count)d. Open the right count and type them there."),
    "nothing_to_settle": _("%(category)s %(place)s: there is no difference to settle."),
    "count_certified": _("This count was certified on %(on)s; nothing can be entered any more."),
    "nobody_to_recommend": _("Nobody stands who has consented. Record consents, or remedy the shortage."),
    "committee_without_members": _("The committee has %(due)d members due. Type the number of its members."),
    "committee_not_enough_present": _(
        "%(present)d of %(due)d committee members are present; two thirds (%(needed)d) are needed, %(missing)d are missing. Set"
        " another time."
    ),
    "committee_ballot_settled": _("Every place is filled: there is nothing left to vote on."),
    "fewer_names_than_places": _("%(post)s: %(names)d names for %(places)d places. Add names to the preliminary list."),
    "ballot_not_differential": _(
        "%(names)d names for %(places)d places: the committee's ballot needs more names than places. Add at least one."
    ),
    "minutes_differ_from_ballot": _(
        "The minutes say %(minutes_present)d present of %(minutes_due)d, the ballot %(present)d of %(due)d. Correct one of the two."
    ),
}
