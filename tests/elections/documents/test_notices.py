import io
import re
from dataclasses import replace

import pdfplumber
import pytest

from elections.documents.parts import Period
from elections.documents.registry import KINDS
from elections.documents.render import render_html, render_pdf
from tests.elections.documents import samples
from tests.elections.documents.printed import pages_of, text_of
from tests.elections.documents.samples import at


@pytest.mark.parametrize(("number", "named"), [(1, "候选人推荐人选"), (2, "候选人初步人选"), (3, "候选人预备人选")])
def test_each_round_names_its_people_as_the_regulation_does(number: int, named: str) -> None:
    text = text_of(render_pdf(KINDS["notice"], samples.notice(number)))
    assert f"{named}8名" in text
    assert f"取消其{named}资格" in text


def test_a_post_is_proposed_only_once_there_is_a_list() -> None:
    first, second = samples.notice(1), samples.notice(2)
    person = first.people[0]
    assert (first.post_of(person), second.post_of(person)) == (f"推荐职位：{person.proposed_post}", f"拟任{person.proposed_post}")
    assert first.post_of(replace(person, proposed_post="")) == ""


def test_what_nobody_waits_for_is_made_known_and_not_a_gate() -> None:
    text = render_html(KINDS["notice"], replace(samples.notice(1), waits=False))
    assert "现将推荐结果予以公布" in text
    assert "公示期满" not in text


def test_a_second_round_after_the_check_says_so() -> None:
    assert "经公开推荐、资格审查和初步考察" in render_html(KINDS["notice"], replace(samples.notice(2), vetted=True))


def test_a_notice_shows_what_it_may_and_where_to_report() -> None:
    text = re.sub(r"\s", "", text_of(render_pdf(KINDS["notice"], samples.notice())))
    assert "2026年3月9日至2026年3月13日17:30止，共5个工作日" in text
    for due in ("丁玥", "1966.01", "研究生", "1988.01", "联名推荐", "0571—85370001", "8:30—12:00", "310014"):
        assert due in text


def test_a_period_names_the_last_day_that_counts() -> None:
    midnight = Period(opens_at=at(2026, 3, 9), closes_at=at(2026, 3, 16, 0, 0), length=7, unit="day")
    assert midnight.words == "2026年3月9日至2026年3月15日24:00止，共7天"


def test_columns_without_content_do_not_stand_there() -> None:
    assert "推荐<br>方式" in render_html(KINDS["notice"], samples.notice(1))
    assert "推荐<br>方式" not in render_html(KINDS["notice"], samples.notice(3))
    noted = replace(samples.notice(3), people=(samples.person(1, note="兼职"),))
    assert "备注" in render_html(KINDS["notice"], noted)


@pytest.mark.parametrize("people", [1, 30, 60])
def test_a_long_list_flows_over_pages_and_loses_nobody(people: int) -> None:
    names = [f"张{tens}{ones}" for tens in "一二三四五六" for ones in "甲乙丙丁戊己庚辛壬癸"][:people]
    many = replace(samples.notice(3), people=tuple(samples.person(number, name=name) for number, name in enumerate(names)))
    paper = render_pdf(KINDS["notice"], many)
    text = text_of(paper)
    assert all(person.name in text for person in many.people)
    with pdfplumber.open(io.BytesIO(paper)) as document:
        assert all(char["x1"] <= document.pages[0].width for page in document.pages for char in page.chars)


def test_a_poster_is_a3_with_a_code_only_where_an_address_is_set() -> None:
    poster = samples.notice_poster()
    paper = render_pdf(KINDS["notice_poster"], poster)
    with pdfplumber.open(io.BytesIO(paper)) as document:
        assert (round(document.pages[0].width / 72 * 25.4), round(document.pages[0].height / 72 * 25.4)) == (297, 420)
    assert "扫码查看公示" in text_of(paper)
    assert "<svg" not in render_html(KINDS["notice_poster"], replace(poster, public_url=""))
    assert pages_of(paper) == 1


def test_a_correction_says_what_stood_and_what_stands() -> None:
    text = text_of(render_pdf(KINDS["correction"], samples.correction()))
    assert "王坤" in text
    assert "王堃" in text
    assert "公示期重新计算" in text
    assert "其他内容不变" in text_of(render_pdf(KINDS["correction"], replace(samples.correction(), period=None)))


def test_the_roll_shows_names_and_branches_only() -> None:
    text = re.sub(r"\s", "", text_of(render_pdf(KINDS["roll_notice"], samples.roll_notice())))
    assert "有选举权的党员共28名" in text
    assert "王建国（第一支部）" in text
    assert "不计入" not in text
