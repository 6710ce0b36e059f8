from hypothesis import given
from hypothesis import strategies as st

from elections.rules.ballots import ABSTENTION, VOID, BallotStyle, Contest, Mark
from elections.rules.tally import ContestTotals, NameTotals, add_batches, tally

COMMITTEE = Contest("committee", 2, ("甲", "丁"))
WRITTEN_IN = Mark((), ("甲", "丁"), ("戊", "乙"))

marks = st.sampled_from(
    [ABSTENTION, VOID, Mark(("甲",)), Mark(("甲", "丁")), Mark(("甲", "丁"), (), ("戊",)), Mark(("丁",), (), ("戊",)), WRITTEN_IN]
)


def test_the_figures_of_each_name():
    piles = [Mark(("甲",), ("丁",)), Mark(("甲", "丁")), Mark((), ("甲",)), ABSTENTION, VOID, Mark(("甲", "丁"), (), ("戊",))]
    assert tally(COMMITTEE, piles, need_against=True) == ContestTotals(
        COMMITTEE, valid=4, void=2, names={"甲": NameTotals(2, 1, 1), "丁": NameTotals(1, 1, 2)}
    )


def test_write_ins_without_a_mark_against_are_counted_as_refused():
    piles = [Mark(("甲",), (), ("戊",)), Mark((), (), ("戊", "乙")), WRITTEN_IN]
    found = tally(COMMITTEE, piles, need_against=True)
    assert (found.write_ins, found.write_ins_refused) == ({"戊": 1, "乙": 1}, 3)
    assert found.names["甲"] == NameTotals(1, 1, 1)
    freely = tally(COMMITTEE, piles, need_against=False)
    assert (freely.write_ins, freely.write_ins_refused) == ({"戊": 3, "乙": 2}, 0)


def test_write_ins_stand_by_votes_then_strokes():
    blank = Contest("open", 3, (), BallotStyle.BLANK)
    found = tally(blank, [Mark((), (), ("戊", "甲", "丁")), Mark((), (), ("甲", "乙"))], need_against=True)
    assert list(found.write_ins) == ["甲", "乙", "丁", "戊"]
    assert found.names == {}
    assert found.votes() == {"甲": 2, "乙": 1, "丁": 1, "戊": 1}


def test_no_ballot_and_no_batch_are_zeros():
    nothing = ContestTotals(COMMITTEE, 0, 0, {"甲": NameTotals(), "丁": NameTotals()})
    assert tally(COMMITTEE, [], need_against=True) == nothing
    assert add_batches(COMMITTEE, []) == nothing


@given(st.lists(st.lists(marks, max_size=6), max_size=4))
def test_batches_add_up_to_the_whole(piles):
    whole = tally(COMMITTEE, [mark for pile in piles for mark in pile], need_against=True)
    batches = [tally(COMMITTEE, pile, need_against=True) for pile in piles]
    assert add_batches(COMMITTEE, batches) == whole
    assert list(add_batches(COMMITTEE, batches).write_ins) == list(whole.write_ins)


@given(st.lists(marks, max_size=8).flatmap(lambda pile: st.tuples(st.just(pile), st.permutations(pile))))
def test_the_order_of_ballots_changes_nothing(piles):
    first, second = piles
    assert tally(COMMITTEE, first, need_against=True) == tally(COMMITTEE, second, need_against=True)
