"""候选人名单: order, doubles, posts and margin, after the cascade."""

from hypothesis import given
from hypothesis import strategies as st

from elections.rules.issues import Issue
from elections.rules.rule_set import preset
from elections.rules.slate import ListedContest, list_issues

STREET, REGULATION, VILLAGE = preset("street-community"), preset("regulation-2020"), preset("village")


def listed(post, names, seats=1, *, at_least=None, stage="meeting"):
    return ListedContest(post, post, stage, seats, seats if at_least is None else at_least, tuple(names))


def issues(*contests, rules=STREET, from_committee=False, reason=""):
    return list(list_issues(contests, rules, leaders_from_committee=from_committee, order_reason=reason))


def test_a_list_in_stroke_order_with_its_margin_stands():
    assert issues(listed("secretary", ["丁"]), listed("committee", ["马", "王", "石", "田"], 3)) == []


def test_a_name_twice_is_named():
    assert issues(listed("secretary", ["丁", "丁"])) == [Issue("candidate_twice", {"contest": "secretary", "name": "丁"})]


def test_the_first_name_out_of_stroke_order_is_named_with_who_should_stand_there():
    found = issues(listed("committee", ["王", "马", "石", "田"], 3))
    assert found == [Issue("slate_not_in_stroke_order", {"contest": "committee", "place": 1, "found": "王", "due": "马"})]


def test_a_reason_allows_an_order_by_hand_and_leaders_stand_as_approved():
    assert issues(listed("committee", ["王", "马", "石", "田"], 3), reason="生僻字") == []
    assert issues(listed("deputy", ["石", "丁"], 1)) == []


def test_a_post_needs_the_names_that_the_plan_asks_for():
    found = issues(listed("deputy", ["丁"], 1, at_least=2))
    assert found == [Issue("too_few_names_for_post", {"post": "deputy", "seats": 1, "names": 1, "needed": 2})]


def test_a_plenarys_post_may_wait_for_its_names():
    assert issues(listed("secretary", [], stage="plenary"), listed("committee", ["马", "王", "石", "田"], 3), rules=REGULATION) == []


def test_three_names_for_three_seats_lack_one():
    (found,) = issues(listed("committee", ["马", "王", "石"], 3))
    assert (found.code, found.params["needed"], found.params["candidates"]) == ("margin_too_small", 4, 3)


def test_a_committee_needs_the_names_that_the_plan_asks_for_beyond_the_margin():
    found = issues(listed("committee", ["马", "王", "石", "田"], 3, at_least=6))
    assert found == [Issue("too_few_names_for_post", {"post": "committee", "seats": 3, "names": 4, "needed": 6})]
    assert issues(listed("committee", ["丁", "马", "王", "石", "田", "冯"], 3, at_least=6), reason="x") == []
    (found,) = issues(listed("committee", ["马", "王", "石"], 3, at_least=6))
    assert found.code == "margin_too_small"


def test_the_losing_deputy_counts_among_the_names_of_the_plan():
    deputy = listed("deputy", ["丁", "马"], 1)
    assert issues(deputy, listed("committee", ["王", "石", "田"], 3, at_least=4), rules=VILLAGE) == []
    (found,) = issues(deputy, listed("committee", ["王", "石", "田"], 3, at_least=5), rules=VILLAGE)
    assert (found.code, found.params["names"], found.params["needed"]) == ("too_few_names_for_post", 4, 5)


def test_the_discipline_committee_has_its_own_margin():
    (found,) = issues(listed("discipline", ["马", "王", "石"], 3))
    assert (found.code, found.params["post"]) == ("margin_too_small", "discipline")


def test_leaders_out_of_the_committee_stand_on_its_list():
    committee = listed("committee", ["马", "王", "石", "田"], 3)
    found = issues(listed("secretary", ["丁"], stage="plenary"), committee, rules=REGULATION, from_committee=True)
    assert found == [Issue("leader_not_on_committee_list", {"post": "secretary", "name": "丁"})]
    assert issues(listed("secretary", ["王"], stage="plenary"), committee, rules=REGULATION, from_committee=True) == []


def test_the_second_summary_three_names_and_the_losing_deputy_are_four_for_three():
    deputy = listed("deputy", ["丁", "马"], 1)
    assert issues(deputy, listed("committee", ["王", "石", "田"], 3), rules=VILLAGE) == []
    (found,) = issues(deputy, listed("committee", ["王", "石"], 3), rules=VILLAGE)
    assert (found.code, found.params["standing"]) == ("margin_too_small_after_cascade", 3)


def test_without_the_cascade_nobody_comes_over():
    (found,) = issues(listed("deputy", ["丁", "马"], 1), listed("committee", ["王", "石", "田"], 3))
    assert found.params["candidates"] == 3


def test_somebody_on_both_lists_is_not_counted_twice():
    """The secretary stands here too and will be gone: four names, one leaves, three for three."""
    (found,) = issues(listed("secretary", ["田"]), listed("committee", ["马", "王", "石", "田"], 3))
    assert (found.code, found.params["standing"], found.params["names"]) == ("margin_too_small_for_two_lists", 3, "田")


@given(st.integers(1, 11), st.integers(0, 6))
def test_one_more_name_never_breaks_a_list(seats, more):
    names = [f"丁{chr(0x4E00 + number)}" for number in range(seats + more)]
    before = issues(listed("committee", names, seats), reason="x")
    after = issues(listed("committee", [*names, "魏"], seats), reason="x")
    assert len(after) <= len(before)
