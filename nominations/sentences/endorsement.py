"""Who may propose, and the ten people or households of a joint nomination."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "sheet_row": _("Row %(row)s: %(text)s"),
    "too_few_persons_endorse": _(
        "A joint nomination needs %(needed)d different people; %(given)d can be counted, %(missing)d are missing. Add their "
        "signatures or use another channel."
    ),
    "too_few_households_endorse": _(
        "A joint nomination needs %(needed)d different households; %(given)d can be counted, %(missing)d are missing. Add their"
        " signatures or use another channel."
    ),
    "person_endorses_twice": _("%(name)s signs in line %(first)d and again in line %(second)d: one person counts once. Strike one line."),
    "household_endorses_twice": _(
        "Line %(second)d (%(name)s) is the household of line %(first)d: an address counts once. Strike one line."
    ),
    "endorsers_of_one_name": _(
        "Lines %(first)d and %(second)d are both signed %(name)s. If it is one person, strike one line; if it is another person of this"
        " name, tick that they are different people."
    ),
    "endorser_without_name": _("Line %(line)d has no name. Type it from the sheet."),
    "endorser_is_nominee": _("Line %(line)d: %(name)s cannot endorse the own nomination. Strike the line."),
    "endorser_without_right": _("Line %(line)d: according to the roll %(name)s may not endorse. Strike the line."),
    "endorser_without_address": _("Line %(line)d: %(name)s needs building and room, so that the signature can be checked."),
    "endorser_not_checked": _(
        "Line %(line)d: signature and address of %(name)s have not been checked. Compare them with the sheet and tick the box."
    ),
    "endorser_not_on_roll": _(
        "%(name)s is not on this election's roll. Choose the member from the roll, or enter a resident with the address."
    ),
    "endorsers_not_needed": _(
        "%(given)d endorsers are entered, but only a joint nomination has endorsers. Choose the joint channel or strike the lines."
    ),
    "recommending_organisation_missing": _("A recommendation by an organisation needs the organisation's name."),
}
