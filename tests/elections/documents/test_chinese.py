from datetime import UTC, date, datetime, time

import pytest

from elections.documents import chinese
from tests.elections.documents.samples import at


def test_dates_have_no_leading_zeros() -> None:
    assert chinese.day(date(2026, 3, 9)) == "2026年3月9日"
    assert chinese.moment(at(2026, 3, 9, 9, 5)) == "2026年3月9日9:05"
    assert chinese.clock(time(17, 30)) == "17:30"
    assert chinese.weekday(at(2026, 4, 18)) == "星期六"
    assert chinese.weekday(date(2026, 4, 19)) == "星期日"


def test_a_moment_is_told_in_shanghai() -> None:
    assert chinese.day(datetime(2026, 3, 8, 17, 0, tzinfo=UTC)) == "2026年3月9日"


def test_what_is_not_known_leaves_room_to_write() -> None:
    assert chinese.day(None) == chinese.moment(None) == chinese.month_words("") == ""
    assert chinese.open_day(None) == "　　年　　月　　日"
    assert chinese.open_day(date(2026, 3, 9)) == "2026年3月9日"


def test_months() -> None:
    assert chinese.month("1975-03") == "1975.03"
    assert chinese.month_words("1975-03") == "1975年3月"


def test_an_end_at_midnight_is_the_day_before() -> None:
    assert chinese.last_day(at(2026, 3, 14, 0, 0)) == date(2026, 3, 13)
    assert chinese.last_day(at(2026, 3, 13, 17, 30)) == date(2026, 3, 13)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(33, 51, "64.71%"), (8, 51, "15.69%"), (6, 51, "11.76%"), (4, 51, "7.84%"), (48, 51, "94.12%"), (1, 800, "0.13%"), (3, 0, "—")],
)
def test_percentages_are_right_to_two_places(part: int, whole: int, said: str) -> None:
    assert chinese.percent(part, whole) == said


def test_means_are_rounded_half_up() -> None:
    assert chinese.mean([46, 47, 46, 45, 46, 46, 47, 46]) == "46.1"
    assert chinese.mean([1, 2]) == "1.5"
    assert chinese.mean([20, 20, 20, 21]) == "20.3"
    assert chinese.mean([]) == "—"


@pytest.mark.parametrize(("value", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")])
def test_numerals_for_headings(value: int, said: str) -> None:
    assert chinese.numeral(value) == said


def test_a_share_in_words() -> None:
    assert chinese.share("4/5") == "五分之四"


@pytest.mark.parametrize(("name", "set_as"), [("丁玥", "丁　玥"), ("翁志远", "翁志远"), ("欧阳建华", "欧阳建华")])
def test_short_names_are_set_to_one_width(name: str, set_as: str) -> None:
    assert chinese.spaced(name) == set_as


def test_a_long_name_is_set_smaller_and_stays_escaped() -> None:
    assert chinese.spaced("买买提·吐尔逊") == '<span class="long-name">买买提·吐尔逊</span>'
    assert "<b>" not in chinese.spaced("<b>买买提</b>")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("换届选举结果公告", ["换届选举结果公告"]),
        ("关于中共文晖街道流水西苑社区委员会换届选举结果的情况报告", ["关于中共文晖街道流水西苑社区", "委员会换届选举结果的情况报告"]),
        ("流水西苑社区党委换届选举候选人预备人选公示公告", ["流水西苑社区党委换届选举", "候选人预备人选公示公告"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("甲" * 45, ["甲" * 20, "甲" * 20, "甲" * 5]),
    ],
)
def test_a_long_title_breaks_where_the_sense_allows(title: str, lines: list[str]) -> None:
    assert chinese.title_lines(title, 20).split("\n") == lines


def test_a_code_is_drawn_from_the_address_alone() -> None:
    drawn = chinese.qr('https://example.org/"><script>')
    assert drawn.startswith("<svg")
    assert "script" not in drawn
    assert chinese.qr("https://example.org/a") == chinese.qr("https://example.org/a") != chinese.qr("https://example.org/b")


def test_the_line_of_issue_fills_the_page_and_no_more() -> None:
    assert chinese.mark_points("中共文晖街道工作委员会文件") == 33
    assert chinese.mark_points("文件") == 44
