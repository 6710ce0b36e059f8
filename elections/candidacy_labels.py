"""The words from vetting to the eve of the meeting. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VETTING_ITEMS: Mapping[str, str | Promise] = {
    "conditions": _("Conditions of the announcement"),
    "criminal_record": _("Criminal record"),
    "organised_crime": _("Organised crime"),
    "under_investigation": _("Under investigation"),
    "discipline_in_effect": _("Disciplinary measure in effect"),
    "mass_incident": _("Stirring up mass incidents"),
    "public_assets": _("Affairs kept secret or public assets taken"),
    "promise_refused": _("Refusal to sign the pledge"),
    "vote_buying": _("Vote buying or faction forming"),
    "unable_to_serve": _("Unable to serve"),
    "close_relatives": _("Close relatives on the same committee"),
    "other": _("Other"),
}

VETTING_STATES: Mapping[str, str | Promise] = {
    "unvetted": _("no finding yet"),
    "uninspected": _("waits for the inspection"),
    "passed": _("goes on"),
    "failed": _("falls off the list"),
    "held": _("held by an objection"),
    "gone": _("has left"),
}

CONCERN_KINDS: Mapping[str, str | Promise] = {
    "livelihood": _("People's livelihood"),
    "party_building": _("Party building"),
    "ability": _("Ability wanted"),
}

TRAINING_KINDS: Mapping[str, str | Promise] = {
    "training": _("Speech training"),
    "mock_speech": _("Mock speech"),
}

PREPARATORY_KINDS: Mapping[str, str | Promise] = {
    "preparatory": _("Preparatory meeting"),
    "ballot_training": _("Training in filling in the ballot"),
    "rehearsal": _("Rehearsal of the staff"),
    "packs": _("Packing of the papers"),
}

OFFICIAL_ROLES: Mapping[str, str | Promise] = {
    "chief_scrutineer": _("Chief scrutineer"),
    "scrutineer": _("Scrutineer"),
    "teller": _("Teller"),
    "caller": _("Caller"),
}

MEETING_KINDS: Mapping[str, str | Promise] = {
    "members": _("Members' meeting"),
    "delegates": _("Delegates' meeting"),
    "plenary": _("First plenary of the new committee"),
    "discipline_plenary": _("First plenary of the discipline committee"),
}

HELD_REASONS: Mapping[str, str | Promise] = {
    "held": _("held"),
    "withdrawn": _("withdrawn"),
    "disqualified": _("disqualified"),
}

SLIP_KINDS: Mapping[str, str | Promise] = {
    "first": _("First ballot"),
    "further": _("Further ballot on the places left"),
    "runoff": _("Run-off among the tied"),
}

COMMITTEE_FIGURES: Mapping[str, str | Promise] = {
    "issued": _("Slips handed out"),
    "returned": _("Slips returned"),
    "valid": _("Valid slips"),
    "void": _("Void slips"),
    "in_favour": _("In favour"),
    "against": _("Against"),
    "abstain": _("Abstained"),
}

NEXT_BALLOTS: Mapping[str, str | Promise] = {
    "repeat": _("not valid, more papers came back than were handed out: the ballot is held again"),
    "none": _("all places filled"),
    "runoff": _("voted on again among the tied"),
    "further": _("voted on again for the places left"),
}
