"""Eligibility check and inspection."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "nominee_not_failed": _("%(name)s has not failed the vetting, so nothing has to be lifted."),
    "reinstated_by_who_failed": _("You completed the vetting in which %(name)s failed; another approver of the street lifts it."),
    "reinstated_without_reply": _("Enter the number of the superior's reply and add its scan."),
    "vetting_department_missing": _("Say which department made the finding."),
    "vetting_item_unknown": _("“%(item)s” is no item of the check. Choose one of the list."),
    "vetting_reason_missing": _("%(name)s has not passed “%(item)s”: give the reason."),
    "vetting_missing": _("No department has recorded a finding on %(name)s yet."),
    "inspection_reason_missing": _("%(name)s is found unsuitable: give the reason."),
    "inspection_missing": _("%(name)s has not been inspected yet."),
    "inspection_without_team": _("Say who inspected."),
    "nominee_failed_vetting": _("%(name)s has not passed and is out; the list without this name is too short. Propose a list with others."),
}
