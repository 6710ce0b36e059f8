from datetime import date
from typing import Any

import pytest

from elections.rules.roll_columns import COLUMNS, column_of, is_called, name_or_number, plain_name, read_discipline

FIELDS = {column.field: column for column in COLUMNS}


def read(field: str, text: str) -> Any:
    return FIELDS[field].read(text)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("姓名", "name"), (" 姓 名 *", "name"), ("出生\n日期", "born_on"), ("入党时间（接收预备）", "joined_on"),
        ("身份证号码", "identity"), ("党员状态(正式/预备)", "membership"), ("处分情况（留党察看起止）", "discipline"),
        ("所在支部／小组", "branch_name"), ("联系电话(手机)", "telephone"), ("党龄", ""), ("备注", ""),
    ],
)  # fmt: skip
def test_headers_in_the_spellings_of_offices(header: str, field: str) -> None:
    found = column_of(header)
    assert found is not None
    assert found.field == field


@pytest.mark.parametrize("header", ["姓明", "", "血型", "name"])
def test_other_headers_are_not_guessed(header: str) -> None:
    assert column_of(header) is None


@pytest.mark.parametrize(
    "text",
    [
        "1975-03-01",
        "1975/3/1",
        "1975.3.1",
        "1975年3月1日",
        "19750301",
        "1975-03-01 00:00:00",
        "1975 - 3 - 1",
        "１９７５．０３．０１",
        "１９７５年３月１日",
    ],
)
def test_days(text: str) -> None:
    assert read("born_on", text) == date(1975, 3, 1)


@pytest.mark.parametrize("text", ["1975.13.01", "1975-02-30", "75.3.1", "三月", "1899-01-01", "19751", "1975-00-01"])
def test_what_is_no_day(text: str) -> None:
    assert read("born_on", text) is None


@pytest.mark.parametrize("text", ["1975.3", "197503", "1975年3月", "1975-03-00"])
def test_a_month_of_birth_waits_for_its_day(text: str) -> None:
    assert read("born_on", text) == "1975-03"


def test_a_month_is_enough_for_joining() -> None:
    for text in ("１９９８．０７", "1998.07", "1998年7月", "199807", "1998-07-01", "19980701"):
        assert read("joined_on", text) == date(1998, 7, 1)
    assert read("joined_on", "1998.13") is None


def test_small_words() -> None:
    assert (read("sex", "女"), read("sex", "F")) == ("female", None)
    assert (read("ethnicity", "汉"), read("ethnicity", "回族"), read("ethnicity", "汗族")) == ("汉族", "回族", None)
    assert (read("membership", "预备党员"), read("membership", "党员?")) == ("probationary", None)
    assert [read("away", text) for text in ("流动党员", "非流动", "否", "外出务工", "不详")] == [True, False, False, True, False]
    assert [read("needs_fetching", text) for text in ("是", "Y", "Ｙ", "无", "也许")] == [True, True, True, False, None]
    assert read("name", "王　毅") == "王毅"
    assert read("name", "艾力更•依明巴海") == "艾力更·依明巴海"
    assert (read("name", "王" * 41), read("address", "文" * 121), read("address", "文晖路1号")) == (None, None, "文晖路1号")
    assert read("telephone", "13800001111") == "13800001111"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" 王　 毅 ", "王毅"), ("王\u200b毅", "王毅"), ("艾力更．依明巴海", "艾力更·依明巴海"), ("张伟(二支部)", "张伟（二支部）"),
        ("５", "5"),
        ("王 毅（１２）", "王毅（12）"), ("Anna  Louise Strong", "Anna Louise Strong"), ("ｗｙ", "wy"), ("", ""),
    ],
)  # fmt: skip
def test_a_name_is_the_same_however_it_is_typed(typed: str, name: str) -> None:
    assert plain_name(typed) == name
    assert plain_name(name) == name


@pytest.mark.parametrize(
    ("text", "value"),
    [("本科", "bachelor"), ("在职大专", "college"), ("省委党校本科学历", "bachelor"), ("初中毕业", "junior"), ("研究生", "master"),
     ("大学专科", "college"), ("文盲", ""), ("幼儿园", None)],
)  # fmt: skip
def test_education(text: str, value: str | None) -> None:
    assert read("education", text) == value


def test_several_capacities_and_tags() -> None:
    assert read("capacities", "党员、社工，居民代表/社工") == ("member", "social_worker", "resident_representative")
    assert read("capacities", "党员、厨师") is None
    assert read("tags", "大学生社工 连任") == ("graduate_social_worker", "re_elected")


@pytest.mark.parametrize(
    ("text", "code", "starts", "until"),
    [
        ("无", "", None, None),
        ("党内警告", "", None, None),
        ("留党察看2025.03—2027.02", "party_probation", date(2025, 3, 1), date(2027, 3, 1)),
        ("留党察看 ２０２５－０３－１５ 至 ２０２７－０３－１４", "party_probation", date(2025, 3, 15), date(2027, 3, 15)),
        ("留党察看 2025-03-15 至 2027-03-14", "party_probation", date(2025, 3, 15), date(2027, 3, 15)),
        ("留党察看两年（2025年3月15日起）", "party_probation", date(2025, 3, 15), date(2027, 3, 15)),
        ("留党察看一年,自2024年2月29日起", "party_probation", date(2024, 2, 29), date(2025, 3, 1)),
        ("留党察看", "party_probation", None, None),
        ("2026.1.5被留置", "detained", date(2026, 1, 5), None),
        ("逮捕", "arrested", None, None),
        ("留党察看2025.13", "party_probation", None, None),
    ],
)
def test_only_what_suspends_a_right_is_kept(text: str, code: str, starts: date | None, until: date | None) -> None:
    assert read_discipline(text) == {"suspension": code, "suspended_from": starts, "suspended_until": until}


@pytest.mark.parametrize("text", ["开除党籍", "开除党籍,原受警告", "不清楚"])
def test_other_sanctions_are_asked_about(text: str) -> None:
    assert read_discipline(text) is None


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("姚 明", "姚明"),
        (" 姚　明 ", "姚明"),
        ("阿・买", "阿·买"),
        ("３", "3"),
        ("007", "7"),
        ("3 姚明", "3姚明"),
        ("", ""),
    ],
)
def test_somebody_is_called_by_name_or_number_however_it_is_spaced(typed, plain):
    assert name_or_number(typed) == plain


@pytest.mark.parametrize("typed", ["姚明", "姚 明", "7", "07", "７", "7 姚明", "7姚 明"])
def test_a_person_of_the_roll_is_called_by_name_number_or_both(typed):
    assert is_called(typed, "姚明", 7)
    assert not is_called(typed, "姚小明", 17)
