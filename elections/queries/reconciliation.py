"""票数核对: the figures of each decided round side by side, for whoever adds them up alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from elections.models import Contest, Election
from elections.rules.tally import ContestTotals

from .counts import totals_of
from .rounds import RoundState, round_states


@dataclass(frozen=True, slots=True)
class DecidedRound:
    state: RoundState
    sums: Sequence[tuple[Contest, ContestTotals]]

    @property
    def slips_issued(self) -> int:
        return (self.state.round.issued or 0) - (self.state.round.papers_issued or 0)


def decided_rounds(election: Election) -> list[DecidedRound]:
    """Oldest first. Of a ballot that is still voted on or counted nothing is shown, of one that was declared void neither."""
    states = [state for state in round_states(election) if state.step == "decided"]
    totals = totals_of([state.round for state in states])
    return [DecidedRound(state, [(row.contest, totals[state.round.pk][row.contest.code]) for row in state.contests]) for state in states]
