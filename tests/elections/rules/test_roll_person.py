from dataclasses import replace
from datetime import date

import pytest

from elections.rules.eligibility import Right, rights_on
from elections.rules.roll_person import MEETING_DELEGATE, RollPerson, person_issues, standing_of
from elections.rules.rule_set import preset

TODAY = date(2026, 3, 2)
CAPACITIES = preset("street-community").capacity_order
PERSON = RollPerson(
    name="王毅", sex="male", born_on=date(1975, 3, 1), membership="full", joined_on=date(1998, 7, 1), full_member_on=date(1999, 7, 1)
)  # fmt: skip
SUSPENDED = replace(PERSON, suspension="party_probation", suspended_from=date(2025, 3, 1), suspended_until=date(2027, 3, 1))


def codes(person: RollPerson) -> list[str]:
    return [issue.code for issue in person_issues(person, TODAY, CAPACITIES)]


@pytest.mark.parametrize("name", ["王毅", "欧阳修文", "艾力更·依明巴海", "王毅（女）", "李㛃", "张\U00020089", "陈\U00030edd〇"])
def test_names_as_they_are_written(name: str) -> None:
    assert codes(replace(PERSON, name=name)) == []


@pytest.mark.parametrize("name", ["", "王", "Wang", "王?", "王2", "王", "王（）", "王 毅", "李强,王毅"])
def test_what_is_no_name(name: str) -> None:
    assert codes(replace(PERSON, name=name)) == ["roll_name_invalid"]


@pytest.mark.parametrize(
    ("person", "found"),
    [
        (replace(PERSON, sex=""), ["roll_sex_unknown"]),
        (replace(PERSON, education="kindergarten"), ["roll_education_unknown"]),
        (replace(PERSON, born_on=date(2008, 3, 3), joined_on=None, full_member_on=None), ["roll_too_young"]),
        (replace(PERSON, born_on=date(2008, 3, 2), joined_on=None, full_member_on=None), []),
        (replace(PERSON, joined_on=PERSON.born_on), ["roll_joined_out_of_order"]),
        (replace(PERSON, joined_on=date(2026, 3, 3), full_member_on=None), ["roll_joined_out_of_order"]),
        (replace(PERSON, full_member_on=date(1998, 6, 30)), ["roll_full_out_of_order"]),
        (replace(PERSON, full_member_on=date(2026, 3, 3)), ["roll_full_out_of_order"]),
        (replace(PERSON, joined_on=None, full_member_on=date(1970, 1, 1)), ["roll_full_out_of_order"]),
        (replace(PERSON, membership="probationary"), ["roll_probationary_with_date"]),
        (replace(PERSON, membership="none"), ["roll_no_member_with_membership"]),
        (RollPerson(name="李强", sex="male", born_on=date(1980, 1, 1), membership="none"), []),
        (
            RollPerson(name="李强", sex="male", born_on=date(1980, 1, 1), membership="none", part_time=True),
            ["roll_no_member_with_membership"],
        ),
        (replace(PERSON, suspension="bad_temper"), ["roll_suspension_unknown"]),
        (replace(PERSON, telephone="1" * 41, branch_name="支" * 60), ["roll_text_too_long"]),
        (replace(PERSON, suspended_from=date(2025, 1, 1)), ["roll_suspension_without_reason"]),
        (replace(SUSPENDED, suspended_until=date(2025, 3, 1)), ["roll_suspension_out_of_order"]),
        (replace(PERSON, capacities=("member", "mayor", MEETING_DELEGATE)), ["roll_capacity_unknown"]),
    ],
)
def test_what_cannot_be_so(person: RollPerson, found: list[str]) -> None:
    assert codes(person) == found


def test_the_rights_follow_the_days() -> None:
    assert rights_on(standing_of(PERSON), TODAY) == frozenset(Right)
    assert rights_on(standing_of(SUSPENDED), TODAY) == frozenset()
    assert rights_on(standing_of(SUSPENDED), date(2027, 3, 1)) == frozenset(Right)
    assert rights_on(standing_of(replace(PERSON, suspension="arrested")), TODAY) == frozenset()


def test_a_part_time_member_stands_by_the_reply() -> None:
    part_time = replace(PERSON, part_time=True)
    assert Right.STAND not in rights_on(standing_of(part_time), TODAY)
    assert rights_on(standing_of(part_time, "文组〔2026〕3号"), TODAY) >= {Right.STAND}
    assert Right.VOTE not in rights_on(standing_of(part_time, "文组〔2026〕3号"), TODAY)
