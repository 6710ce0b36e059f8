from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "office_stays": _("%(name)s is the office itself; it cannot be taken away."),
    "organisation_there_already": _("“%(name)s” is there already; nothing was added or changed."),
    "organisation_in_use": _(
        "%(name)s is in use and stays: people on rolls %(people)s, elections %(elections)s, roles %(roles)s, branches %(parts)s, "
        "other records %(others)s. Move these first, or correct its name instead."
    ),
    "organisation_columns_missing": _("The first line of the table lacks the columns %(columns)s; take the template."),
    "organisation_rows_faulty": _("%(rows)s of %(of)s rows are at fault; nothing was taken over."),
    "organisation_row_twice": _("“%(name)s” stands in row %(other)s already."),
    "organisation_title_unknown": _("“%(value)s” is none of 党委, 党总支, 党支部."),
    "organisation_title_of_branch": _("Below a community there are branches only: 党支部 or 党总支."),
    "organisation_parent_unknown": _("There is no community “%(name)s”, neither in the office nor in these rows."),
}
