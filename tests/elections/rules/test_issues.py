import pytest

from elections.rules.issues import Issue, RuleViolation, refuse_if


def test_nothing_is_refused_without_an_issue():
    assert refuse_if([]) is None


def test_a_violation_carries_every_issue_in_order_with_its_figures():
    found = [Issue("present_over_due", {"present": 8, "due": 7}), Issue("reason_missing")]
    with pytest.raises(RuleViolation) as raised:
        refuse_if(issue for issue in found)
    assert raised.value.issues == tuple(found)
    assert str(raised.value) == "present_over_due {'present': 8, 'due': 7}; reason_missing {}"
