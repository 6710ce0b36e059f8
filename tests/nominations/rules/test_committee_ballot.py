from hypothesis import given
from hypothesis import strategies as st

from elections.rules.issues import Issue
from nominations.rules.committee_ballot import PostOutcome, attendance_issues, decide, is_valid, votes_needed


def test_two_thirds_must_be_present():
    assert list(attendance_issues(due=9, present=6, issued=6)) == []
    assert list(attendance_issues(due=10, present=6, issued=6)) == [
        Issue("committee_not_enough_present", {"present": 6, "due": 10, "needed": 7, "missing": 1})
    ]
    assert list(attendance_issues(due=9, present=10, issued=11)) == [
        Issue("present_over_due", {"present": 10, "due": 9}),
        Issue("issued_over_present", {"issued": 11, "present": 10}),
    ]
    assert list(attendance_issues(due=0, present=0, issued=0)) == [Issue("committee_without_members", {"due": 0})]


def test_more_than_half_of_those_due():
    assert [votes_needed(due) for due in (7, 8, 9)] == [4, 5, 5]
    assert decide({"丁玥": 4, "马堃": 5}, places=2, due=8, kind="first") == PostOutcome(("马堃",), (), 1)


def test_a_ballot_with_more_papers_back_than_handed_out_is_held_again():
    assert [is_valid(issued=9, returned=returned) for returned in (8, 9, 10)] == [True, True, False]
    assert PostOutcome((), (), 2, void=True).next == "repeat"


def test_most_votes_take_the_places():
    outcome = decide({"丁玥": 6, "马堃": 8, "王喆": 7}, places=2, due=9, kind="first")
    assert outcome == PostOutcome(("马堃", "王喆"), (), 0)
    assert outcome.next == "none"


def test_a_tie_at_the_last_place_is_never_a_pick():
    outcome = decide({"王喆": 6, "丁玥": 6, "马堃": 8}, places=2, due=9, kind="first")
    assert outcome == PostOutcome(("马堃",), ("丁玥", "王喆"), 1)
    assert outcome.next == "runoff"
    assert decide({"王喆": 6, "丁玥": 6}, places=2, due=9, kind="first").chosen == ("丁玥", "王喆")
    assert decide({"王喆": 6, "丁玥": 6, "马堃": 5}, places=2, due=9, kind="first") == PostOutcome(("丁玥", "王喆"), (), 0)


def test_a_shortfall_goes_on_and_a_run_off_needs_no_majority():
    assert decide({"丁玥": 3}, places=1, due=9, kind="further").next == "further"
    assert decide({"丁玥": 3, "王喆": 2}, places=1, due=9, kind="runoff") == PostOutcome(("丁玥",), (), 0)
    assert decide({"丁玥": 0, "王喆": 0}, places=1, due=9, kind="runoff") == PostOutcome((), (), 1)


VOTES = st.dictionaries(st.sampled_from(["丁玥", "马堃", "王喆", "毛丽", "方石", "田恬"]), st.integers(0, 9), min_size=1)


@given(VOTES, st.integers(1, 4), st.randoms())
def test_the_order_of_the_names_decides_nothing(votes, places, random):
    mixed = list(votes.items())
    random.shuffle(mixed)
    assert decide(dict(mixed), places=places, due=9, kind="first") == decide(votes, places=places, due=9, kind="first")


@given(VOTES, st.integers(1, 4))
def test_places_are_never_overfilled_and_one_more_vote_never_unseats(votes, places):
    outcome = decide(votes, places=places, due=9, kind="first")
    assert len(outcome.chosen) + outcome.left == places
    assert not outcome.tied or len(outcome.tied) > outcome.left
    for name in outcome.chosen:
        assert name in decide(votes | {name: votes[name] + 1}, places=places, due=9, kind="first").chosen
