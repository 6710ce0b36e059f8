from decimal import Decimal

import pytest

from elections.rules import quorum
from elections.rules.issues import Issue
from elections.rules.quorum import (
    TurnoutSummary,
    has_quorum,
    quorum_finding,
    quorum_issues,
    quorum_needed,
    summarise_turnout,
    target_finding,
    turnout,
)


@pytest.mark.parametrize(
    ("due", "present", "valid"),
    [(100, 80, True), (101, 80, False), (101, 81, True), (5, 4, True), (5, 3, False), (0, 0, True), (1, 0, False), (1, 1, True)],
)
def test_exactly_four_fifths_is_enough(due, present, valid):
    assert has_quorum(present, due, "4/5") is valid
    assert (present >= quorum_needed(due, "4/5")) is valid
    assert (quorum_issues(present, due, "4/5") == ()) is valid


@pytest.mark.parametrize(("due", "needed"), [(120, 96), (121, 97), (124, 100), (125, 100), (126, 101)])
def test_figure_needed_is_the_smallest_that_makes_the_meeting_valid(due, needed):
    assert quorum_needed(due, "4/5") == needed
    assert has_quorum(needed, due, "4/5")
    assert not has_quorum(needed - 1, due, "4/5")


def test_another_share():
    assert quorum_needed(9, "2/3") == 6
    assert has_quorum(6, 9, "2/3")
    assert not has_quorum(5, 9, "2/3")


def test_finding_names_its_figures():
    assert quorum_finding(101, 120, "4/5") == Issue("quorum_met", {"present": 101, "due": 120, "share": "4/5", "needed": 96, "missing": 0})
    figures = {"present": 80, "due": 101, "share": "4/5", "needed": 81, "missing": 1}
    assert quorum_issues(80, 101, "4/5") == (Issue("quorum_not_met", figures),)


def test_only_the_regulations_own_share_is_said_in_words():
    assert quorum_finding(9, 9, "2/3").code == "quorum_met_of_share"
    assert quorum_finding(5, 9, "2/3").code == "quorum_not_met_of_share"
    assert quorum_finding(8, 10, "8/10").code == "quorum_met"


def test_source_is_quoted_without_an_unverified_article():
    assert str(quorum.SOURCE) == "《中国共产党基层组织选举工作条例》"


def test_the_target_of_the_plan_is_said_with_its_source():
    said = {"target": "85%", "source": "上级党组织批准的公推直选实施方案"}
    assert target_finding(17, 20, "17/20") == Issue("turnout_target_reached", said | {"rate": "85.00"})
    assert target_finding(84, 100, "17/20") == Issue("turnout_target_missed", said | {"rate": "84.00"})


def test_turnout():
    assert turnout(84, 100) == Decimal("84.00")
    assert turnout(2, 3) == Decimal("66.67")


def test_mean_and_pooled_turnout_are_different_figures():
    assert summarise_turnout([(9, 10), (95, 100), (0, 0)]) == TurnoutSummary(Decimal("92.50"), Decimal("94.55"), Decimal("95.00"))
    assert summarise_turnout([(0, 0)]) is None
