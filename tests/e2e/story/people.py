"""Whom a story nominates: enough people of the roll for every margin of the plan, read from the rows."""

from collections.abc import Iterator

from elections.models import Contest, Election, RollEntry
from elections.rules.margin import candidates_needed, names_needed_for_post

LEADERS = (Contest.Post.SECRETARY, Contest.Post.DEPUTY, Contest.Post.DISCIPLINE_SECRETARY)
POSTS = {"secretary": "书记", "deputy": "副书记", "committee": "委员", "discipline": "纪委委员", "discipline_secretary": "纪委书记"}


def contests(election: Election) -> list[Contest]:
    """Those that the meeting decides."""
    return list(Contest.objects.filter(election=election, stage=Contest.Stage.MEETING).order_by("order"))


def names_wanted(contest: Contest) -> int:
    """As the plan asks, and one more for a committee, so that the street committee has somebody to vote out."""
    rules = contest.election.rules
    if contest.post in LEADERS:
        by_margin = names_needed_for_post(contest.seats, rules.leader_margin) if rules.committee_ballot else contest.seats
        return max(contest.names_at_least, by_margin)
    return max(contest.names_at_least, candidates_needed(contest.seats, rules.margin)) + 1


def those_who_may_stand(election: Election) -> Iterator[RollEntry]:
    """Full members first; who belongs elsewhere after them."""
    entries = RollEntry.objects.filter(election=election, may_stand=True, disqualified_at=None).standing()
    yield from entries.filter(part_time=False, membership=RollEntry.Membership.FULL)


def to_be_nominated(election: Election) -> dict[Contest, list[RollEntry]]:
    people = those_who_may_stand(election)
    return {contest: [next(people) for _ in range(names_wanted(contest))] for contest in contests(election)}
