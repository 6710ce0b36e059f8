"""What every page of the house has to stand, judged in a real browser: on a phone, at the desk, at 200 % zoom, with the keyboard alone."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

PHONE, ZOOMED, DESK = {"width": 360, "height": 740}, {"width": 640, "height": 400}, {"width": 1280, "height": 800}
# 1280 px at 200 % leave 640: what axe finds there it finds on the phone or at the desk, so only the width is asked.
AXE_AT = (PHONE, DESK)
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
# Buttons, links of the page's frame and fields: what a thumb has to hit. Links within a sentence are exempt (WCAG 2.5.8).
TARGETS = "button, summary, select, input:not([type=hidden]), .btn, .more, .nav-main a, .brand"
SMALL_TARGETS = f"""() => [...document.querySelectorAll("{TARGETS}")]
    .filter(e => e.offsetParent && !e.closest('.form-check, label') && e.getBoundingClientRect().height < 43.5)
    .map(e => e.outerHTML.slice(0, 120))"""
KEYBOARD, AXE = ((Path(__file__).parent / name).read_text() for name in ("keyboard.js", "axe.js"))


@dataclass(frozen=True)
class Looked:
    """Pages judged in this run, whichever of its processes saw them first: a file for each."""

    folder: Path

    def is_first(self, name: str) -> bool:
        self.folder.mkdir(exist_ok=True)
        try:
            (self.folder / hashlib.sha256(name.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


@cache
def looked_in(folder: str) -> Looked:
    return Looked(Path(folder) / "looked")


def judge(page: Page) -> None:
    """No rule of WCAG 2.1 A and AA broken, nothing wider than the screen, nothing too small to hit, nothing out of the keyboard's reach."""
    faults = list(_faults(page))
    assert not faults, "\n".join([page.url, *faults])


def _faults(page: Page) -> Iterator[str]:
    yield from page.evaluate(KEYBOARD)
    page.evaluate(AXE_SCRIPT)
    for size in (PHONE, ZOOMED, DESK):
        page.set_viewport_size(size)
        at = f"at {size['width']} px"
        if page.evaluate(OVERFLOW) > 0:
            yield f"{at} wider than the screen"
        if size in AXE_AT:
            yield from (f"{at} {rule}" for rule in page.evaluate(AXE, STANDARD))
        if size is PHONE:
            yield from (f"{at} too small: {target}" for target in page.evaluate(SMALL_TARGETS))
