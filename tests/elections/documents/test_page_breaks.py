"""Where a page ends: no page carries the signature alone, and no line of a table stands away from what it belongs to."""

import io
import re
from dataclasses import replace

import pdfplumber
import pytest

from elections.documents.registry import KINDS
from elections.documents.render import render_pdf
from elections.documents.snapshot import Snapshot
from tests.elections.documents import samples

SIGNED = "2026年4月20日"
LINES = range(0, 24, 3)  # with two more each: the text ends once at every line of a page


def pages(code: str, snapshot: Snapshot) -> list[str]:
    with pdfplumber.open(io.BytesIO(render_pdf(KINDS[code], snapshot))) as document:
        return [re.sub(r"\s", "", page.extract_text()) for page in document.pages]


def page_of(words: str, found: list[str]) -> int:
    (place,) = [place for place, text in enumerate(found) if words in text]
    return place


@pytest.mark.parametrize("lines", LINES)
def test_the_last_words_of_a_letter_stand_on_the_page_of_its_signature(lines: int) -> None:
    plain = samples.letterhead(attachments=(), printed_by="")
    for more in range(3):
        letter = replace(samples.request_letter("other"), letterhead=plain, paragraphs=("只有一行。",) * (lines + more))
        found = pages("request_letter", letter)
        assert page_of("当否，请批示。", found) == page_of(SIGNED, found) == page_of("联系人：", found) == len(found) - 1


@pytest.mark.parametrize("people", range(11, 19))
def test_the_last_words_of_a_notice_stand_on_the_page_of_its_signature(people: int) -> None:
    notice = replace(samples.notice(3), people=tuple(samples.person(number) for number in range(people)))
    text, signature = pages("notice", notice)[-1].split(samples.COMMUNITY)
    assert text.endswith("一步人选。")
    assert "2026年3月9日" in signature


@pytest.mark.parametrize("names", range(1, 16))
def test_a_heading_and_a_remark_stay_with_the_votes(names: int) -> None:
    committee = samples.contest("committee", "委员", 5, tuple(f"甲{number}" for number in range(names)))
    secretary = replace(samples.contest("discipline_secretary", "纪委书记", 1, ("最后一名",)), elected=(), remark="尚缺一名。")
    found = pages("result_report_form", replace(samples.result_report_form(), contests=(committee, secretary), elected=()))
    assert page_of("纪委书记应选1名", found) == page_of("最后一名", found) == page_of("尚缺一名。", found)
