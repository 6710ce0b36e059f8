from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "notice_length_invalid": _("A notice of %(length)s days is not possible; set at least 1 day."),
    "notice_hours_contradict": _(
        "The first day counts until %(until)s, but notices close at %(closes)s; set an earlier hour for the first day."
    ),
    "notice_interruption_order": _(
        "Posted %(posted)s, taken down %(removed)s, posted again %(again)s: these times are not in order; correct them."
    ),
    "notice_does_not_fit_day": _(
        "%(round)s is still to come: %(length)s days, posted on %(posted)s at the earliest, "
        "end on %(closes)s, after %(needed_by)s. Choose a later date."
    ),
    "notice_does_not_fit_working_day": _(
        "%(round)s is still to come: %(length)s working days, posted on %(posted)s at the earliest, "
        "end on %(closes)s, after %(needed_by)s. Choose a later date."
    ),
}
