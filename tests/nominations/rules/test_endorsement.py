from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rules.issues import Issue
from nominations.rules.endorsement import Address, Channel, Endorser, joint_issues, sponsor_issues

NOMINEE = 99


def members(count):
    return [Endorser(f"党员{number}", entry=number) for number in range(1, count + 1)]


def residents(count):
    return [Endorser(f"居民{number}", address=Address("3幢", "1", f"{number}01")) for number in range(1, count + 1)]


def issues(endorsers, unit="person"):
    return joint_issues(endorsers, nominee=NOMINEE, needed=10, unit=unit)


def test_nine_are_refused_with_the_figures_and_the_tenth_is_accepted():
    assert issues(members(9)) == (Issue("too_few_persons_endorse", {"needed": 10, "given": 9, "missing": 1}),)
    assert issues(members(10)) == ()
    assert issues(members(5) + residents(5)) == ()
    assert issues(members(14)) == ()


def test_one_person_twice_counts_once():
    found = issues([*members(9), members(1)[0]])
    assert found == (
        Issue("person_endorses_twice", {"name": "党员1", "first": 1, "second": 10}),
        Issue("too_few_persons_endorse", {"needed": 10, "given": 9, "missing": 1}),
    )


def test_a_resident_is_the_same_however_the_address_is_written():
    again = Endorser("居民 1", address=Address("３栋", "1单元", "0101室"))
    found = issues([*residents(10), again])
    assert found == (Issue("person_endorses_twice", {"name": "居民 1", "first": 1, "second": 11}),)


def test_a_member_and_a_resident_of_one_name_are_two_people_only_if_somebody_says_so():
    ten = [*members(9), Endorser("党员 1", address=Address("2幢", "1", "102"))]
    one_name = Issue("endorsers_of_one_name", {"name": "党员1", "first": 1, "second": 10})
    assert issues(ten) == (one_name,)
    assert issues([*ten[:9], replace(ten[9], namesake=True)]) == ()
    twice = replace(ten[9], name="居民", address=Address("5", "", "1"))
    assert [issue.params["second"] for issue in issues([*members(10), twice, replace(ten[9], name="居　民")])] == [12]
    assert issues([Endorser("王芳", entry=1), Endorser("王芳", entry=2), *members(12)[2:]]) == ()
    assert issues([replace(line, address=Address(str(line.entry or 99), "", "1")) for line in ten], unit="household") == ()


def test_a_surname_that_is_also_a_word_of_an_address_tells_people_apart():
    sisters = [Endorser(name, address=Address("3", "1", "301")) for name in ("楼芳", "单芳")]
    assert issues([*members(8), *sisters]) == ()


def test_a_household_counts_once_whoever_signs_for_it():
    households = residents(9)
    wife = Endorser("另一人", address=households[0].address)
    found = issues([*households, wife], unit="household")
    assert found == (
        Issue("household_endorses_twice", {"name": "另一人", "first": 1, "second": 10}),
        Issue("too_few_households_endorse", {"needed": 10, "given": 9, "missing": 1}),
    )
    member = Endorser("党员1", entry=1, address=Address("8", "2", "301"))
    assert issues([*households, member], unit="household") == ()


@pytest.mark.parametrize(
    ("line", "unit", "expected"),
    [
        (Endorser(" ", entry=50), "person", Issue("endorser_without_name", {"line": 11})),
        (Endorser("本人", entry=NOMINEE), "person", Issue("endorser_is_nominee", {"line": 11, "name": "本人"})),
        (Endorser("甲", entry=50, may_endorse=False), "person", Issue("endorser_without_right", {"line": 11, "name": "甲"})),
        (Endorser("乙", address=Address("3", "", "")), "person", Issue("endorser_without_address", {"line": 11, "name": "乙"})),
        (Endorser("丙", entry=50), "household", Issue("endorser_without_address", {"line": 11, "name": "丙"})),
        (
            Endorser("丁", address=Address("3", "", "5"), checked=False),
            "person",
            Issue("endorser_not_checked", {"line": 11, "name": "丁"}),
        ),
    ],
)
def test_whoever_cannot_be_counted_is_named_even_beside_ten_others(line, unit, expected):
    ten = residents(10)
    assert issues([*ten, line], unit) == (expected,)
    assert issues([*ten[:9], line], unit)[0].code == expected.code
    assert issues([*ten[:9], line], unit)[-1].params["given"] == 9


@given(st.lists(st.integers(1, 30), max_size=25))
def test_what_counts_is_the_number_of_different_people(numbers):
    found = issues([Endorser(f"党员{number}", entry=number) for number in numbers])
    short = [issue for issue in found if issue.code == "too_few_persons_endorse"]
    assert bool(short) == (len(set(numbers)) < 10)
    assert len(found) - len(short) == len(numbers) - len(set(numbers))


@given(st.permutations(residents(11) + members(2)))
def test_the_order_of_the_lines_decides_nothing(endorsers):
    assert issues(endorsers) == ()
    assert issues(endorsers[:9])[0].params["missing"] == 1


def test_an_organisation_signs_for_itself():
    assert list(sponsor_issues(Channel.ORGANISATION, organisation="第一党支部", endorsers=0)) == []
    assert list(sponsor_issues(Channel.SELF, organisation="", endorsers=0)) == []
    assert list(sponsor_issues(Channel.JOINT, organisation="", endorsers=10)) == []
    assert list(sponsor_issues(Channel.ORGANISATION, organisation=" ", endorsers=2)) == [
        Issue("recommending_organisation_missing", {}),
        Issue("endorsers_not_needed", {"given": 2}),
    ]


@pytest.mark.parametrize(("room", "key"), [("0", "3//0"), ("007", "3//7"), ("", ""), ("７０１室", "3//701")])
def test_address_key(room, key):
    assert Address("03号楼", "", room).key == key
