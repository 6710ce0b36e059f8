from datetime import date

import pytest

from elections.rules.exclusions import decision_issues, exclusion_issues, months_between

DAY = date(2026, 5, 16)


def codes(category: str, has_vote: bool = True, since: date | None = None) -> list[str]:
    return [issue.code for issue in exclusion_issues("王毅", category, has_vote, since, DAY)]


@pytest.mark.parametrize("category", ["unable_to_express", "serving_sentence", "bedridden", "retired_elsewhere"])
def test_four_cases_ask_for_no_length(category: str) -> None:
    assert codes(category) == []


@pytest.mark.parametrize("category", ["abroad_self_funded", "not_transferred"])
@pytest.mark.parametrize(
    ("since", "found"),
    [(date(2025, 11, 16), []), (date(2025, 11, 17), ["exclusion_too_short"]), (None, ["exclusion_too_short"])],
)
def test_two_cases_ask_for_half_a_year(category: str, since: date | None, found: list[str]) -> None:
    assert codes(category, since=since) == found


def test_the_list_is_closed() -> None:
    assert codes("busy") == ["exclusion_category_unknown"]


def test_who_has_no_vote_needs_no_exclusion() -> None:
    assert codes("bedridden", has_vote=False) == ["exclusion_without_vote"]


@pytest.mark.parametrize(
    ("consent", "adopted", "missing"),
    [
        ("文委〔2026〕7号", True, []),
        ("", True, ["exclusion_without_consent"]),
        ("文委〔2026〕7号", False, ["exclusion_not_adopted"]),
        ("", False, ["exclusion_without_consent", "exclusion_not_adopted"]),
    ],
)
def test_consent_and_vote_are_both_needed(consent: str, adopted: bool, missing: list[str]) -> None:
    assert [issue.code for issue in decision_issues("王毅", consent, adopted)] == missing


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2025, 8, 31), date(2026, 2, 28), 5),
        (date(2025, 8, 28), date(2026, 2, 28), 6),
        (date(2026, 5, 16), DAY, 0),
        (date(2025, 5, 16), DAY, 12),
    ],
)
def test_full_months(first: date, last: date, months: int) -> None:
    assert months_between(first, last) == months
