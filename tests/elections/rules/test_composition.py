from datetime import date
from decimal import Decimal

import pytest

from elections.rules.composition import Profile, age_on, average_age, composition_issues, percent, shares
from elections.rules.issues import Issue
from elections.rules.rule_set import preset

VILLAGE_TARGETS = preset("village").composition


def test_targets_of_the_village_plan_are_reached():
    profiles = [
        Profile(age=45, college=True, woman=False),
        Profile(age=30, college=True, woman=True),
        Profile(age=46, college=False, woman=False),
    ]
    assert composition_issues(VILLAGE_TARGETS, profiles) == ()


def test_each_target_missed_is_a_warning_with_its_figures():
    profiles = [Profile(age=46, college=False, woman=False), Profile(age=45, college=True, woman=False)]
    assert composition_issues(VILLAGE_TARGETS, profiles) == (
        Issue("composition_age_at_most_45", {"at_least": 2, "found": 1, "of": 2}),
        Issue("composition_college", {"at_least": 2, "found": 1, "of": 2}),
        Issue("composition_women", {"at_least": 1, "found": 0, "of": 2}),
    )


def test_no_targets_no_warnings():
    assert composition_issues((), []) == ()


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1981, 9, 16), date(2026, 9, 15), 44),
        (date(1981, 9, 16), date(2026, 9, 16), 45),
        (date(1980, 2, 29), date(2026, 2, 28), 45),
        (date(1980, 2, 29), date(2026, 3, 1), 46),
    ],
)
def test_age_in_full_years(born, day, age):
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (33, 51, "64.71"),
        (4, 51, "7.84"),
        (48, 51, "94.12"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 800, "0.13"),
        (3, 800, "0.38"),
        (1, 160_000, "0.00"),
        (51, 51, "100.00"),
        (0, 0, "0.00"),
    ],
)
def test_per_cent_with_two_decimals_half_up(part, whole, expected):
    assert percent(part, whole) == Decimal(expected)
    assert str(percent(part, whole)) == expected


def test_average_age_with_one_decimal():
    assert average_age([46, 46, 46, 46, 46, 46, 46, 46, 46, 47]) == Decimal("46.1")
    assert average_age([40, 40, 40, 41]) == Decimal("40.3")
    assert str(average_age([46])) == "46.0"
    assert average_age([]) is None


def test_categories_that_sum_to_the_whole():
    found = shares({"social_worker": 33, "building_branch": 8, "police": 6, "unit": 4})
    assert found["social_worker"] == (33, Decimal("64.71"))
    assert found["unit"] == (4, Decimal("7.84"))
    assert sum(number for number, _ in found.values()) == 51
    assert shares({}) == {}
