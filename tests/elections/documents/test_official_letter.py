"""GB/T 9704-2012: 版心 156 × 225 mm at 28 mm from the left and 37 mm from the top, 22 lines of 28 characters, 页码, red line, 版记."""

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pdfplumber
import pytest

from elections.documents.registry import KINDS
from elections.documents.render import render_pdf
from tests.elections.documents import samples
from tests.elections.documents.printed import MM, lines_of

WORDS = "换届选举工作要坚持党的领导充分发扬民主严格依规办事尊重和保障党员权利"


@pytest.fixture(scope="module")
def letter() -> Iterator[pdfplumber.PDF]:
    plain = samples.official_letter()
    even = replace(plain, paragraphs=(replace(plain.paragraphs[0], text=WORDS * 42),))
    with pdfplumber.open(io.BytesIO(render_pdf(KINDS["official_letter"], even))) as document:
        yield document


def test_a_full_page_has_22_lines_of_28_characters(letter: pdfplumber.PDF) -> None:
    lines = lines_of(letter.pages[1], 16)
    assert len(lines) == 22
    assert {len(chars) for _middle, chars in lines} == {28}


def test_the_text_fills_its_area_and_stays_in_it(letter: pdfplumber.PDF) -> None:
    lines = lines_of(letter.pages[1], 16)
    assert min(chars[0]["x0"] for _middle, chars in lines) / MM == pytest.approx(28, abs=0.2)
    assert max(chars[-1]["x1"] for _middle, chars in lines) / MM == pytest.approx(184, abs=0.3)
    pitch = [later - earlier for (earlier, _a), (later, _b) in pairwise(lines)]
    assert all(step == pytest.approx(28.99 / MM, abs=0.05) for step in pitch)
    assert lines[0][0] > 37
    assert lines[-1][0] < 37 + 225


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(letter: pdfplumber.PDF) -> None:
    for page in letter.pages:
        middle, chars = lines_of(page, 14)[-1]
        assert "".join(char["text"] for char in chars) == f"—{page.page_number}—"
        assert middle > 37 + 225 + 7
        if page.page_number % 2:
            assert chars[-1]["x1"] / MM == pytest.approx(184 - 14 / MM, abs=0.5)
        else:
            assert chars[0]["x0"] / MM == pytest.approx(28 + 14 / MM, abs=0.5)


def test_the_head_is_red_with_a_line_as_wide_as_the_text(letter: pdfplumber.PDF) -> None:
    page = letter.pages[0]
    mark = [char for char in page.chars if char["top"] / MM < 100 and char["size"] > 25]
    assert "".join(char["text"] for char in mark) == "中共文晖街道工作委员会文件"
    assert all(char["non_stroking_color"][0] > 0.7 and char["non_stroking_color"][1] < 0.2 for char in mark)
    assert min(char["top"] for char in mark) / MM == pytest.approx(37 + 35, abs=2)
    red = [rect for rect in page.rects if max(rect["non_stroking_color"]) > 0.7]
    assert len(red) == 1
    assert red[0]["width"] / MM == pytest.approx(156, abs=0.2)
    assert red[0]["height"] / MM == pytest.approx(0.7, abs=0.05)
    assert red[0]["x0"] / MM == pytest.approx(28, abs=0.2)


def test_the_first_page_shows_text(letter: pdfplumber.PDF) -> None:
    assert len(lines_of(letter.pages[0], 16)) >= 5


def test_the_code_stands_outside_the_text_area(letter: pdfplumber.PDF) -> None:
    for page in letter.pages:
        middle, chars = lines_of(page, 9)[-1]
        assert "".join(char["text"] for char in chars) == f"校验码{samples.HEAD}"
        assert middle > 37 + 225


@pytest.mark.parametrize("paragraphs", range(1, 15))
def test_the_record_closes_an_even_page(paragraphs: int) -> None:
    paper = render_pdf(KINDS["official_letter"], samples.official_letter(paragraphs))
    with pdfplumber.open(io.BytesIO(paper)) as document:
        assert len(document.pages) % 2 == 0
        text = document.pages[-1].extract_text()
        assert "印发" in text
        printed_on = next(word for word in document.pages[-1].extract_words() if "印发" in word["text"])
        assert printed_on["bottom"] / MM == pytest.approx(37 + 225, abs=3)


def test_a_letter_upward_names_who_signed_it_and_one_downward_does_not() -> None:
    up = render_pdf(KINDS["request_letter"], samples.request_letter())
    down = render_pdf(KINDS["reply"], samples.reply())
    with pdfplumber.open(io.BytesIO(up)) as document:
        assert "签发人：翁志远" in document.pages[0].extract_text().replace(" ", "")
        assert "当否，请批示。" in document.pages[-1].extract_text()
    with pdfplumber.open(io.BytesIO(down)) as document:
        assert "签发人" not in document.pages[0].extract_text()
        assert "（文流委〔2026〕2号）收悉" in document.pages[0].extract_text().replace("\n", "")
