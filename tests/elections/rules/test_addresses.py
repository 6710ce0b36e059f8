import pytest

from elections.rules.addresses import building_of, read_postcode


@pytest.mark.parametrize(
    ("address", "building"),
    [
        ("流水苑12幢3单元402室", "流水苑12幢"),
        (" 和平里３栋 1单元", "和平里3栋"),
        ("京都苑 5 号楼 201", "京都苑5号楼"),
        ("文晖路16号", "文晖路16号"),
        ("文晖路16号2幢101", "文晖路16号2幢"),
        ("东沙村", ""),
        ("", ""),
    ],
)
def test_a_building_is_read_off_an_address(address: str, building: str) -> None:
    assert building_of(address) == building


@pytest.mark.parametrize(
    ("typed", "postcode"),
    [("310014", "310014"), (" ３１００１４ ", "310014"), ("", ""), ("31OOO4", None), ("31001", None), ("3100140", None), ("٣١٠٠١٤", None)],
)
def test_a_postcode_has_six_figures(typed: str, postcode: str | None) -> None:
    assert read_postcode(typed) == postcode
