import io
import re
from dataclasses import replace

import pdfplumber
import pytest
from pypdf import PdfReader

from elections.documents import ballots
from elections.documents.joining import join_pdfs, repeat_pdf
from elections.documents.registry import KINDS
from elections.documents.render import render_html, render_pdf
from tests.elections.documents import samples
from tests.elections.documents.printed import pages_of, text_of

# The suite looks at each step of the layout and its neighbours; `make trials` at every number.
STEPS = {1, 2, 7, 8, 12, 13, 19, 20, 30, 39, 40}
NUMBERS = [pytest.param(number, marks=() if number in STEPS else pytest.mark.trial) for number in range(1, 41)]


@pytest.mark.parametrize("candidates", NUMBERS)
def test_one_to_forty_candidates_stand_on_one_paper(candidates: int) -> None:
    seats = max(1, candidates * 5 // 6 if candidates < 13 else 11)
    ballot = samples.list_ballot(candidates, seats, seats)
    paper = render_pdf(KINDS["list_ballot"], ballot)
    assert pages_of(paper) == 1
    text = re.sub(r"\s", "", text_of(paper))
    assert all(name in text for name in ballot.contests[0].candidates)
    assert f"应选{seats}名" in text
    assert "盖章" in text


@pytest.mark.parametrize("candidates", [1, 7, 12, 13, 20, 40])
def test_every_name_has_a_cell_for_its_mark(candidates: int) -> None:
    """The cell beside each name is empty and wide and high enough for a pen."""
    ballot = samples.list_ballot(candidates, 5, 5)
    with pdfplumber.open(io.BytesIO(render_pdf(KINDS["list_ballot"], ballot))) as document:
        rows = document.pages[0].extract_tables()[0]
    cells = [cell for row in rows for cell in row]
    names = [place for place, cell in enumerate(cells) if cell and re.sub(r"\s", "", cell) in ballot.contests[0].candidates]
    assert len(names) == candidates
    assert all(cells[place + 1] == "" for place in names)
    assert float(ballot.row_mm) >= 7


def test_candidates_keep_the_order_they_were_given() -> None:
    ballot = samples.list_ballot(20, 9, 9)
    text = re.sub(r"\s", "", text_of(render_pdf(KINDS["list_ballot"], ballot)))
    places = [text.index(name) for name in ballot.contests[0].candidates]
    assert places == sorted(places)


def test_all_posts_on_one_paper() -> None:
    plain = samples.list_ballot()
    pair = samples.RARE_NAMES[:2]
    leaders = tuple(ballots.BallotContest(post=post, seats=1, candidates=pair, write_ins=1) for post in ("书记", "副书记"))
    paper = render_pdf(KINDS["list_ballot"], replace(plain, contests=(*leaders, *plain.contests)))
    assert pages_of(paper) == 1
    assert "该职位的选票无效，其他职位仍然有效" in text_of(paper)


def test_the_explanation_follows_the_rule_for_other_names() -> None:
    plain = samples.list_ballot()
    assert "弃权的，不能另选他人" in render_html(KINDS["list_ballot"], plain)
    assert "弃权的，不能另选他人" not in render_html(KINDS["list_ballot"], replace(plain, write_in_needs_against=False))


def test_a_run_off_has_no_free_lines() -> None:
    contest = ballots.BallotContest(post="委员", seats=1, candidates=samples.RARE_NAMES[5:7])
    html = render_html(KINDS["list_ballot"], replace(samples.list_ballot(), kind="runoff", contests=(contest,)))
    assert "再次投票不能另选他人" in html
    assert "另选他人姓名" not in html


def test_a_number_belongs_to_a_candidate_and_cells_to_a_post() -> None:
    ballot = samples.number_ballot()
    html = render_html(KINDS["number_ballot"], ballot)
    assert html.count('<span class="box">') == sum(post.seats for post in ballot.posts) == 7
    assert ballot.examples == html.count('<td class="number">') == 11
    assert pages_of(render_pdf(KINDS["number_ballot"], ballot)) == 1


def test_a_paper_without_candidates_has_a_line_for_each_seat() -> None:
    html = render_html(KINDS["blank_ballot"], samples.blank_ballot())
    assert html.count("height:13mm") == 4


def test_every_copy_is_the_same_drawing() -> None:
    one = render_pdf(KINDS["list_ballot"], samples.list_ballot())
    many = repeat_pdf(one, 1000)
    pages = PdfReader(io.BytesIO(many)).pages
    assert len(pages) == 1000
    assert len({page.raw_get("/Contents").idnum for page in pages}) == 1
    assert len(many) < len(one) + 1000 * 400
    assert len({pages[place].extract_text() for place in (0, 1, 500, 999)}) == 1
    assert repeat_pdf(one, 1000) == many


def test_two_pages_are_repeated_in_order() -> None:
    sides = [render_pdf(KINDS["list_ballot"], samples.list_ballot()), render_pdf(KINDS["blank_ballot"], samples.blank_ballot())]
    pair = join_pdfs(sides)
    assert join_pdfs(sides) == pair  # the same bytes again
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(repeat_pdf(pair, 3))).pages]
    assert pages == pages[:2] * 3
    assert pages[0] != pages[1]


@pytest.mark.parametrize("copies", [0, -1])
def test_no_copies_is_a_fault(copies: int) -> None:
    with pytest.raises(ValueError, match="copies"):
        repeat_pdf(b"", copies)
