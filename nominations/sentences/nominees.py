"""The way of one nominee."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "nominee_not_on_roll": _("%(name)s is not on this election's roll. Choose somebody from the roll."),
    "nominee_no_longer_stands": _("%(name)s has withdrawn, failed the vetting or is no longer nominated. Leave the name out."),
    "nominee_without_consent": _("%(name)s has not consented yet. Record the consent or leave the name out."),
    "nominee_held": _(
        "A matter reported about %(name)s is open: the name may not be on the next list. Settle it first or leave the name out."
    ),
    "nominee_for_other_post": _(
        "%(name)s is not nominated as %(post)s and has not agreed to another post. Register a nomination, or choose another post."
    ),
    "nominee_step_out_of_order": _("%(name)s stands at “%(now)s”; “%(step)s” cannot follow. Look at the steps recorded so far."),
    "nomination_in_use": _("%(name)s already stands on a list: this last nomination cannot be struck. Record a withdrawal instead."),
    "account_of_another_person": _("This account is %(name)s's already. Choose another one, or take it from %(name)s first."),
    "account_denied_by_namesake": _(
        "Your own account carries the name %(name)s: choose it if you are the nominee; if not, somebody else records it."
    ),
    "nominee_not_on_list": _("%(name)s is not on the list in force. Choose somebody from it."),
}
