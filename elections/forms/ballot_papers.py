from django.utils.translation import gettext_lazy as _

from elections.queries.meetings import main_meeting
from elections.rules.acts import Act
from elections.services.ballot_papers import drafted_ballots, next_ballots
from elections.services.ballots import approve_ballot_proof

from .acts import ActForm, ScanField


class ApproveBallotProofForm(ActForm):
    """The proof is the papers made here, a signed scan, or both."""

    act = Act.APPROVE_BALLOT_PROOF
    title = _("Approve the ballot proof")
    lead = _("Compare names, order and seats with the slate. What is approved is what is printed; a slate that changes needs it anew.")
    press = _("Approve the ballot proof")
    said = _("The ballot proof is approved.")

    scan = ScanField(label=_("Scan of the signed proof"), required=False, help_text=_("Where the proof was signed on paper."))

    def prepare(self) -> None:
        meeting = main_meeting(self.election)
        self.papers = drafted_ballots(self.election, next_ballots(meeting)) if meeting else []

    def perform(self) -> object:
        documents = [document for _paper, document in self.papers if document is not None]
        return approve_ballot_proof(self.election, actor=self.actor, documents=documents, scan=self.keep("scan"))
