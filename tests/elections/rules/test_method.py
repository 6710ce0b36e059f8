"""选举办法: what a meeting may adopt."""

import pytest

from elections.rules.issues import Issue
from elections.rules.method import ElectionMethod, method_issues
from elections.rules.rule_set import preset


def test_a_method_is_stored_and_read_back():
    method = ElectionMethod(ballot="number", further_candidates="new", further_margin=False, show_votes=True)
    assert ElectionMethod.read(method.to_json()) == method


@pytest.mark.parametrize(
    ("ballot", "rules", "plenary", "expected"),
    [
        ("number", "street-community", False, []),
        ("list", "street-community", False, [Issue("method_ballot_differs", {"ballot": "list", "rules": "number"})]),
        ("sequential", "village", False, []),
        ("list", "village", False, [Issue("method_ballot_differs", {"ballot": "list", "rules": "sequential"})]),
        ("list", "village", True, []),
        ("list", "regulation-2020", False, []),
        ("sequential", "regulation-2020", False, []),
        ("number", "regulation-2020", False, [Issue("method_ballot_differs", {"ballot": "number", "rules": "list"})]),
        ("number", "street-community", True, [Issue("method_ballot_differs", {"ballot": "number", "rules": "list"})]),
        ("list", "street-community", True, []),
    ],
)
def test_the_ballot_is_that_of_the_rule_set_and_a_plenary_votes_on_lists(ballot, rules, plenary, expected):
    assert list(method_issues(ElectionMethod(ballot=ballot), preset(rules), plenary=plenary)) == expected


def test_who_stands_in_a_further_election_is_one_of_three_ways():
    method = ElectionMethod(further_candidates="anybody")
    assert list(method_issues(method, preset("regulation-2020"), plenary=False)) == [Issue("method_further_unknown", {"found": "anybody"})]
