"""The words for codes that only nominations' sentences name; joined to the others at start."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from elections.labels import CATEGORIES, LISTS, NOMINEE_STEPS, PHASES, REMEDIES, VETTING_ITEMS, Table

BEFORE_ANY_STEP: Table = {"none": _("Not nominated")}

PARAMETERS: Mapping[str, tuple[Table, ...]] = {
    "category": (CATEGORIES,),
    "remedy": (REMEDIES,),
    "item": (VETTING_ITEMS,),
    "list": (LISTS,),
    "step": (NOMINEE_STEPS,),
    "now": (PHASES, NOMINEE_STEPS, BEFORE_ANY_STEP),
}
