"""定向推荐: who receives one slip in which category, and what the proposal has to do with the result.

一人一票: somebody with several capacities counts in the first of the rule set's order. More names on a slip than seats make it void there.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from elections.rules import sources
from elections.rules.issues import Issue
from elections.rules.stroke_order import sorted_by_strokes
from elections.rules.tally import in_order_of_votes

SOURCE = sources.PLAN
LEAST_IN_A_CELL = 10
MERGED = "merged"


def category_of(capacities: Collection[str], order: Sequence[str]) -> str | None:
    """None for somebody whose capacities are not among those that recommend."""
    return next((capacity for capacity in order if capacity in capacities), None)


def electorate(people: Iterable[Collection[str]], order: Sequence[str]) -> dict[str, int]:
    """How many slips each category may receive, in the rule set's order; categories without people are left out."""
    counted = Counter(category_of(capacities, order) for capacities in people)
    return {category: counted[category] for category in order if counted[category]}


def issue_issues(category: str, people: Mapping[str, int | None], *, issued_before: int, issued: int) -> Iterator[Issue]:
    """Slips handed out in one category against the people in it; None where nobody knows how many they are (residents)."""
    if category not in people:
        yield Issue("category_without_people", {"category": category})
        return
    bound = people[category]
    figures = {"category": category, "people": bound, "issued": issued}
    if bound is not None and issued > bound:
        yield Issue("slips_over_people", figures)
    elif bound is not None and issued_before + issued > bound:
        yield Issue("slips_over_people_in_batches", {**figures, "before": issued_before, "sum": issued_before + issued})


def merge_small_cells(cells: Mapping[str, int], least: int = LEAST_IN_A_CELL) -> dict[str, tuple[str, ...]]:
    """Which categories are shown together, so that no cell shows fewer than `least` people: name of the cell -> its categories.

    Small cells are put together; if they are still too few, the next smallest joins them.
    """
    by_size = sorted(cells, key=lambda category: (cells[category], category))
    small = [category for category in by_size if cells[category] < least]
    large = by_size[len(small) :]
    while small and large and sum(cells[category] for category in small) < least:
        small.append(large.pop(0))
    shown = {category: (category,) for category in cells if category not in small}
    return shown | ({MERGED: tuple(category for category in cells if category in small)} if small else {})


def ranking(votes: Mapping[str, int]) -> tuple[str, ...]:
    """Most votes first, equal votes in stroke order."""
    return tuple(in_order_of_votes(votes))


def departures(votes: Mapping[str, int], proposed: Collection[str], available: Collection[str]) -> tuple[Issue, ...]:
    """Whoever is proposed although somebody with more votes, who is available, is not. The proposal then needs a reason."""
    left_out = [name for name in ranking(votes) if name in available and name not in proposed]
    if not left_out:
        return ()
    best = left_out[0]
    return tuple(
        Issue("more_recommended_left_out", {"name": name, "votes": votes.get(name, 0), "left_out": best, "more": votes[best]})
        for name in sorted_by_strokes(proposed)
        if votes.get(name, 0) < votes[best]
    )


def next_in_votes(votes: Mapping[str, int], listed: Collection[str], available: Collection[str]) -> str | None:
    """递补: who follows when a place on the list has become free."""
    return next((name for name in ranking(votes) if name in available and name not in listed), None)
