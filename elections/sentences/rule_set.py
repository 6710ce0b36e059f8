from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "rule_unknown": _("The rule set has no field “%(field)s”."),
    "rule_malformed": _("The rule “%(field)s” cannot be “%(value)s”."),
    "rule_share_malformed": _(
        "“%(value)s” is no share. Write it as 80%%, 0.8 or 4/5: "
        "more than nothing, not more than the whole, a per cent with one decimal at most."
    ),
    "rule_notice_short": _(
        "%(round)s lasts %(length)s days only; usual are %(usual)s or more. Correct it, or tick that the approved plan says so."
    ),
    "rule_missing": _("The stored rule set lacks “%(field)s”; restore it from the cycle's approval."),
    "rule_below_quorum": _("The share of those present (%(value)s) is below the regulation's %(bound)s; set at least %(bound)s."),
    "rule_below_margin": _("The margin of candidates (%(value)s) is below the regulation's %(bound)s; set at least %(bound)s."),
    "rule_other_majority": _("The regulation counts the majority of those present, not “%(value)s”."),
    "rule_write_in_free": _("Only who votes against a candidate may write in another name; the regulation leaves no choice here."),
    "rule_cascade_indirect": _("A losing deputy can stand for the committee only where the members' meeting elects the deputies."),
    "rule_cascade_on_one_paper": _(
        "A losing deputy can stand for the committee only where the posts are voted on one after the other, not on one paper (“%(value)s”)."
    ),
    "rule_ballot_indirect": _(
        "The ballot “%(value)s” names secretary and deputies; it needs their direct election by the members' meeting."
    ),
}
