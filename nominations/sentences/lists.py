"""The lists of preliminary nominees and reserve candidates."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "preliminary_post_empty": _(
        "%(post)s: nobody is left (%(names)s left, were disqualified, or a matter is open). Propose the list anew."
    ),
    "reserve_post_empty": _(
        "%(post)s: nobody is left (%(names)s left, were disqualified, or a matter is open). The committee votes on this post again; "
        "after that step the street approver goes back to it first."
    ),
    "post_without_names": _("%(post)s: nobody is on the list. Every post of the meeting needs its names."),
    "more_recommended_left_out": _(
        "%(name)s (%(votes)d recommendations) is proposed, but %(left_out)s with %(more)d is not. Change the list or give the reason."
    ),
    "better_recommended_left_out": _(
        "%(name)s is proposed, but %(left_out)s, whom more people recommended, is not. Change the list or give the reason."
    ),
    "list_missing": _("There is no approved list yet (%(list)s). Propose it and have it approved first."),
    "list_made_here": _("A list (version %(version)d) was made here already; it cannot be entered from paper."),
    "list_not_on_paper": _("“%(milestone)s” was not done on paper: make the list here."),
    "nominee_not_vetted": _("%(name)s has not passed the vetting. Complete it before the list is approved."),
    "approved_order_not_of_list": _(
        "%(post)s: the order names %(names)d people, the list %(listed)d. Secretary and deputies are ordered, each of the list once."
    ),
    "branch_missing": _("The community has %(branches)d branches: say which one deliberated."),
    "branch_of_another_community": _("%(branch)s is not a branch of this community."),
    "deliberation_over_roll": _("%(attended)d people attended, the roll has %(members)d members there: type how many took part."),
    "deliberation_without_people": _("%(attended)d people attended: type how many took part."),
}
