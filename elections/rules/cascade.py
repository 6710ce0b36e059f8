"""落选者: a candidate for deputy who is not elected stands for the committee, where the rule set says so.

Whoever is elected to a higher post no longer takes up a place on the committee's list; the margin is judged on the list after that.
"""

from collections.abc import Collection, Sequence

from elections.rules import sources
from elections.rules.issues import Issue
from elections.rules.margin import candidates_needed, margin_issues
from elections.rules.stroke_order import sorted_by_strokes

SOURCE = sources.VILLAGE_PLAN


def list_after_cascade(committee: Sequence[str], deputies: Sequence[str], elected: Collection[str]) -> tuple[str, ...]:
    """The committee's candidates once the deputies are known, in stroke order, each person once."""
    standing = dict.fromkeys([*committee, *deputies])
    return tuple(sorted_by_strokes(name for name in standing if name not in elected))


def expected_after_cascade(committee: Sequence[str], deputies: Sequence[str], deputy_seats: int) -> int:
    """How many will stand once every deputy's seat is filled from the list: 3 names and 2 for 1 post make 4."""
    return len({*committee, *deputies}) - min(deputy_seats, len(set(deputies)))


def planned_margin_issues(
    seats: int, margin: str, *, committee: Sequence[str], deputies: Sequence[str], deputy_seats: int
) -> tuple[Issue, ...]:
    """Before the election: the margin as it will be after the cascade, with the figures that lead to it.

    Whoever stands for a leader's post and for the committee is named: if elected there, the person is missing here.
    """
    standing = expected_after_cascade(committee, deputies, deputy_seats)
    needed = candidates_needed(seats, margin)
    if standing >= needed:
        return ()
    both = sorted_by_strokes(set(committee) & set(deputies))
    own, joining = len(set(committee)), len(set(deputies) - set(committee))
    figures: dict[str, object] = {"seats": seats, "own": own, "standing": standing, "needed": needed}
    if not both:
        return (Issue("margin_too_small_after_cascade", {**figures, "cascading": standing - own}),)
    figures |= {"both": len(both), "names": "、".join(both), "leaving": own + joining - standing}
    if not joining:
        return (Issue("margin_too_small_for_two_lists", figures),)
    return (Issue("margin_too_small_for_two_lists_after_cascade", {**figures, "joining": joining}),)


def margin_issues_after_cascade(
    seats: int, margin: str, *, committee: Sequence[str], deputies: Sequence[str], elected: Collection[str]
) -> tuple[Issue, ...]:
    """Once the deputies are known."""
    return margin_issues(seats, len(list_after_cascade(committee, deputies, elected)), margin)
