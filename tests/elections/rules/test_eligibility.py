from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rules.eligibility import (
    Bar,
    Requirements,
    Right,
    Standing,
    Status,
    Suspension,
    SuspensionReason,
    bar_issues,
    requirement_issues,
    right_issues,
    rights_on,
    status_on,
    years_on,
)

DAY = date(2026, 5, 16)
ASIDE = {Right.RECOMMEND, Right.ENDORSE}
HELD = Suspension(SuspensionReason.DETAINED, date(2026, 5, 1))


@pytest.mark.parametrize(
    ("standing", "status", "rights"),
    [
        pytest.param(Standing(), Status.FULL, set(Right), id="full member"),
        pytest.param(Standing(full_member_on=DAY), Status.FULL, set(Right), id="full from this very day"),
        pytest.param(Standing(full_member_on=date(2026, 5, 17)), Status.PROBATIONARY, ASIDE, id="full only tomorrow"),
        pytest.param(Standing(membership="probationary"), Status.PROBATIONARY, ASIDE, id="probationary"),
        pytest.param(
            Standing(membership="probationary", full_member_on=date(2026, 5, 1)), Status.FULL, set(Right), id="became full since the import"
        ),
        pytest.param(Standing(membership="none"), Status.NO_MEMBER, ASIDE, id="resident representative"),
        pytest.param(Standing(membership="none", full_member_on=DAY), Status.NO_MEMBER, ASIDE, id="no member whatever the date says"),
        pytest.param(Standing(part_time=True), Status.ELSEWHERE, ASIDE, id="police officer without a reply"),
        pytest.param(Standing(part_time=True, reply="文委〔2026〕7号"), Status.ELSEWHERE, ASIDE | {Right.STAND}, id="with a reply"),
        pytest.param(
            Standing(part_time=True, reply="文委〔2026〕7号", membership="probationary"),
            Status.ELSEWHERE,
            ASIDE,
            id="a reply, no full member",
        ),
        pytest.param(Standing(part_time=True, reply="1号", membership="none"), Status.ELSEWHERE, ASIDE, id="a reply, no member at all"),
        pytest.param(Standing(suspensions=(HELD,)), Status.DETAINED, set(), id="held"),
        pytest.param(Standing(part_time=True, reply="1号", suspensions=(HELD,)), Status.DETAINED, set(), id="held elsewhere"),
        pytest.param(Standing(suspensions=(Suspension(SuspensionReason.ARRESTED, DAY),)), Status.ARRESTED, set(), id="arrested today"),
    ],
)
def test_rights_follow_the_status_of_the_day(standing: Standing, status: Status, rights: set[Right]) -> None:
    assert status_on(standing, DAY) is status
    assert rights_on(standing, DAY) == rights


@pytest.mark.parametrize(
    ("day", "votes"),
    [(date(2025, 5, 31), True), (date(2025, 6, 1), False), (date(2026, 5, 31), False), (date(2026, 6, 1), True)],
)
def test_party_probation_has_a_first_and_a_last_day(day: date, votes: bool) -> None:
    year = Suspension(SuspensionReason.PARTY_PROBATION, date(2025, 6, 1), date(2026, 6, 1))

    assert (Right.VOTE in rights_on(Standing(suspensions=(year,)), day)) is votes


def test_a_right_that_is_missing_is_named_with_its_reason() -> None:
    (issue,) = right_issues(Right.STAND, "王毅", Standing(membership="probationary"), DAY)

    assert (issue.code, issue.params) == ("no_right_probationary", {"name": "王毅", "date": "2026-05-16"})
    assert not list(right_issues(Right.ENDORSE, "王毅", Standing(membership="probationary"), DAY))


@given(
    st.sampled_from(["full", "probationary", "none"]),
    st.none() | st.dates(),
    st.booleans(),
    st.lists(st.builds(Suspension, st.sampled_from(SuspensionReason), st.dates(), st.none() | st.dates())),
    st.dates(),
)
def test_only_full_members_of_this_place_without_suspension_vote(membership, full_member_on, part_time, suspensions, day) -> None:  # type: ignore[no-untyped-def]
    standing = Standing(membership=membership, full_member_on=full_member_on, part_time=part_time, suspensions=tuple(suspensions))
    full = membership != "none" and (full_member_on <= day if full_member_on else membership == "full")
    suspended = any(item.starts <= day and (item.ends is None or day < item.ends) for item in suspensions)

    assert (Right.VOTE in rights_on(standing, day)) is (full and not part_time and not suspended)


@pytest.mark.parametrize(
    ("since", "years"),
    [(date(2024, 5, 16), 2), (date(2024, 5, 17), 1), (date(2026, 5, 16), 0), (date(2027, 1, 1), 0), (None, 0), (date(2024, 2, 29), 2)],
)
def test_full_years(since: date | None, years: int) -> None:
    assert years_on(since, DAY) == years


def test_what_the_plan_asks_of_a_nominee() -> None:
    asked = Requirements(age_at_least=18, age_at_most=60, party_years=1)

    assert not list(requirement_issues(asked, date(1966, 5, 16), date(2025, 5, 16), DAY))
    assert [(issue.code, issue.params) for issue in requirement_issues(asked, date(1965, 5, 16), date(2025, 5, 17), DAY)] == [
        ("nominee_too_old", {"age": 61, "bound": 60}),
        ("nominee_too_new", {"years": 0, "bound": 1}),
    ]
    assert [issue.code for issue in requirement_issues(asked, date(2008, 5, 17), None, DAY)] == ["nominee_too_young", "nominee_too_new"]
    assert not list(requirement_issues(Requirements(), date(1930, 1, 1), None, DAY))


@pytest.mark.parametrize(
    ("findings", "codes"),
    [
        ({}, []),
        ({"under_investigation": None}, ["barred"]),
        ({"under_investigation": date(2026, 5, 16)}, []),
        ({"sanction_in_force": date(2026, 5, 17)}, ["barred"]),
        ({"criminal_sentence": date(2021, 5, 17)}, ["barred_for_years"]),
        ({"criminal_sentence": date(2021, 5, 16)}, []),
        ({"family_planning": None, "bought_votes": None}, ["bar_unknown", "barred"]),
    ],
)
def test_the_negative_list(findings: dict[str, date | None], codes: list[str]) -> None:
    assert [issue.code for issue in bar_issues(findings, DAY)] == codes


def test_a_cycle_may_have_a_list_of_its_own() -> None:
    assert [issue.code for issue in bar_issues({"kinship": None, "bought_votes": None}, DAY, [Bar("kinship")])] == ["barred", "bar_unknown"]
