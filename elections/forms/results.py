from django.utils.translation import gettext_lazy as _

from elections.act_labels import DECISION_MATTERS
from elections.models import Decision
from elections.queries.decisions import DISCIPLINE_SECRETARY_PASSED
from elections.rules.acts import Act
from elections.services import decisions, results

from .acts import ActForm
from .decisions import MinutesFields


class CertifyResultForm(ActForm):
    act = Act.CERTIFY_RESULT
    title = _("Certify the result")
    lead = _("Every seat is filled or given up, every session is closed. From here on reports and papers read these figures.")
    press = _("Certify the result")
    said = _("The result is certified. The election can go on to the reports.")

    def perform(self) -> object:
        return results.certify_result(self.election, actor=self.actor)


class PassDisciplineSecretaryForm(MinutesFields, ActForm):
    """纪委选出的书记经同级党的委员会通过."""

    act = Act.RECORD_DECISION
    title = DECISION_MATTERS[DISCIPLINE_SECRETARY_PASSED]
    lead = _("The new committee passes what the discipline committee's plenary has elected.")
    press = _("Record the decision")
    said = _("The decision is on record.")

    rows = MinutesFields.minutes_rows

    def perform(self) -> object:
        minutes = self.minutes(body=Decision.Body.NEW_COMMITTEE, matter=DISCIPLINE_SECRETARY_PASSED)
        return decisions.record_decision(self.election, minutes, actor=self.actor)
