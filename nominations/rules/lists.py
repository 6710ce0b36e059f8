"""名单: how many names each post needs at each stage, and what keeps a list from being proposed.

The list that goes to the meeting is judged as the slate will be; a list that goes to the committee's ballot needs more than that.
A person who is held, has withdrawn or failed is left out by the caller before anything is counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from elections.rules import slate, sources
from elections.rules.issues import Issue
from elections.rules.margin import candidates_needed, names_needed_for_post
from elections.rules.rule_set import RuleSet
from elections.rules.slate import ListedContest

SOURCE = sources.MARGIN
LEADERS = frozenset({"secretary", "deputy", "discipline_secretary"})
Stage = Literal["preliminary", "reserve"]


def places(contest: ListedContest, rules: RuleSet) -> int:
    """How many names must come out of the committee's ballot for the meeting's margin to hold."""
    by_law = contest.seats if contest.post in LEADERS else candidates_needed(contest.seats, rules.margin)
    return max(by_law, contest.names_at_least)


def names_wanted(contest: ListedContest, rules: RuleSet) -> int:
    """How many names a preliminary list needs for one post at least; over all posts a committee's ballot needs one more."""
    if contest.post in LEADERS and rules.committee_ballot:
        return max(places(contest, rules), names_needed_for_post(contest.seats, rules.leader_margin))
    return places(contest, rules)


def list_issues(contests: Sequence[ListedContest], rules: RuleSet, stage: Stage, *, leaders_from_committee: bool) -> tuple[Issue, ...]:
    """Every post that falls short, then the list as a whole. Contests of the plenary may be empty: they are named once the committee is
    elected."""
    missing = [Issue("post_without_names", {"post": contest.code}) for contest in contests if not contest.names and _is_due(contest)]
    named = [contest for contest in contests if contest.names]
    is_ballot = stage == "preliminary" and rules.committee_ballot
    faults = [*missing, *_leader_issues(named, rules)] if is_ballot else missing
    asked = {issue.params["post"] for issue in faults}
    faults += [issue for issue in _slate_issues(named, rules, leaders_from_committee) if not _is_asked(issue, asked)]
    return tuple(faults) or (tuple(before_ballot_issues(named, rules)) if is_ballot else ())


def _is_due(contest: ListedContest) -> bool:
    return contest.stage == "meeting"


def _slate_issues(named: Sequence[ListedContest], rules: RuleSet, leaders_from_committee: bool) -> Iterator[Issue]:
    """As the slate will be judged; leaders out of the committee can be compared with its list once it has names."""
    from_committee = leaders_from_committee and any(contest.post == "committee" for contest in named)
    order = "order is settled with the slate"
    return slate.list_issues(named, rules, leaders_from_committee=from_committee, order_reason=order)


def _is_asked(issue: Issue, posts: set[object]) -> bool:
    """The committee's ballot asks for as many names of a post as the plan, or for more: said once."""
    return issue.code == "too_few_names_for_post" and issue.params["post"] in posts


def _leader_issues(contests: Sequence[ListedContest], rules: RuleSet) -> Iterator[Issue]:
    """书记、副书记 at least one more than posts where the plan says so."""
    for contest in contests:
        needed = names_wanted(contest, rules)
        if contest.post in LEADERS and len(contest.names) < needed:
            figures = {"post": contest.post, "seats": contest.seats, "names": len(contest.names), "needed": needed}
            yield Issue("too_few_names_for_post", figures)


def before_ballot_issues(contests: Sequence[ListedContest], rules: RuleSet) -> Iterator[Issue]:
    """More names than places on the whole, once no post falls short by itself."""
    names = {contest.code: len(contest.names) for contest in contests}
    yield from differential_issues({contest.code: places(contest, rules) for contest in contests}, names)


def differential_issues(room: Mapping[str, int], names: Mapping[str, int]) -> Iterator[Issue]:
    """差额票决: more names than places on the ballot as a whole, and never fewer for any post."""
    short = [code for code, wanted in room.items() if names[code] < wanted]
    for code in short:
        yield Issue("fewer_names_than_places", {"post": code, "names": names[code], "places": room[code]})
    if not short and sum(names.values()) <= sum(room.values()):
        yield Issue("ballot_not_differential", {"names": sum(names.values()), "places": sum(room.values())})
