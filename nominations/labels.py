"""The words for codes that only nominations' sentences name; joined to the others at start."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from elections.labels import LISTS, NOMINEE_STEPS, PHASES, Table

CATEGORIES: Table = {
    "member": _("Members"),
    "social_worker": _("Social workers"),
    "resident_representative": _("Residents' representatives"),
    "building_head": _("Heads of buildings"),
    "delegate": _("Delegates and committee members of higher bodies"),
    "unit_representative": _("Representatives of units"),
    "resident": _("Residents"),
    "committee": _("Members of the street committee"),
}

REMEDIES: Table = {
    "extension": _("nominations taken again, with a new announcement"),
    "second_round": _("a second round of directed recommendation"),
    "organisation_recommends": _("recommendation by the organisation"),
    "fewer_seats": _("fewer seats"),
}

VETTING_ITEMS: Table = {
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

BEFORE_ANY_STEP: Table = {"none": _("Not nominated")}

PARAMETERS: Mapping[str, tuple[Table, ...]] = {
    "category": (CATEGORIES,),
    "remedy": (REMEDIES,),
    "item": (VETTING_ITEMS,),
    "list": (LISTS,),
    "step": (NOMINEE_STEPS,),
    "now": (PHASES, NOMINEE_STEPS, BEFORE_ANY_STEP),
}
