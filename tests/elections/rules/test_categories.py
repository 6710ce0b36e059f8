import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rules.categories import CATEGORIES, category_of


@pytest.mark.parametrize(
    ("capacities", "tags", "category"),
    [
        (["member", "social_worker"], [], "social_worker"),
        (["member", "social_worker"], ["graduate_social_worker"], "social_worker"),
        (["member", "building_head"], [], "building_branch"),
        (["member"], ["owners_committee"], "building_branch"),
        (["member", "unit_representative"], ["police"], "police"),
        (["member", "unit_representative"], [], "unit"),
        (["member"], ["property_manager"], "unit"),
        (["member"], ["re_elected"], "other"),
        ([], [], "other"),
    ],
)
def test_each_member_has_the_category_of_the_streets_report(capacities, tags, category):
    assert category_of(capacities, tags) == category


@given(st.sets(st.text()), st.sets(st.text()))
def test_everybody_has_exactly_one(capacities, tags):
    assert category_of(capacities, tags) in CATEGORIES
