import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rules.issues import Issue
from elections.rules.rule_set import preset
from nominations.rules.nominee_steps import (
    AFTER,
    OUT,
    NomineeStep,
    has_consented,
    has_passed,
    is_in,
    is_vetted_first,
    since_last_nomination,
    step_issues,
)

Step = NomineeStep
USUAL = (Step.NOMINATED, Step.CONSENTED, Step.PROPOSED, Step.PRELIMINARY, Step.VETTING_PASSED, Step.RESERVE, Step.CANDIDATE)
VETTED_FIRST = (Step.NOMINATED, Step.CONSENTED, Step.PROPOSED, Step.VETTING_PASSED, Step.PRELIMINARY, Step.CANDIDATE)


@pytest.mark.parametrize("way", [USUAL, VETTED_FIRST])
def test_the_ways_to_the_ballot(way):
    for place, step in enumerate(way):
        assert list(step_issues(way[:place], step, "丁玥")) == []


def test_a_step_out_of_order_names_both():
    assert list(step_issues((), Step.CONSENTED, "丁玥")) == [
        Issue("nominee_step_out_of_order", {"name": "丁玥", "step": "consented", "now": "none"})
    ]
    assert list(step_issues((Step.NOMINATED,), Step.RESERVE, "丁玥")) == [
        Issue("nominee_step_out_of_order", {"name": "丁玥", "step": "reserve", "now": "nominated"})
    ]


def test_every_step_has_its_place_in_the_table():
    assert AFTER.keys() == set(Step)


@pytest.mark.parametrize("place", range(1, len(USUAL) + 1))
def test_withdrawal_at_any_stage(place):
    assert list(step_issues(USUAL[:place], Step.WITHDRAWN, "丁玥")) == []


def test_who_failed_comes_back_by_the_superiors_reply_alone_and_who_withdrew_starts_anew():
    failed = (*USUAL[:4], Step.VETTING_FAILED)
    assert [step for step in Step if not list(step_issues(failed, step, "丁玥"))] == [Step.REINSTATED]
    lifted = (*failed, Step.REINSTATED)
    assert has_consented(lifted) and not has_passed(lifted)
    assert not list(step_issues(lifted, Step.VETTING_PASSED, "丁玥"))
    back = (*USUAL[:5], Step.WITHDRAWN, Step.NOMINATED)
    assert since_last_nomination(back) == (Step.NOMINATED,)
    assert is_in(back)
    assert not has_consented(back)
    assert not has_passed(back)


def test_what_is_known_of_a_nominee():
    assert not is_in(())
    assert since_last_nomination(()) == ()
    assert has_consented(USUAL[:2])
    assert not has_consented(USUAL[:1])
    assert has_passed(USUAL)
    assert not has_passed((*USUAL[:5], Step.WITHDRAWN))


@given(st.lists(st.sampled_from(list(Step)), max_size=12))
def test_whatever_is_tried_nobody_is_in_after_leaving_without_a_new_nomination(tried):
    taken = ()
    for step in tried:
        if not list(step_issues(taken, step, "丁玥")):
            taken += (step,)
    assert not taken or taken[0] is Step.NOMINATED
    for before, after in itertools.pairwise(taken):
        assert before not in OUT or after is Step.NOMINATED or (before, after) == (Step.VETTING_FAILED, Step.REINSTATED)


def test_only_the_village_vets_before_the_approval():
    assert [is_vetted_first(preset(name)) for name in ("regulation-2020", "street-community", "village")] == [False, False, True]
