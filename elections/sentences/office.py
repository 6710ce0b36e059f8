from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "summary_without_elections": _("This cycle has no election to sum up."),
    "summary_before_result": _("The result of %(community)s is not confirmed yet; the summary waits for it."),
    "rule_notice_without_ballot": _("The third notice names whom the committee ballot chose; without that ballot leave it out."),
    "code_malformed": _("“%(code)s” is no code: small letters, figures and single hyphens, at most %(most)s signs."),
    "name_missing": _("Give a name."),
    "organisation_elsewhere": _("“%(name)s” does not belong to this office."),
    "branch_has_no_parts": _("“%(name)s” is a branch; nothing is set up below a branch."),
    "not_a_community": _("“%(name)s” is no community; an election is opened in a community."),
    "language_of_another": _("The language of another account is chosen by its holder."),
    "language_unknown": _("There are no screens in “%(language)s”."),
    "administrator_apart": _("This account is “%(role)s”; the three administrators are kept apart from each other and from the elections."),
    "account_row_other_name": _("“%(username)s” stands in row %(other)s with another name."),
    "milestone_out_of_order": _(
        "“%(milestone)s” on %(date)s would come before “%(earlier)s” on %(earlier_date)s. Correct this date, or the other one under "
        "“Course and corrections”."
    ),
    "last_security_administrator": _("This is the last security administrator who has signed in: appoint another one, who signs in first."),
    "milestone_by_its_act": _("“%(milestone)s” cannot be entered by hand; it comes from its own step of the work."),
    "milestone_too_early": _("“%(milestone)s” belongs to a later step than “%(phase)s”."),
    "decision_elsewhere": _("These minutes belong to another election."),
    "file_elsewhere": _("“%(name)s” belongs to another election; add the paper of this one."),
    "phase_not_before": _("The election is in “%(now)s”; “%(phase)s” is not the step before it."),
    "posts_against_rules": _("The posts of %(community)s do not fit these rules; set them anew first."),
    "contests_on_slate": _("The slate of %(community)s is certified; what changes the posts that it stands for waits for the next cycle."),
    "phase_in_use": _("%(community)s stands in the step “%(phase)s”, so it cannot be left out now."),
    "postponed_not_later": _("%(until)s is not later than %(before)s; choose a later day."),
    "reply_before_request": _("The reply is dated %(reply)s, before the request of %(request)s; correct the date."),
    "figure_below_zero": _("“%(field)s” is %(value)s; it cannot be less than 0."),
    "event_without_detail": _("Event %(number)s keeps no names or texts; there is nothing to erase."),
}
