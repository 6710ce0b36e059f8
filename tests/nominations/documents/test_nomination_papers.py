import re
from dataclasses import replace

import pytest

from elections.documents.parts import Person
from elections.documents.pdf import FACES
from elections.documents.render import render_html, render_pdf
from nominations.documents import forms
from nominations.documents.registry import KINDS
from tests.elections.documents.printed import drawn_characters, fonts_of, glyphs_of, pages_of, text_of
from tests.nominations.documents import nomination_samples as samples

SLIPS = ("recommendation_slip", "trust_slip", "committee_ballot")


def test_every_kind_has_a_sample() -> None:
    assert KINDS.keys() == samples.SAMPLES.keys()


@pytest.mark.parametrize("code", sorted(KINDS))
def test_every_paper_is_drawn_with_the_packaged_fonts(code: str) -> None:
    made = samples.SAMPLES[code]()
    paper = render_pdf(KINDS[code], made)
    assert fonts_of(paper) <= FACES.keys()
    assert all(glyph for _family, glyph in glyphs_of(paper))
    assert {char for char in text_of(paper) if char.strip()} <= drawn_characters(paper)
    assert type(made).from_json(made.to_json()) == made
    assert render_pdf(KINDS[code], made) == paper


@pytest.mark.parametrize("code", SLIPS)
def test_a_slip_tells_its_category_and_nothing_of_the_person(code: str) -> None:
    made = replace(samples.SAMPLES[code](), head=samples.HEAD)
    paper = render_pdf(KINDS[code], made)
    assert pages_of(paper) == 1
    assert samples.HEAD not in text_of(paper)


def test_each_category_of_the_electorate_has_its_own_slip() -> None:
    text = text_of(render_pdf(KINDS["recommendation_slip"], samples.recommendation_slip()))
    assert "推荐人类别：居民代表" in text
    assert "限推5名" in text


def test_the_committee_ballot_offers_more_names_than_places() -> None:
    text = re.sub(r"\s", "", text_of(render_pdf(KINDS["committee_ballot"], samples.committee_ballot())))
    assert "应选5名" in text
    assert all(name in text for post in samples.committee_ballot().posts for name in post.nominees)


def test_only_the_street_sees_the_committee_ballot() -> None:
    assert (KINDS["committee_ballot"].issuer, KINDS["committee_ballot"].audience) == ("street", "street")


@pytest.mark.parametrize(("there", "empty"), [(0, 12), (9, 3), (12, 0), (15, 0)])
def test_a_joint_form_has_room_for_everybody_it_needs(there: int, empty: int) -> None:
    form = samples.nomination_form_joint(there)
    assert form.empty_lines == empty
    assert "联名推荐须有10人以上" in render_html(KINDS["nomination_form_joint"], form)
    households = replace(form, unit="户")
    assert "每户只计一次" in render_html(KINDS["nomination_form_joint"], households)


@pytest.mark.parametrize("code", ["nomination_form_self", "nomination_form_organisation"])
def test_a_form_fits_one_page_blank_and_filled(code: str) -> None:
    filled = samples.SAMPLES[code]()
    blank = replace(filled, nominee=Person(name=""), particulars=forms.Particulars(), reason="", signed_on=None, head="")
    assert pages_of(render_pdf(KINDS[code], filled)) == 1
    assert pages_of(render_pdf(KINDS[code], blank)) == 1
    assert "丁" not in text_of(render_pdf(KINDS[code], blank))


def test_a_pledge_answers_what_was_heard() -> None:
    text = re.sub(r"\s", "", text_of(render_pdf(KINDS["pledge"], samples.pledge())))
    assert "一、推动老旧小区加装电梯，年内完成12个单元。完成时限：2026年12月底。" in text
    assert "走访中反映：老年人上下楼不便" in text
    assert "一式二份" in text
