from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "calendar_year_missing": _(
        "The holidays of %(year)s are not known yet. The street's system administrator enters them under “Working days” "
        "as soon as the State Council has published its list of %(year)s."
    ),
    "calendar_file_unreadable": _("This file is no list of holidays; it needs “year”, “holidays” and “workdays” as the template shows."),
    "calendar_year_invalid": _("“%(value)s” is no year between %(first)s and %(last)s."),
    "calendar_date_invalid": _("“%(value)s” is no date; write it as 2026-10-01, or a span as 2026-10-01/2026-10-07."),
    "calendar_date_other_year": _("%(date)s does not belong to %(year)s; correct the date or the year."),
    "calendar_date_twice": _("%(date)s stands in the list twice; keep it once."),
    "calendar_workday_no_weekend": _("%(date)s is no Saturday or Sunday and cannot be a make-up workday."),
    "calendar_holiday_missing": _("%(date)s is missing among the holidays; the list is not complete."),
}
