"""Who was due and who came, with the rule in figures."""

from dataclasses import dataclass
from decimal import Decimal

from elections.models import BallotRound, Election, Meeting
from elections.rules.issues import Issue
from elections.rules.quorum import quorum_finding
from elections.rules.quorum import turnout as rate

from .meetings import HallFigures, round_figures


@dataclass(frozen=True, slots=True)
class Turnout:
    """The members' (or delegates') meeting, as its heads stood when the first ballots were issued."""

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
    """None before the first ballot is issued."""
    kinds = (Meeting.Kind.MEMBERS, Meeting.Kind.DELEGATES)
    rounds = BallotRound.objects.filter(session__meeting__election=election, session__meeting__kind__in=kinds, present__isnull=False)
    first = rounds.select_related("session__meeting__election__cycle").order_by("pk").first()
    return Turnout(round_figures(first), first.issued, first.returned) if first else None
