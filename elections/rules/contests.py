"""职数 and 职位: which contests the plan makes, for how many seats, in what order and before whom.

`size` is the plan's 职数. Where it includes secretary and deputies (5 = 1 + 1 + 3), the committee's own contest has the rest;
where the leaders are chosen from among the elected committee, that contest has all of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from elections.rules import sources
from elections.rules.issues import Issue
from elections.rules.margin import candidates_needed, margin_in_percent
from elections.rules.rule_set import CompositionTarget, RuleSet

SOURCE = sources.LEADERS

Stage = Literal["meeting", "plenary", "discipline_plenary"]
LEADERS = ("secretary", "deputy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """What the plan says. `names` is how many names a contest's ballot must carry at least, where the plan asks for more than the law.

    `leaders_from_committee` is True wherever a plenary elects them; with ballots in sequence the members may also elect the committee
    first and the leaders from among it (倒选).
    """

    size: int
    includes_leaders: bool = True
    deputies: int = 1
    discipline: int = 0
    leaders_from_committee: bool = False
    names: Mapping[str, int] = field(default_factory=dict)
    composition: tuple[CompositionTarget, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedContest:
    """One contest; its code is the post's. `order` is the order in which the contests are decided."""

    post: str
    stage: Stage
    seats: int
    names_at_least: int
    order: int


def committee_size(posts: Posts) -> int:
    """Everybody who will sit on the committee, secretary and deputies included."""
    return posts.size if posts.includes_leaders else posts.size + 1 + posts.deputies


def has_committee(posts: Posts) -> bool:
    """不设委员会: a secretary and perhaps a deputy, elected by the members."""
    return committee_size(posts) > 1 + posts.deputies


def leaders_from_committee(posts: Posts, rules: RuleSet) -> bool:
    return has_committee(posts) and (posts.leaders_from_committee or rules.secretary_elected_by == "plenary")


def committee_seats(posts: Posts, rules: RuleSet) -> int:
    whole = committee_size(posts)
    return whole if leaders_from_committee(posts, rules) else whole - 1 - posts.deputies


def planned_contests(posts: Posts, rules: RuleSet) -> tuple[PlannedContest, ...]:
    """In the order in which they are decided: from the top down, or the committee first where the leaders come out of it."""
    leaders_stage: Stage = "plenary" if has_committee(posts) and rules.secretary_elected_by == "plenary" else "meeting"
    leaders: list[tuple[str, Stage, int]] = [("secretary", leaders_stage, 1), ("deputy", leaders_stage, posts.deputies)]
    members: list[tuple[str, Stage, int]] = [
        ("committee", "meeting", committee_seats(posts, rules)),
        ("discipline", "meeting", posts.discipline),
    ]
    ordered = members + leaders if leaders_from_committee(posts, rules) else leaders + members
    if posts.discipline:
        ordered.append(("discipline_secretary", "discipline_plenary", 1))
    wanted = [(post, stage, seats) for post, stage, seats in ordered if seats]
    return tuple(
        PlannedContest(post, stage, seats, posts.names.get(post, least_names(post, seats, rules)), order)
        for order, (post, stage, seats) in enumerate(wanted, start=1)
    )


def least_names(post: str, seats: int, rules: RuleSet) -> int:
    """On the final ballot: 20 % more for a committee; equal or more for a post, as the plan says."""
    return candidates_needed(seats, rules.margin) if post in ("committee", "discipline") else seats


def posts_issues(posts: Posts, rules: RuleSet) -> Iterator[Issue]:
    if posts.size < 1 or posts.deputies < 0 or posts.discipline < 0:
        yield Issue("posts_not_a_number", {"size": posts.size, "deputies": posts.deputies, "discipline": posts.discipline})
        return
    if committee_size(posts) < 1 + posts.deputies:
        yield Issue("posts_fewer_than_leaders", {"size": posts.size, "leaders": 1 + posts.deputies})
        return
    if posts.leaders_from_committee and rules.secretary_elected_by == "members" and rules.ballot != "sequential":
        yield Issue("leaders_from_committee_on_one_paper", {"ballot": rules.ballot})
    whole = committee_size(posts)
    for target in posts.composition:
        if target.at_least > whole:
            yield Issue("posts_target_beyond_size", {"target": target.kind, "at_least": target.at_least, "whole": whole})
    yield from _names_issues(posts, rules)


def _names_issues(posts: Posts, rules: RuleSet) -> Iterator[Issue]:
    planned = {contest.post: contest for contest in planned_contests(posts, rules)}
    for post, names in posts.names.items():
        contest = planned.get(post)
        if contest is None:
            yield Issue("posts_contest_unknown", {"post": post})
            continue
        needed = least_names(post, contest.seats, rules)
        if names < needed:
            figures = {"post": post, "seats": contest.seats, "names": names, "needed": needed, "margin": margin_in_percent(rules.margin)}
            yield Issue("posts_names_too_few", figures)
