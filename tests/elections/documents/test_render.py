import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from weasyprint.urls import FatalURLFetchingError

from elections.documents.pdf import FACES, PackagedFetcher, html_to_pdf
from elections.documents.registry import KINDS
from elections.documents.render import engine, render_html, render_pdf
from tests.elections.documents import samples
from tests.elections.documents.printed import characters_of, drawn_characters, fonts_of, glyphs_of, text_of

ROOT = Path(__file__).resolve().parents[3]
WITHOUT_CODE = {"list_ballot", "number_ballot", "blank_ballot"}


# The tests of one kind stay in one process, so that its paper is made once.
@pytest.fixture(scope="module", params=[pytest.param(code, marks=pytest.mark.xdist_group(f"paper-{code}")) for code in sorted(KINDS)])
def printed(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    return request.param, render_pdf(KINDS[request.param], samples.SAMPLES[request.param]())


def test_only_packaged_fonts_are_in_the_paper(printed: tuple[str, bytes]) -> None:
    assert fonts_of(printed[1]) <= FACES.keys()


def test_every_glyph_is_one_that_the_font_has(printed: tuple[str, bytes]) -> None:
    for family, glyph in glyphs_of(printed[1]):
        assert glyph != 0, f".notdef of {family}"
        assert glyph in characters_of(family)


def test_the_shapes_on_the_paper_are_those_of_the_text(printed: tuple[str, bytes]) -> None:
    text = {char for char in text_of(printed[1]) if char.strip()}
    assert text <= drawn_characters(printed[1])


def test_the_code_stands_on_every_issued_paper_and_on_no_ballot(printed: tuple[str, bytes]) -> None:
    assert (samples.HEAD in text_of(printed[1])) is (printed[0] not in WITHOUT_CODE)


def test_the_rehearsal_mark_stands_on_every_paper_of_a_rehearsal(printed: tuple[str, bytes]) -> None:
    code, real = printed
    assert "演练" not in text_of(real)
    assert "演练" in text_of(render_pdf(KINDS[code], replace(samples.SAMPLES[code](), rehearsal=True)))


def test_rare_names_are_drawn_and_not_only_extractable() -> None:
    paper = render_pdf(KINDS["roll_notice"], samples.roll_notice())
    assert set("玥喆堃赟镕龑翀旻珺昇祎犇翾禤邨婳珮㛃") <= drawn_characters(paper)


def test_the_same_facts_give_the_same_bytes() -> None:
    first = render_pdf(KINDS["result_report_form"], samples.result_report_form())
    render_pdf(KINDS["agenda"], samples.agenda())
    assert render_pdf(KINDS["result_report_form"], samples.result_report_form()) == first


def test_another_process_makes_the_same_bytes() -> None:
    program = (
        "import hashlib; from elections.documents.registry import KINDS; from elections.documents.render import render_pdf\n"
        "from tests.elections.documents import samples\n"
        "print(hashlib.sha256(render_pdf(KINDS['notice'], samples.notice())).hexdigest())"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "election_admin.settings.test"}
    made = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    here = hashlib.sha256(render_pdf(KINDS["notice"], samples.notice())).hexdigest()
    assert made.stdout.strip() == here


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/a.png",
        "https://example.org/",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "packaged:../render.py",
        "ftp://x/y",
    ],
)
def test_no_other_address_is_ever_fetched(address: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        PackagedFetcher().fetch(address)
    with pytest.raises(FatalURLFetchingError):
        html_to_pdf(f'<p>正文</p><img src="{address}">')


def test_typed_text_is_never_mark_up() -> None:
    nasty = '<img src="http://127.0.0.1/x"><script>alert(1)</script>&'
    notice = samples.notice()
    html = render_html(KINDS["notice"], replace(notice, title=nasty, people=(replace(notice.people[0], name=nasty),)))
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_template_that_asks_for_an_unknown_fact_is_a_fault() -> None:
    with pytest.raises(TypeError, match="notice is made of Notice"):
        render_html(KINDS["notice"], samples.agenda())
    kind = replace(KINDS["notice"], snapshot=type(samples.agenda()))
    with pytest.raises(LookupError, match="snapshot does not have"):
        render_html(kind, samples.agenda())


def test_documents_have_an_engine_of_their_own() -> None:
    assert engine().autoescape
    assert [Path(folder).name for folder in engine().dirs] == ["documents"]
