from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "no_right_probationary": _("%(name)s is a probationary member on %(date)s and can neither vote nor stand; choose a full member."),
    "no_right_party_probation": _("%(name)s is under probation inside the Party on %(date)s and has none of these rights until it ends."),
    "no_right_detained": _("The rights of %(name)s as a member are suspended on %(date)s (held for investigation)."),
    "no_right_arrested": _("The rights of %(name)s as a member are suspended on %(date)s (arrested)."),
    "no_right_elsewhere": _(
        "The membership of %(name)s is elsewhere on %(date)s: no vote here; to stand, record the superior's reply and full membership."
    ),
    "no_right_no_member": _("%(name)s is not a Party member on %(date)s and can neither vote nor stand."),
    "nominee_too_old": _("The nominee is %(age)s years old, the plan allows at most %(bound)s; check the date of birth or choose another."),
    "nominee_too_young": _(
        "The nominee is %(age)s years old, the plan asks for at least %(bound)s; check the date of birth or choose another."
    ),
    "nominee_too_new": _("The nominee has %(years)s full years of membership, the plan asks for at least %(bound)s; check the date."),
    "bar_unknown": _("“%(code)s” is not on this cycle's list of matters that bar a nominee; choose one from the list."),
    "barred": _("The joint check found “%(code)s”, which still lasts: this nominee cannot go on."),
    "barred_for_years": _("The joint check found “%(code)s”, ended on %(ended)s: it bars for %(years)s years, this nominee cannot go on."),
    "exclusion_category_unknown": _(
        "“%(category)s” is no case in which %(name)s may be left out of the number due; choose one of the six."
    ),
    "exclusion_without_vote": _("%(name)s has no vote and is not among those due anyway; remove the exclusion."),
    "exclusion_too_short": _("This case needs at least %(months)s months on the day of the meeting; %(name)s: since %(since)s."),
    "exclusion_without_consent": _("The superior's consent to leaving out %(name)s is missing; record the number of the reply."),
    "exclusion_not_adopted": _("The members' meeting has not yet voted on leaving out %(name)s; until then this member is due."),
    "roll_present_above_due": _("%(present)s present is more than %(due)s due; check both figures."),
    "roll_excluded_present_above": _("%(present)s excluded members present, but only %(excluded)s are excluded; check the check-in."),
    "roll_total_differs": _(
        "%(total)s members are not %(full)s full and %(probationary)s probationary members together; check the three figures."
    ),
    "roll_votes_above_full": _("%(with_vote)s members with a vote are more than the %(full)s full members; check both figures."),
    "roll_due_differs": _("%(due)s due is not %(with_vote)s with a vote less %(excluded)s excluded; check the three figures."),
    "roll_figure_negative": _("%(figure)s is below zero; enter a whole number from 0 up."),
    "branch_too_small": _("%(members)s full members are fewer than %(bound)s; form a joint branch with a neighbour."),
    "branch_without_committee": _(
        "%(members)s full members are fewer than %(bound)s: one secretary and at most one deputy, not %(seats)s seats."
    ),
    "committee_size_branch": _("A branch committee has %(at_least)s to %(at_most)s members, not %(seats)s."),
    "committee_size_general_branch": _("The committee of a general branch has %(at_least)s to %(at_most)s members, not %(seats)s."),
    "committee_size_committee": _("A grass-roots committee has %(at_least)s to %(at_most)s members, not %(seats)s."),
    "committee_larger_than_usual": _("%(seats)s seats are more than the usual %(usual)s; give the superior's reason."),
    "branch_larger_than_usual": _("%(members)s full members are more than the usual %(usual)s of one branch; consider dividing it."),
    "delegates_not_allowed": _("%(members)s members are fewer than %(bound)s and live together: hold a members' meeting."),
    "delegates_not_approved": _("A delegates' meeting needs the superior's reply; record its number."),
    "delegates_too_many": _("%(delegates)s delegates are more than the %(bound)s allowed."),
    "delegates_unusual": _("%(delegates)s delegates: usual are %(fewest)s to %(most)s; give the superior's reply."),
    "term_postponed_unapproved": _(
        "The term ends %(ends)s, the meeting is on %(meeting)s: record the superior's reply on the postponement."
    ),
    "term_early_unapproved": _("The term ends %(ends)s, the meeting is on %(meeting)s: record the superior's reply on the early election."),
    "term_end_unlikely": _("A term that ends on %(ends)s cannot be: it lasts five years, so the day lies from %(first)s to %(last)s."),
    "term_end_after_meeting": _("The meeting was held; the end of the term stays as it stood on that day."),
    "term_beyond_a_year": _("The meeting on %(meeting)s is more than a year from the end of the term, %(ends)s; check both dates."),
}
