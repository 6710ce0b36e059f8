"""差额: how many more names than seats a list needs.

委员候选人的差额不少于应选人数的20%: 3 seats need 4 names, 5 need 6, 6 need 8, 9 need 11.
A person who is held by an open objection is not counted; the caller leaves such a person out.
"""

from math import ceil
from typing import Literal

from elections.rules import sources
from elections.rules.issues import Issue
from elections.rules.rule_set import read_fraction

SOURCE = sources.MARGIN

LeaderMargin = Literal["plan", "one_more"]


def candidates_needed(seats: int, margin: str) -> int:
    return seats + ceil(seats * read_fraction(margin))


def margin_issues(seats: int, candidates: int, margin: str, post: str = "committee") -> tuple[Issue, ...]:
    """The list of a committee, or of a discipline committee."""
    needed = candidates_needed(seats, margin)
    if candidates >= needed:
        return ()
    figures = {
        "post": post,
        "seats": seats,
        "candidates": candidates,
        "needed": needed,
        "missing": needed - candidates,
        "margin": margin_in_percent(margin),
    }
    return (Issue("margin_too_small", figures),)


def margin_in_percent(margin: str) -> str:
    share = read_fraction(margin) * 100
    return f"{share.numerator}%" if share.denominator == 1 else f"{float(share):.1f}%"


def names_needed_for_post(seats: int, leader_margin: LeaderMargin) -> int:
    """书记 and 副书记: equal or more as the plan says, or at least one more before the committee ballot."""
    return seats + 1 if leader_margin == "one_more" else seats


def post_issues(post: str, seats: int, names: int, leader_margin: LeaderMargin) -> tuple[Issue, ...]:
    needed = names_needed_for_post(seats, leader_margin)
    if names >= needed:
        return ()
    return (Issue("too_few_names_for_post", {"post": post, "seats": seats, "names": names, "needed": needed}),)
