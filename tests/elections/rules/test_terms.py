from datetime import date

import pytest

from elections.rules.issues import Issue
from elections.rules.terms import (
    OrganisationTitle,
    branch_form,
    delegates_meeting_issues,
    delegates_number_issues,
    delegates_number_warnings,
    impossible_size_issues,
    size_issues,
    size_warnings,
    term_end,
    term_end_issues,
    term_issues,
    term_warnings,
)


@pytest.mark.parametrize(("members", "form"), [(0, "joint"), (2, "joint"), (3, "secretary_only"), (6, "secretary_only"), (7, "committee")])
def test_the_form_follows_the_number_of_full_members(members: int, form: str) -> None:
    assert branch_form(members) == form


@pytest.mark.parametrize(
    ("title", "members", "seats", "expected"),
    [
        ("branch", 2, 1, [Issue("branch_too_small", {"members": 2, "bound": 3})]),
        ("branch", 6, 1, []),
        ("branch", 6, 2, []),
        ("branch", 6, 3, [Issue("branch_without_committee", {"members": 6, "bound": 7, "seats": 3})]),
        ("general_branch", 6, 2, [Issue("branch_without_committee", {"members": 6, "bound": 7, "seats": 2})]),
        ("branch", 7, 3, []),
        ("branch", 40, 7, []),
        ("branch", 40, 8, [Issue("committee_size_branch", {"seats": 8, "at_least": 3, "at_most": 7})]),
        ("general_branch", 141, 5, []),
        ("general_branch", 141, 4, [Issue("committee_size_general_branch", {"seats": 4, "at_least": 5, "at_most": 9})]),
        ("committee", 200, 11, []),
        ("committee", 200, 12, [Issue("committee_size_committee", {"seats": 12, "at_least": 5, "at_most": 11})]),
    ],
)
def test_sizes_that_are_refused(title: OrganisationTitle, members: int, seats: int, expected: list[Issue]) -> None:
    assert list(size_issues(title, members, seats)) == expected


@pytest.mark.parametrize(
    ("title", "seats", "expected"),
    [
        ("branch", 1, []),
        ("branch", 2, []),
        ("branch", 8, [Issue("committee_size_branch", {"seats": 8, "at_least": 3, "at_most": 7})]),
        ("general_branch", 2, [Issue("committee_size_general_branch", {"seats": 2, "at_least": 5, "at_most": 9})]),
        ("committee", 5, []),
        ("committee", 12, [Issue("committee_size_committee", {"seats": 12, "at_least": 5, "at_most": 11})]),
    ],
)
def test_sizes_that_can_never_be(title: OrganisationTitle, seats: int, expected: list[Issue]) -> None:
    assert list(impossible_size_issues(title, seats)) == expected


@pytest.mark.parametrize(
    ("title", "members", "seats", "codes"),
    [
        ("branch", 50, 5, []),
        ("branch", 51, 6, ["committee_larger_than_usual", "branch_larger_than_usual"]),
        ("branch", 50, 8, []),
        ("committee", 200, 9, []),
        ("committee", 200, 10, ["committee_larger_than_usual"]),
    ],
)
def test_sizes_that_ask_for_a_reason(title: OrganisationTitle, members: int, seats: int, codes: list[str]) -> None:
    assert [issue.code for issue in size_warnings(title, members, seats)] == codes


@pytest.mark.parametrize(
    ("members", "dispersed", "approval", "codes"),
    [
        (500, False, "文委〔2026〕7号", []),
        (499, True, "文委〔2026〕7号", []),
        (499, False, "文委〔2026〕7号", ["delegates_not_allowed"]),
        (500, False, "", ["delegates_not_approved"]),
        (20, False, "", ["delegates_not_allowed", "delegates_not_approved"]),
    ],
)
def test_delegates_meet_only_where_members_are_many_or_dispersed(members: int, dispersed: bool, approval: str, codes: list[str]) -> None:
    assert [issue.code for issue in delegates_meeting_issues(members, dispersed, approval)] == codes


@pytest.mark.parametrize(("delegates", "refused", "warned"), [(99, 0, 1), (100, 0, 0), (200, 0, 0), (201, 0, 1), (300, 0, 1), (301, 1, 0)])
def test_the_number_of_delegates(delegates: int, refused: int, warned: int) -> None:
    assert len(list(delegates_number_issues(delegates))) == refused
    assert len(list(delegates_number_warnings(delegates))) == warned


@pytest.mark.parametrize(
    ("ends", "likely"),
    [(date(2021, 3, 1), False), (date(2021, 3, 2), True), (date(2031, 3, 2), True), (date(2031, 3, 3), False), (date(2062, 6, 30), False)],
)
def test_a_term_ends_within_its_five_years(ends: date, likely: bool) -> None:
    issues = list(term_end_issues(ends, date(2026, 3, 2)))
    assert [issue.code for issue in issues] == ([] if likely else ["term_end_unlikely"])


def test_a_term_ends_on_the_same_day() -> None:
    assert term_end(date(2021, 5, 16)) == date(2026, 5, 16)
    assert term_end(date(2024, 2, 29), 3) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("meeting", "approval", "codes"),
    [
        (date(2026, 6, 30), "", []),
        (date(2026, 3, 30), "", []),
        (date(2026, 3, 29), "", ["term_early_unapproved"]),
        (date(2026, 3, 29), "文委〔2026〕7号", []),
        (date(2026, 7, 1), "", ["term_postponed_unapproved"]),
        (date(2026, 7, 1), "文委〔2026〕7号", []),
    ],
)
def test_an_early_or_late_election_needs_a_reply(meeting: date, approval: str, codes: list[str]) -> None:
    assert [issue.code for issue in term_issues(date(2026, 6, 30), meeting, approval)] == codes


@pytest.mark.parametrize(
    ("meeting", "warned"), [(date(2025, 6, 29), 1), (date(2025, 6, 30), 0), (date(2027, 6, 30), 0), (date(2027, 7, 1), 1)]
)
def test_more_than_a_year_off_is_pointed_out(meeting: date, warned: int) -> None:
    assert len(list(term_warnings(date(2026, 6, 30), meeting))) == warned
