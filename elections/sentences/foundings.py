from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "founding_code_wrong": _("This is not the code that stands in the window of the program; %(left)s tries are left."),
    "founding_code_void": _("The code is used up or older than a day. Start the program again; it shows a new one."),
    "office_founded_before": _("This installation has its office already; sign in with an account of it."),
}
