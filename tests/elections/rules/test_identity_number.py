from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rules.identity_number import birth_of, check_digit, contradiction_issues, identity_issues, sex_of

# The example of GB 11643-1999 itself.
STANDARD = "11010519491231002X"


def with_check_digit(first_seventeen: str) -> str:
    return first_seventeen + check_digit(first_seventeen)


def test_the_example_of_the_standard() -> None:
    assert list(identity_issues(STANDARD)) == []
    assert (birth_of(STANDARD), sex_of(STANDARD)) == (date(1949, 12, 31), "female")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("11010519491231002", "identity_form"),
        ("110105194912310029", "identity_check_digit"),
        ("01010519491231002X", "identity_form"),
        ("1.10105194912E+17", "identity_form"),
        ("110105491231002", "identity_form"),
        (with_check_digit("11010519490230002"), "identity_birth_day"),
        (with_check_digit("11010519491331002"), "identity_birth_day"),
        ("", "identity_form"),
    ],
)
def test_what_is_no_number(number: str, code: str) -> None:
    [issue] = identity_issues(number)
    assert (issue.code, issue.params["value"]) == (code, number)


def test_the_right_digit_is_told() -> None:
    [issue] = identity_issues("110105194912310029")
    assert issue.params["expected"] == "X"


def test_it_may_not_contradict_what_stands_beside_it() -> None:
    assert [issue.code for issue in contradiction_issues(STANDARD, date(1949, 12, 30), "male")] == [
        "identity_other_birth",
        "identity_other_sex",
    ]
    assert list(contradiction_issues(STANDARD, date(1949, 12, 31), "female")) == []
    assert list(contradiction_issues(STANDARD, None, "")) == []


@given(st.integers(10**16, 10**17 - 1), st.integers(0, 16), st.integers(1, 9))
def test_no_single_mistyped_digit_passes(number: int, place: int, by: int) -> None:
    right = with_check_digit(str(number))
    wrong = right[:place] + str((int(right[place]) + by) % 10) + right[place + 1 :]

    assert check_digit(wrong) != wrong[-1]
