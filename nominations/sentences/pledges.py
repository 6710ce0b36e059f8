"""Visits, concerns, pledges and speeches."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "visit_without_place": _("Say where the visit was made."),
    "visit_without_households": _("%(households)d households: type how many were visited."),
    "visit_of_another_election": _("This visit belongs to another election."),
    "concern_without_text": _("Type the concern."),
    "pledge_without_points": _("A pledge has at least one point."),
    "pledge_point_empty": _("Point %(number)d is empty."),
    "pledge_concern_not_chosen": _("Point %(number)d answers a concern that the nominee has not chosen. Choose it first."),
    "pledge_concerns_unanswered": _("%(missing)d of %(chosen)d chosen concerns have no point in the pledge. Answer them."),
    "pledge_not_signed": _("The scan of the signed pledge is missing."),
    "pledge_missing": _("%(name)s has not signed a pledge yet."),
    "pledge_already_signed": _("%(name)s has signed a pledge that answers this concern. Sign anew first."),
    "pledge_already_public": _("The pledge of %(name)s is public and cannot be signed anew."),
    "training_without_trainer": _("Say who trained."),
    "training_without_people": _("Nobody took part: choose who was trained."),
    "mock_speech_without_comment": _("%(name)s: a mock speech needs its comment."),
}
