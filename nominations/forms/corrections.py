from elections.forms.corrections import CorrectionForm, same
from nominations.services import ledgers

from .deliberations import RecordDeliberationForm
from .pledges import RecordVisitForm
from .rounds import CloseRoundForm


class CorrectParticipationForm(CorrectionForm):
    """`subject`: the round that was closed last."""

    ledger, recorded = ledgers.PARTICIPATION, CloseRoundForm
    columns = {"members": "members_took_part", "residents": "residents_took_part"}


class CorrectDeliberationForm(CorrectionForm):
    ledger, recorded, columns = ledgers.DELIBERATIONS, RecordDeliberationForm, same("attended", "opinions", "sheet")


class CorrectVisitForm(CorrectionForm):
    ledger, recorded, columns = ledgers.VISITS, RecordVisitForm, same("place", "households", "note")
