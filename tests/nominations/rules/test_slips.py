from hypothesis import given
from hypothesis import strategies as st

from elections.rules.ballots import Contest
from elections.rules.issues import Issue
from elections.rules.reconciliation import Difference
from nominations.rules.slips import (
    BatchFigures,
    ContestDifference,
    add_up,
    agreed,
    batch_differences,
    batch_issues,
    chosen,
    read_figures,
)

DEPUTY = Contest("deputy", 1, ("甲", "乙"))
COMMITTEE = Contest("committee", 2, ("丙", "丁", "戊"))


def figures(*, issued=10, returned=9, valid=8, void=1, deputy=None, committee=None):
    return BatchFigures(
        issued,
        returned,
        (
            chosen(DEPUTY, valid=valid, void=void, votes=deputy or {"甲": 5, "乙": 3}),
            chosen(COMMITTEE, valid=valid, void=void, votes=committee or {"丙": 8, "丁": 7}, write_ins={"己": 1}),
        ),
    )


def test_who_is_not_chosen_is_abstained_on():
    totals = figures().contests[1]
    assert [(name, found.in_favour, found.abstain) for name, found in totals.names.items()] == [("丙", 8, 0), ("丁", 7, 1), ("戊", 0, 8)]
    assert list(batch_issues(figures())) == []


def test_figures_that_cannot_be():
    assert list(batch_issues(figures(issued=8))) == [Issue("slips_returned_over_issued", {"returned": 9, "issued": 8})]
    assert list(batch_issues(figures(issued=8), may_repeat=True)) == []
    assert next(iter(batch_issues(BatchFigures(5, -1, ())))) == Issue("figure_negative", {"figure": "returned", "value": -1})
    assert {issue.code for issue in batch_issues(figures(void=2))} == {"returned_not_valid_and_void"}
    over = list(batch_issues(figures(deputy={"甲": 5, "乙": 4})))
    assert [issue.code for issue in over] == ["choices_over_seats"]
    stranger = list(batch_issues(figures(deputy={"庚": 1})))
    assert [issue.code for issue in stranger] == ["totals_not_a_candidate"]


def test_two_entries_agree_or_the_differences_are_named():
    assert batch_differences(figures(), figures()) == ()
    assert batch_differences(figures(), figures(issued=11, returned=9, deputy={"甲": 6, "乙": 2})) == (
        ContestDifference("", Difference("issued", "", 10, 11)),
        ContestDifference("deputy", Difference("in_favour", "甲", 5, 6)),
        ContestDifference("deputy", Difference("abstain", "甲", 3, 2)),
        ContestDifference("deputy", Difference("in_favour", "乙", 3, 2)),
        ContestDifference("deputy", Difference("abstain", "乙", 5, 6)),
    )


def test_what_stands():
    one, other = figures(), figures(deputy={"甲": 6, "乙": 2})
    assert agreed([one], None) is None
    assert agreed([one, other], None) is None
    assert agreed([one, one], None) == one
    assert agreed([one, other], other) == other


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=5))
def test_batches_add_up_in_any_order(parts):
    batches = [figures(returned=a + b + 1, valid=a + b, deputy={"甲": a, "乙": b}, committee={"丙": a}) for a, b in parts]
    whole = add_up((DEPUTY, COMMITTEE), batches)
    assert whole == add_up((DEPUTY, COMMITTEE), batches[::-1])
    assert whole.returned == sum(a + b + 1 for a, b in parts)
    assert whole.contests[0].votes() == {"甲": sum(a for a, _ in parts), "乙": sum(b for _, b in parts)}


def test_figures_survive_the_store():
    assert read_figures((DEPUTY, COMMITTEE), figures().to_json()) == figures()
