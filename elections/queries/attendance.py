"""Who was due and who came, with the rule in figures."""

from dataclasses import dataclass
from decimal import Decimal

from elections.models import BallotRound, Election, Meeting
from elections.rules.issues import Issue
from elections.rules.quorum import quorum_finding
from elections.rules.quorum import turnout as rate
from elections.rules.reconciliation import is_ballot_valid

from .meetings import HallFigures, round_figures


@dataclass(frozen=True, slots=True)
class Turnout:
    """The members' (or delegates') meeting, as its heads stood when the first ballots that count were issued."""

    figures: HallFigures
    issued: int | None
    returned: int | None

    @property
    def percent(self) -> Decimal:
        return rate(self.figures.present, self.figures.due)

    @property
    def finding(self) -> Issue:
        """The quorum rule with its figures, reached or not."""
        return quorum_finding(self.figures.present, self.figures.due, self.figures.quorum)


def turnout(election: Election) -> Turnout | None:
    """None before the first ballot is issued. While only void rounds were held, their heads are known, and no papers count."""
    kinds = (Meeting.Kind.MEMBERS, Meeting.Kind.DELEGATES)
    found = BallotRound.objects.filter(session__meeting__election=election, session__meeting__kind__in=kinds, present__isnull=False)
    rounds = list(found.select_related("session__meeting__election__cycle").order_by("pk"))
    first = next((round for round in rounds if _counts(round)), None)
    if first is not None:
        return Turnout(round_figures(first), first.issued, first.returned)
    return Turnout(round_figures(rounds[-1]), None, None) if rounds else None


def _counts(round: BallotRound) -> bool:
    """As in the report: neither 作废 nor with more papers in the box than were issued or voted with. An open box speaks against none."""
    if round.voided_at is not None:
        return False
    return round.closed_at is None or is_ballot_valid(returned=round.returned or 0, issued=round.issued or 0, voters=round.voters or 0)
