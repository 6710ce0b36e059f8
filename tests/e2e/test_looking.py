"""The judge of the pages sees what it is there for, at the width at which it is there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.looking import DESK, PHONE, judge

PALE = "p { color: #ccc }"
PAGE = """<!doctype html><html lang="zh-Hans"><head><title>页</title><meta name="viewport" content="width=device-width">
<style>body {{ background: #fff; color: #000 }} {style}</style></head>
<body><main><h1>页</h1><p>公示</p><a href="/">首页</a>{content}</main></body></html>"""
Judged = Callable[[str, str], str]


@pytest.fixture
def judged(browser: Browser) -> Judged:
    """What is wrong with a page of these styles and this content; nothing where nothing is said."""

    def ask(style: str, content: str) -> str:
        page: Page = browser.new_page(viewport=DESK)
        page.set_content(PAGE.format(style=style, content=content))
        try:
            judge(page)
        except AssertionError as faults:
            return str(faults)
        finally:
            page.close()
        return ""

    return ask


def at(size: dict[str, int]) -> str:
    return f"at {size['width']} px"


def test_a_good_page_passes(judged: Judged) -> None:
    assert judged("", "") == ""


@pytest.mark.parametrize(
    ("style", "where"),
    [
        pytest.param(PALE, [PHONE], id="at both widths, told once"),
        pytest.param(f"@media (max-width: 600px) {{ {PALE} }}", [PHONE], id="on a phone"),
        pytest.param(f"@media (min-width: 1000px) {{ {PALE} }}", [DESK], id="at the desk"),
        pytest.param(f"{PALE} @media (max-width: 600px) {{ p {{ display: none }} }}", [DESK], id="hidden on a phone"),
        pytest.param("@media (min-width: 1000px) { main { background: #222 } }", [DESK], id="another ground at the desk"),
    ],
)
def test_pale_text_is_found_where_it_is_pale(judged: Judged, style: str, where: list[dict[str, int]]) -> None:
    told = judged(style, "")
    assert [size for size in (PHONE, DESK) if f"{at(size)} {{'id': 'color-contrast'" in told] == where


def test_what_has_no_name_is_too_wide_too_small_or_out_of_reach_is_found(judged: Judged) -> None:
    assert "'id': 'button-name'" in judged("", "<button style='width: 60px; height: 60px'></button>")
    assert "wider than the screen" in judged("", "<div style='width: 700px'>公示</div>")
    assert "too small" in judged("", "<button style='height: 20px'>好</button>")
    assert "does not show the focus" in judged("a { outline: none !important }", "")
