import pytest

from elections.rules.natural_order import natural_key


@pytest.mark.parametrize(
    "ordered",
    [
        [
            "第一党支部",
            "第二党支部",
            "第三党支部",
            "第九党支部",
            "第十党支部",
            "第十一党支部",
            "第二十党支部",
            "第二十一党支部",
            "第一百零三党支部",
        ],
        ["1幢", "2幢", "9幢", "10幢", "19幢", "２０幢", "100幢"],
        ["1幢1单元", "1幢2单元", "1幢10单元", "2幢1单元"],
        ["二〇三室", "二一三室"],
        ["两幢", "三幢"],
        ["", "1", "甲1", "甲2", "甲甲"],
        ["离退休支部", "第一支部", "第二支部"],
    ],
)
def test_names_stand_as_people_count(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=natural_key) == ordered
