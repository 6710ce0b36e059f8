"""名单: how many names each post needs at each stage, and what keeps a list from being proposed or approved.

Margin and post margin are the law's; the number that the plan asks for each post comes on top.
A person who is held, has withdrawn or failed is left out by the caller before anything is counted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from elections.rules import sources
from elections.rules.cascade import expected_after_cascade, planned_margin_issues
from elections.rules.issues import Issue
from elections.rules.margin import candidates_needed, margin_issues, names_needed_for_post
from elections.rules.rule_set import RuleSet

SOURCE = sources.MARGIN
LEADERS = frozenset({"secretary", "deputy", "discipline_secretary"})
Stage = Literal["preliminary", "reserve"]


@dataclass(frozen=True, slots=True)
class Post:
    """A contest as the plan has it. `names_at_least` is the number of candidates that the plan asks for."""

    code: str
    post: str
    seats: int
    names_at_least: int

    @property
    def is_leader(self) -> bool:
        return self.post in LEADERS


def places(post: Post, rules: RuleSet) -> int:
    """How many names must come out of the committee's ballot for the meeting's margin to hold."""
    by_law = post.seats if post.is_leader else candidates_needed(post.seats, rules.margin)
    return max(by_law, post.names_at_least)


def list_issues(posts: Sequence[Post], names: Mapping[str, Sequence[str]], rules: RuleSet, stage: Stage) -> tuple[Issue, ...]:
    """`names` by contest code. Each fault with its figures, post by post, then the list as a whole."""
    faults = [issue for post in posts for issue in _post_issues(post, posts, names, rules, stage)]
    if not faults and stage == "preliminary" and rules.committee_ballot:
        faults += differential_issues({post.code: places(post, rules) for post in posts}, names)
    return tuple(faults)


def differential_issues(room: Mapping[str, int], names: Mapping[str, Sequence[str]]) -> Iterator[Issue]:
    """差额票决: more names than places on the committee's ballot as a whole, and never fewer for any post."""
    for code, wanted in room.items():
        given = len(names.get(code, ()))
        if given < wanted:
            yield Issue("fewer_names_than_places", {"contest": code, "names": given, "places": wanted})
    total, wanted = sum(len(names.get(code, ())) for code in room), sum(room.values())
    if total <= wanted:
        yield Issue("ballot_not_differential", {"names": total, "places": wanted})


def double_issues(names: Mapping[str, Sequence[str]]) -> Iterator[Issue]:
    for code, listed in names.items():
        for name, times in Counter(listed).items():
            if times > 1:
                yield Issue("name_listed_twice", {"contest": code, "name": name, "times": times})


def _post_issues(post: Post, posts: Sequence[Post], names: Mapping[str, Sequence[str]], rules: RuleSet, stage: Stage) -> Iterator[Issue]:
    listed = list(names.get(post.code, ()))
    if post.is_leader:
        before_ballot = stage == "preliminary" and rules.committee_ballot
        by_law = names_needed_for_post(post.seats, rules.leader_margin) if before_ballot else post.seats
        yield from _plan_issues(post, len(listed), max(by_law, post.names_at_least))
        return
    deputies = [other for other in posts if other.post == "deputy"]
    if rules.cascade and post.post == "committee" and deputies:
        seats = sum(deputy.seats for deputy in deputies)
        second = [name for deputy in deputies for name in names.get(deputy.code, ())]
        law = planned_margin_issues(post.seats, rules.margin, committee=listed, deputies=second, deputy_seats=seats)
        standing = expected_after_cascade(listed, second, seats)
    else:
        law, standing = margin_issues(post.seats, len(listed), rules.margin), len(listed)
    yield from law or _plan_issues(post, standing, post.names_at_least)


def _plan_issues(post: Post, names: int, needed: int) -> Iterator[Issue]:
    if names < needed:
        yield Issue("too_few_names_for_post", {"post": post.post, "seats": post.seats, "names": names, "needed": needed})
