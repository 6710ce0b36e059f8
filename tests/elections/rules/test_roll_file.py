from datetime import date

import pytest

from elections.rules.issues import Issue, RuleViolation
from elections.rules.roll_file import has_header, letter, read_roll

HEADER = ["序号", "姓名", "性别", "出生日期", "党员状态"]
NUMBER = "11010519491231002X"


def faults(table: list[list[str]]) -> list[tuple[int, str, object, object]]:
    return [
        (fault.row, fault.issue.code, fault.issue.params.get("column"), fault.issue.params.get("value"))
        for fault in read_roll(table).faults
    ]


def refused(table: list[list[str]]) -> list[Issue]:
    with pytest.raises(RuleViolation) as violation:
        read_roll(table)
    return list(violation.value.issues)


def test_a_messy_roll_is_read() -> None:
    table = [
        ["京都苑社区党员花名册"],
        [],
        [*HEADER, ""],
        ["1", "王　毅", "男", "1975.3.1", "正式", ""],
        ["", "", "", "", "", ""],
        ["2", "李强", "女", "19800101", "预备"],
        ["合计", "2人"],
        ["填表人:赵乐际", "", "2026年3月2日"],
    ]
    file = read_roll(table)

    assert file.faults == ()
    assert [(row.number, row.stated["name"], row.stated["born_on"]) for row in file.rows] == [
        (4, "王毅", date(1975, 3, 1)),
        (6, "李强", date(1980, 1, 1)),
    ]


def test_every_fault_has_its_row_column_and_value() -> None:
    table = [
        HEADER,
        ["1", "王毅", "男的", "1975.13.1", "正式"],
        ["2", "", "男", "1980-01-01", ""],
        ["3", "李强", "女", "1980-01-01", "团员"],
    ]

    assert faults(table) == [
        (2, "roll_cell_sex", "性别", "男的"),
        (2, "roll_cell_day", "出生日期", "1975.13.1"),
        (3, "roll_value_missing", "姓名", ""),
        (3, "roll_value_missing", "党员状态", ""),
        (4, "roll_cell_membership", "党员状态", "团员"),
    ]


def test_an_id_number_tells_birth_and_sex_and_may_not_contradict_them() -> None:
    header = ["姓名", "性别", "出生日期", "身份证号", "党员状态"]
    file = read_roll(
        [
            header,
            ["王毅", "", "", f"'{NUMBER.lower()}", "正式"],
            ["李强", "男", "1949-12-30", NUMBER, "正式"],
            ["赵乐际", "", "", "110105194912310029", "正式"],
            ["蔡奇", "男", "1949-12-30", "110105********0029", "正式"],
            ["丁薛祥", "男", "1949-12-30", f'="{NUMBER[:3]} {NUMBER[3:]}"', "正式"],
            ["李希", "男", "1949-12-30", "123X", "正式"],
        ]
    )

    first, second, _third, masked, _fifth, tail = file.rows
    assert (first.identity, first.identity_tail, first.stated["born_on"], first.stated["sex"]) == (
        NUMBER,
        "002X",
        date(1949, 12, 31),
        "female",
    )
    assert (second.identity, masked.identity, masked.identity_tail, tail.identity_tail) == ("", "", "0029", "123X")
    assert [(fault.row, fault.issue.code) for fault in file.faults] == [
        (3, "identity_other_birth"),
        (3, "identity_other_sex"),
        (4, "identity_check_digit"),
        (6, "identity_other_birth"),
        (6, "identity_other_sex"),
    ]
    assert NUMBER not in repr(file.rows)


def test_a_month_of_birth_takes_its_day_from_the_id_number() -> None:
    header = ["姓名", "性别", "出生年月", "身份证号", "党员状态"]
    file = read_roll(
        [
            header,
            ["王毅", "女", "1949.12", NUMBER, "正式"],
            ["李强", "女", "1970.05", NUMBER, "正式"],
            ["蔡奇", "男", "1970.05", "", "正式"],
            ["李希", "男", "197005", "110105********0029", "正式"],
            ["丁薛祥", "男", "1949年12月", "110105194912310029", "正式"],
        ]
    )

    assert [row.stated.get("born_on") for row in file.rows] == [date(1949, 12, 31), None, None, None, None]
    assert [(fault.row, fault.issue.code, fault.issue.params.get("column")) for fault in file.faults] == [
        (3, "identity_other_birth", None),
        (4, "roll_birth_without_day", "出生年月"),
        (5, "roll_birth_without_day", "出生年月"),
        (6, "identity_check_digit", None),
    ]
    assert file.faults[0].issue.params["born"] == "1970-05"
    assert file.faults[1].issue.params["value"] == "1970-05"


def test_membership_follows_where_the_column_is_missing() -> None:
    header = ["姓名", "性别", "出生日期", "转正时间", "身份", "党内职务", "现任职务", "处分情况"]
    file = read_roll(
        [
            header,
            ["王毅", "男", "1975-03-01", "1999.07", "", "支委", "教师", "留党察看2025.03-2027.02"],
            ["李强", "男", "1975-03-01", "", "居民代表", "支委"],
            ["蔡奇", "男", "1975-03-01", "", "党员"],
        ]
    )

    assert [row.stated.get("membership") for row in file.rows] == ["full", "none", None]
    assert [row.stated.get("post") for row in file.rows] == ["教师", "支委", None]
    assert file.rows[0].stated["suspension"] == "party_probation"
    assert [(fault.row, fault.issue.params["column"]) for fault in file.faults] == [(4, "党员状态")]


def test_a_table_without_a_roll_is_refused() -> None:
    assert [issue.code for issue in refused([["水果", "价格"], ["苹果", "3"]])] == ["roll_header_missing"]
    assert [issue.code for issue in refused([])] == ["roll_header_missing"]
    assert [(issue.code, issue.params) for issue in refused([HEADER, [], ["合计", "0"]])] == [("roll_without_rows", {"row": 1})]
    assert not has_header([["姓名"], ["姓名", "必填", "按户口"]])


def test_headers_that_are_not_known_refuse_the_file() -> None:
    table = [[*HEADER, "血型", "", "名字"], ["1", "王毅", "男", "1975-03-01", "正式", "A", "什么", "王毅", "多余"]]

    assert [(issue.code, issue.params) for issue in refused(table)] == [
        ("roll_header_unknown", {"column": "F", "value": "血型"}),
        ("roll_header_blank", {"column": "G", "value": "什么"}),
        ("roll_header_blank", {"column": "I", "value": "多余"}),
        ("roll_header_twice", {"value": "名字", "other": "姓名"}),
    ]


def test_the_columns_that_every_roll_needs() -> None:
    assert [issue.params["column"] for issue in refused([["姓名", "住址"], ["王毅", "文晖路"]])] == ["性别", "出生日期", "党员状态"]


def test_columns_are_called_as_in_a_spreadsheet() -> None:
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
