"""The words of the ledgers and of what is entered in them. The Chinese stands in locale/parts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Table = Mapping[str, str | Promise]

LEDGERS: Table = {
    "publicity": _("Publicity"),
    "attendance": _("Mobilisation meeting"),
    "trainings": _("Trainings and meetings"),
    "presences": _("Presence of the leader"),
    "contacts": _("Contacts"),
    "preparations": _("Preparations"),
    "handover": _("Hand-over"),
    "participation": _("Participation in the nomination"),
    "deliberations": _("Deliberation in the branches"),
    "visits": _("Visits and concerns"),
}

ENTRY_FIELDS: Table = {
    "quantity": _("How many"),
    "kind": _("What"),
    "level": _("Level"),
    "reached": _("Reached"),
    "evidence": _("Proof"),
    "members": _("Members who came"),
    "residents": _("Residents who came"),
    "place": _("Place"),
    "topic": _("Topic"),
    "held_at": _("Held at"),
    "attended": _("How many took part"),
    "matters": _("What was gone through"),
    "handed_by": _("Handed over by"),
    "received_by": _("Received by"),
    "witnessed_by": _("Witnessed by"),
    "items": _("What was handed over"),
    "attended_at": _("When it happened"),
    "manner": _("How"),
    "by_name": _("Who kept in touch"),
    "wish": _("Day that suits"),
    "away": _("Away"),
    "needs_fetching": _("Needs fetching"),
    "members_took_part": _("Members who took part"),
    "residents_took_part": _("Residents who took part"),
    "opinions": _("Opinions"),
    "households": _("Households visited"),
    "note": _("Remark"),
    "scan": _("Scan"),
    "sheet": _("Scan"),
}
