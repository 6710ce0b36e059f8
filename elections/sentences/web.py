from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "term_ended": _("The term ended on %(on)s; hold the election or ask for a postponement."),
    "meeting_day_passed": _("The meeting day %(on)s has passed; enter the result or choose another day."),
    "behind_timetable": _("“%(phase)s” was due by %(due)s, %(days)s days ago; hurry or move the meeting day."),
    "document_not_ready": _("“%(title)s” is still being made; open it in a minute."),
    "document_not_for_reader": _("“%(title)s” is not meant for your roles."),
}
