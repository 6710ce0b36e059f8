import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rules.ballots import BallotKind, Contest
from elections.rules.issues import Issue
from elections.rules.outcomes import Next, decide, fewer_seats_issues, is_near_full
from elections.rules.rule_set import preset
from elections.rules.tally import ContestTotals, NameTotals

RULES = preset("regulation-2020")


def totals(code, seats, votes, *, valid=90, kind=BallotKind.FIRST, write_ins=None):
    names = {name: NameTotals(count, 0, valid - count) for name, count in votes.items()}
    return ContestTotals(Contest(code, seats, tuple(votes), kind=kind), valid, 0, names, write_ins or {})


def decided(*contests, present=90, due=100, rules=RULES, **more):
    figures = {"issued": present, "voters": present, "returned": present} | more
    return decide(contests, present=present, due=due, rules=rules, **figures)


def only(*contests, **figures):
    (outcome,) = decided(*contests, **figures).contests
    return outcome


def test_most_votes_fill_the_seats():
    found = only(totals("committee", 3, {"甲": 60, "乙": 50, "丙": 50, "丁": 40}))
    assert (found.elected, found.tied, found.seats_left, found.next) == (("甲", "乙", "丙"), (), 0, Next.NONE)


def test_equal_votes_at_the_last_seat_are_voted_on_again():
    found = only(totals("committee", 3, {"甲": 60, "乙": 55, "丙": 50, "丁": 50}))
    assert (found.elected, found.tied, found.seats_left, found.next) == (("甲", "乙"), ("丁", "丙"), 1, Next.RUNOFF)


def test_a_tie_among_the_elected_needs_nothing():
    found = only(totals("committee", 2, {"甲": 60, "丁": 60}))
    assert (found.elected, found.next) == (("丁", "甲"), Next.NONE)


def test_three_tied_for_two_seats_take_none():
    found = only(totals("committee", 2, {"甲": 60, "丙": 60, "乙": 60}))
    assert (found.elected, found.tied, found.seats_left) == ((), ("乙", "丙", "甲"), 2)


def test_more_names_with_a_majority_than_seats():
    found = only(totals("committee", 2, {"甲": 60, "丙": 61, "乙": 59}))
    assert (found.elected, found.tied, found.next) == (("丙", "甲"), (), Next.NONE)


def test_exactly_half_is_not_elected():
    assert only(totals("secretary", 1, {"甲": 45})).next is Next.FURTHER_ELECTION
    assert only(totals("secretary", 1, {"甲": 46})).elected == ("甲",)


def test_half_of_those_due_where_a_recount_asks_for_it():
    rules = RULES.override(majority_of="due")
    assert only(totals("secretary", 1, {"甲": 50}), rules=rules).elected == ()
    assert only(totals("secretary", 1, {"甲": 51}), rules=rules).elected == ("甲",)


def test_too_few_with_a_majority_leave_seats():
    found = only(totals("committee", 3, {"甲": 60, "乙": 55, "丙": 45}))
    assert (found.elected, found.seats_left, found.next) == (("甲", "乙"), 1, Next.FURTHER_ELECTION)


def test_a_write_in_can_be_elected():
    assert only(totals("committee", 1, {"甲": 20}, write_ins={"戊": 46})).elected == ("戊",)


def test_a_runoff_needs_no_majority():
    runoff = totals("committee", 1, {"丙": 30, "丁": 29}, kind=BallotKind.RUNOFF)
    assert only(runoff).elected == ("丙",)


def test_a_runoff_can_tie_again_or_elect_nobody():
    again = only(totals("committee", 1, {"丙": 30, "丁": 30}, kind=BallotKind.RUNOFF))
    assert (again.tied, again.next) == (("丁", "丙"), Next.RUNOFF)
    nobody = only(totals("committee", 1, {"丙": 0, "丁": 0}, kind=BallotKind.RUNOFF))
    assert (nobody.elected, nobody.seats_left, nobody.next) == ((), 1, Next.FURTHER_ELECTION)


def test_a_further_election_needs_a_majority_again():
    assert only(totals("committee", 1, {"丙": 45}, kind=BallotKind.FURTHER)).elected == ()
    assert only(totals("committee", 1, {"丙": 46}, kind=BallotKind.FURTHER)).elected == ("丙",)


def test_who_was_elected_above_is_skipped_below():
    above = totals("deputy", 1, {"甲": 80})
    below = totals("committee", 2, {"丙": 70, "甲": 89, "乙": 60}, write_ins={})
    _, found = decided(above, below).contests
    assert (found.elected, found.already_elected, found.next) == (("丙", "乙"), ("甲",), Next.NONE)
    _, by_hand = decided(above, totals("committee", 1, {"丙": 70}, write_ins={"甲": 89})).contests
    assert (by_hand.elected, by_hand.already_elected) == (("丙",), ())


def test_a_contest_waits_for_the_one_above():
    above = totals("deputy", 1, {"甲": 46, "乙": 46})
    below = totals("committee", 2, {"丙": 70, "乙": 60})
    first, second = decided(above, below).contests
    assert (first.next, first.tied) == (Next.RUNOFF, ("乙", "甲"))
    assert (second.next, second.elected, second.tied, second.seats_left) == (Next.PENDING, (), (), 2)


def test_nobody_waits_for_a_name_without_a_majority_here():
    above = totals("deputy", 1, {"甲": 45, "乙": 45})
    _, found = decided(above, totals("committee", 1, {"丙": 70, "乙": 45})).contests
    assert (found.elected, found.next) == (("丙",), Next.NONE)
    runoff = totals("committee", 1, {"丙": 70, "乙": 1}, kind=BallotKind.RUNOFF)
    assert decided(above, runoff).contests[1].next is Next.PENDING


def test_who_is_elected_in_between_is_waited_for_no_more():
    top = totals("secretary", 1, {"甲": 10, "乙": 10})
    middle = totals("deputy", 1, {"丙": 80})
    last = totals("committee", 1, {"丙": 80, "丁": 50})
    assert [found.next for found in decided(top, middle, last).contests] == [Next.FURTHER_ELECTION, Next.NONE, Next.NONE]


def test_a_pending_contest_keeps_those_below_waiting():
    top = totals("secretary", 1, {"甲": 10})
    middle = totals("deputy", 1, {"甲": 80, "丙": 70})
    last = totals("committee", 1, {"丙": 80})
    assert [found.next for found in decided(top, middle, last).contests] == [Next.FURTHER_ELECTION, Next.PENDING, Next.PENDING]


def test_rounds_in_sequence_know_what_came_before():
    committee = totals("committee", 1, {"乙": 60, "甲": 70})
    assert only(committee, elected_before=["甲"]).elected == ("乙",)
    assert only(committee, elected_before=["甲"]).already_elected == ("甲",)
    assert only(committee, undecided_before=["乙"]).next is Next.PENDING
    assert only(committee, elected_before=["甲"], undecided_before=["甲"]).elected == ("乙",)


def test_without_a_quorum_nobody_is_elected():
    found = decided(totals("secretary", 1, {"甲": 79}), totals("committee", 2, {"甲": 79}), present=79, returned=80)
    assert (found.meeting_valid, found.ballot_valid) == (False, False)
    assert [(each.elected, each.already_elected, each.seats_left, each.next) for each in found.contests] == [
        ((), (), 1, Next.MEETING_INVALID),
        ((), (), 2, Next.MEETING_INVALID),
    ]


@pytest.mark.parametrize("figures", [{"returned": 91}, {"voters": 89}, {"issued": 89}])
def test_more_ballots_than_voters_or_issued_are_voted_again(figures):
    found = decided(totals("secretary", 1, {"甲": 79}), **figures)
    assert (found.meeting_valid, found.ballot_valid) == (True, False)
    assert (found.contests[0].elected, found.contests[0].next) == ((), Next.REPEAT_BALLOT)


NAMES = "乙丁己丙戊甲辛庚"
standings = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 20), min_size=1)
kinds = st.sampled_from(list(BallotKind))


@given(standings, st.integers(1, 4), kinds, st.randoms(use_true_random=False))
def test_the_order_of_candidates_changes_nothing(votes, seats, kind, random):
    shuffled = list(votes.items())
    random.shuffle(shuffled)
    first = only(totals("committee", seats, votes, valid=20, kind=kind), present=20, due=20)
    assert only(totals("committee", seats, dict(shuffled), valid=20, kind=kind), present=20, due=20) == first
    ranks = [(-votes[name], NAMES.index(name)) for name in first.elected]
    assert ranks == sorted(ranks)
    assert [NAMES.index(name) for name in first.tied] == sorted(NAMES.index(name) for name in first.tied)


@given(standings, st.integers(1, 4), kinds)
def test_one_more_vote_never_unseats(votes, seats, kind):
    found = only(totals("committee", seats, votes, valid=21, kind=kind), present=21, due=21)
    for name in found.elected:
        more = votes | {name: votes[name] + 1}
        assert name in only(totals("committee", seats, more, valid=21, kind=kind), present=21, due=21).elected


@given(standings, standings, st.integers(1, 3))
def test_nobody_sits_twice_and_no_seat_is_lost(above, below, seats):
    first, second = decided(totals("deputy", 1, above, valid=20), totals("committee", seats, below, valid=20), present=20, due=20).contests
    assert not set(first.elected) & set(second.elected)
    for found in (first, second):
        assert len(found.elected) + found.seats_left == found.seats
        assert (found.next is Next.NONE) == (found.seats_left == 0)


@pytest.mark.parametrize(
    ("seats", "elected", "near"),
    [(1, 0, False), (2, 1, False), (3, 2, True), (3, 1, False), (5, 4, True), (9, 8, True), (10, 8, True), (11, 8, False)],
)
def test_near_the_full_number(seats, elected, near):
    assert is_near_full(seats, elected) is near


def short(seats=3, elected=2):
    votes = {name: 60 if index < elected else 10 for index, name in enumerate(NAMES)}
    return only(totals("committee", seats, votes))


def test_half_of_those_present_may_give_up_a_seat():
    assert fewer_seats_issues(short(), "committee", present=90, agreeing=45) == ()
    assert fewer_seats_issues(short(), "committee", present=91, agreeing=45) == (
        Issue("fewer_seats_too_few_agree", {"agreeing": 45, "present": 91, "needed": 46}),
    )


def test_the_presidium_of_a_delegates_meeting_may_decide():
    assert fewer_seats_issues(short(), "committee", present=90, agreeing=0, presidium_decided=True) == ()


def test_hands_that_nobody_has():
    (issue,) = fewer_seats_issues(short(), "committee", present=90, agreeing=91, presidium_decided=True)
    assert (issue.code, issue.params) == ("fewer_seats_more_than_present", {"agreeing": 91, "present": 90})


def test_the_secretary_is_never_given_up():
    outcome = only(totals("secretary", 1, {"甲": 45}))
    assert fewer_seats_issues(outcome, "secretary", present=90, agreeing=90) == (
        Issue("fewer_seats_secretary", {"seats": 1, "elected": 0}),
    )


def test_not_when_far_from_the_full_number():
    (issue,) = fewer_seats_issues(short(elected=1), "committee", present=90, agreeing=90)
    assert (issue.code, issue.params) == ("fewer_seats_not_near", {"seats": 3, "elected": 1, "left": 2})


def test_not_while_something_else_is_next():
    tie = only(totals("committee", 1, {"甲": 60, "乙": 60}))
    (issue,) = fewer_seats_issues(tie, "committee", present=90, agreeing=90)
    assert (issue.code, issue.params["next"]) == ("fewer_seats_nothing_to_give_up", "runoff")
