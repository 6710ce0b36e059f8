"""定向推荐: who receives a slip, and what the last certified count says."""

from elections.models import Contest, Election, RollEntry
from nominations.models import Nominee, SlipCount
from nominations.rules.recommendation import electorate, next_in_votes

from .nominees import nominees_for


def slips_by_category(election: Election) -> dict[str, int]:
    """One slip for each person, in the first category of the rule set's order."""
    people = RollEntry.objects.filter(election=election, may_recommend=True).standing()
    return electorate((_capacities(entry) for entry in people), election.rules.capacity_order)


def _capacities(entry: RollEntry) -> list[str]:
    """A member of this roll has that capacity whatever else the import said."""
    is_member = entry.membership != RollEntry.Membership.NONE and not entry.part_time
    return ["member", *entry.capacities] if is_member else list(entry.capacities)


def last_count(election: Election, kind: str = SlipCount.Kind.RECOMMENDATION) -> SlipCount | None:
    return SlipCount.objects.certified().filter(election=election, kind=kind).last()


def votes_for(contest: Contest) -> dict[int, int]:
    """Nominee -> recommendations in the last certified count; empty where there was none."""
    count = last_count(contest.election)
    if count is None:
        return {}
    result = count.result["contests"].get(contest.code, {"votes": {}})
    by_name = {
        candidate["name"]: candidate["nominee"]
        for found in count.contests
        if found["code"] == contest.code
        for candidate in found["candidates"]
    }
    return {by_name[name]: votes for name, votes in result["votes"].items()}


def next_for(contest: Contest, listed: set[int]) -> Nominee | None:
    """递补: who follows in votes when somebody has left the list."""
    available = {str(nominee.pk): nominee for nominee in nominees_for(contest)}
    votes = {str(nominee): count for nominee, count in votes_for(contest).items()}
    found = next_in_votes(votes, {str(nominee) for nominee in listed}, available.keys())
    return available[found] if found else None
