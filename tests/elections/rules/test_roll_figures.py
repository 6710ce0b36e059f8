from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rules.exclusions import ExclusionCategory
from elections.rules.issues import RuleViolation
from elections.rules.roll_figures import Attendance, RollFigures, RollMember, TypedFigures, attendance, roll_figures, typed_figures_issues

BEDRIDDEN, ABROAD = ExclusionCategory.BEDRIDDEN, ExclusionCategory.ABROAD_SELF_FUNDED
MEMBERS = [
    *[RollMember(full=True, has_vote=True)] * 95,
    *[RollMember(full=True, has_vote=True, exclusion=BEDRIDDEN)] * 3,
    RollMember(full=True, has_vote=True, exclusion=ABROAD),
    RollMember(full=True, has_vote=False, exclusion=ABROAD),
    *[RollMember(full=False, has_vote=False)] * 5,
]
RIGHT = TypedFigures(total=105, full=100, probationary=5, with_vote=99, excluded=4, due=95, present=88)


def test_the_figures_are_kept_apart() -> None:
    figures = roll_figures(MEMBERS)

    assert figures == RollFigures(total=105, full=100, probationary=5, with_vote=99, excluded={BEDRIDDEN: 3, ABROAD: 1})
    assert (figures.excluded_total, figures.due) == (4, 95)


def test_an_excluded_member_who_comes_counts_in_both_figures() -> None:
    assert attendance(roll_figures(MEMBERS), 88) == Attendance(due=95, present=88)
    assert attendance(roll_figures(MEMBERS), 88, 2) == Attendance(due=97, present=90)


@pytest.mark.parametrize(
    ("due_came", "excluded_came", "codes"),
    [
        (96, 0, ["roll_present_above_due"]),
        (95, 5, ["roll_excluded_present_above"]),
        (96, 5, ["roll_present_above_due", "roll_excluded_present_above"]),
    ],
)
def test_nobody_comes_who_does_not_exist(due_came: int, excluded_came: int, codes: list[str]) -> None:
    with pytest.raises(RuleViolation) as refused:
        attendance(roll_figures(MEMBERS), due_came, excluded_came)

    assert [issue.code for issue in refused.value.issues] == codes


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        pytest.param(RIGHT, [], id="they add up"),
        pytest.param(replace(RIGHT, present=95), [], id="everybody came"),
        pytest.param(replace(RIGHT, total=104), ["roll_total_differs"], id="total"),
        pytest.param(replace(RIGHT, with_vote=101, due=97), ["roll_votes_above_full"], id="more votes than full members"),
        pytest.param(replace(RIGHT, due=96), ["roll_due_differs"], id="due"),
        pytest.param(replace(RIGHT, present=96), ["roll_present_above_due"], id="present above due"),
        pytest.param(replace(RIGHT, excluded=-1, due=100), ["roll_figure_negative"], id="below zero"),
    ],
)
def test_typed_figures_must_add_up(typed: TypedFigures, codes: list[str]) -> None:
    assert [issue.code for issue in typed_figures_issues(typed)] == codes


PEOPLE = st.lists(
    st.builds(RollMember, full=st.just(value=True), has_vote=st.booleans(), exclusion=st.none() | st.sampled_from(ExclusionCategory))
)


@given(PEOPLE, st.data())
def test_figures_of_any_roll_add_up(people: list[RollMember], data: st.DataObject) -> None:
    figures = roll_figures(people)
    came = attendance(figures, data.draw(st.integers(0, figures.due)), data.draw(st.integers(0, figures.excluded_total)))
    typed = TypedFigures(
        figures.total, figures.full, figures.probationary, figures.with_vote, figures.with_vote - came.due, came.due, came.present
    )

    assert list(typed_figures_issues(typed)) == []
