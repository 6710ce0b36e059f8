from elections.rules.cascade import expected_after_cascade, list_after_cascade, margin_issues_after_cascade, planned_margin_issues
from elections.rules.issues import Issue

COMMITTEE = ["庚", "丁", "甲"]
DEPUTIES = ["丙", "乙"]


def test_the_losing_deputy_stands_for_the_committee_in_stroke_order():
    assert list_after_cascade(COMMITTEE, DEPUTIES, {"丙"}) == ("乙", "丁", "甲", "庚")


def test_who_stands_in_both_lists_is_there_once_and_leaves_when_elected():
    assert list_after_cascade([*COMMITTEE, "乙"], DEPUTIES, {"丙"}) == ("乙", "丁", "甲", "庚")
    assert list_after_cascade([*COMMITTEE, "乙"], DEPUTIES, {"乙"}) == ("丁", "丙", "甲", "庚")


def test_the_village_of_the_second_summary_keeps_its_margin():
    assert expected_after_cascade(COMMITTEE, DEPUTIES, 1) == 4
    assert planned_margin_issues(3, "1/5", committee=COMMITTEE, deputies=DEPUTIES, deputy_seats=1) == ()
    assert margin_issues_after_cascade(3, "1/5", committee=COMMITTEE, deputies=DEPUTIES, elected={"丙"}) == ()


def test_fewer_deputies_than_posts_leave_nobody_below_zero():
    assert expected_after_cascade(COMMITTEE, ["丙"], 2) == 3


def test_too_few_are_named_with_the_figures_that_lead_there():
    figures = {"seats": 3, "own": 3, "cascading": 0, "standing": 3, "needed": 4}
    assert planned_margin_issues(3, "1/5", committee=COMMITTEE, deputies=["丙"], deputy_seats=1) == (
        Issue("margin_too_small_after_cascade", figures),
    )


def test_who_stands_in_both_lists_is_named_and_no_figure_falls_below_zero():
    found = planned_margin_issues(3, "1/5", committee=[*COMMITTEE, "辛"], deputies=["辛"], deputy_seats=1)
    figures = {"seats": 3, "own": 4, "both": 1, "names": "辛", "leaving": 1, "standing": 3, "needed": 4}
    assert found == (Issue("margin_too_small_for_two_lists", figures),)
    found = planned_margin_issues(5, "1/5", committee=[*COMMITTEE, "辛"], deputies=["辛", "丙"], deputy_seats=1)
    figures = {"seats": 5, "own": 4, "both": 1, "names": "辛", "joining": 1, "leaving": 1, "standing": 4, "needed": 6}
    assert found == (Issue("margin_too_small_for_two_lists_after_cascade", figures),)


def test_once_the_deputies_are_known_the_margin_is_judged_on_who_is_left():
    found = margin_issues_after_cascade(3, "1/5", committee=COMMITTEE, deputies=DEPUTIES, elected={"乙", "丙"})
    assert [(issue.code, issue.params["candidates"], issue.params["needed"]) for issue in found] == [("margin_too_small", 3, 4)]
