import pytest

from elections.rules.letter_numbers import letter_number


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("流东委〔2026〕5号", "流东委〔2026〕5号"),
        ("流东委(2026)５号", "流东委〔2026〕5号"),
        ("流东委（２０２６） 5 号", "流东委〔2026〕5号"),
        ("流东委 [2026]第5号", "流东委〔2026〕第5号"),
        ("流东委【2026】12号", "流东委〔2026〕12号"),
        ("流东委［2026］ 12号 ", "流东委〔2026〕12号"),
        ("流东委2026-5号", "流东委2026-5号"),
        ("（临时）5号", "（临时）5号"),
        ("12号", "12号"),
        ("", ""),
    ],
)
def test_brackets_and_figures_are_those_of_the_standard(typed: str, written: str) -> None:
    assert letter_number(typed) == written
    assert letter_number(written) == written
