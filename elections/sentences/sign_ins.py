from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "one_time_code_wrong": _("This code is wrong or has run out; type the one that the authenticator shows now."),
    "no_second_factor": _("This account has no authenticator."),
    "second_factor_of_another": _("The authenticator of an account is its holder's own matter."),
    "second_factor_required": _("The role %(role)s needs an authenticator; it cannot be removed while the role is held."),
    "sign_in_of_another": _("The sign-ins of another account are ended by the security administrator."),
}
