"""正字票: what the hall sees while ballots are called. Shown, not recorded: it lives in the cache and the entries of the tellers decide."""

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache

from elections.models import Account, BallotRound
from elections.queries.clock import election_now
from elections.queries.counts import batch_states, count_issues, is_live, paper_contests, totals_from_plain, totals_to_plain
from elections.queries.rights import election_issues
from elections.rules.acts import Act
from elections.rules.issues import Issue, refuse_if
from elections.rules.tally import ContestTotals, add_batches

SECONDS_KEPT = 6 * 60 * 60


def show_running_tally(round: BallotRound, batch: int, totals: Mapping[str, ContestTotals], *, actor: Account) -> None:
    """The totals of a batch as far as its ballots have been called. Not before the box is open, and never of papers beside electronic
    ballots."""
    election = round.session.meeting.election
    refuse_if(election_issues(actor, Act.ENTER_TALLY, election, election_now(election)))
    refuse_if([] if round.closed_at else [Issue("round_still_open", {})])
    refuse_if([] if is_live(round) else [Issue("tally_not_shown_live", {"number": round.number})])
    shown = dict(_shown(round))
    shown[str(batch)] = totals_to_plain(totals)
    cache.set(_key(round), shown, SECONDS_KEPT)


def running_tally(round: BallotRound) -> dict[str, ContestTotals]:
    """Final batches as they were agreed, the others as far as they have been called. With electronic ballots in the round nothing shows
    before all papers are counted: either part, taken from the sum, would show the other."""
    contests = paper_contests(round)
    live = is_live(round)
    sheets: dict[str, Any] = {**_shown(round)} if round.closed_at and live else {}
    if live or not any(count_issues(round)):
        for state in batch_states(round):
            if state.final is not None:
                sheets[str(state.batch.number)] = state.final.totals
    found = [totals_from_plain(contests, plain) for plain in sheets.values()]
    return {code: add_batches(contest, [each[code] for each in found]) for code, contest in contests.items()}


def _shown(round: BallotRound) -> Mapping[str, Any]:
    shown: Mapping[str, Any] = cache.get(_key(round), {})
    return shown


def _key(round: BallotRound) -> str:
    return f"running-tally:{round.pk}"
