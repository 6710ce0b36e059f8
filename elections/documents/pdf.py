"""HTML → PDF. The only importer of WeasyPrint, and loaded only by a process that makes papers: it takes half a second.

Nothing is fetched but the packaged fonts: a document with any other address is refused as a whole, so no text that somebody
typed can make the office's machine call out.
"""

import gc
import hashlib
import threading
from functools import cache
from pathlib import Path

from PIL import ImageFile
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

FONTS = Path(__file__).parent / "fonts"
FACES = {
    "Official Fang": "FandolFang-Regular.woff2",
    "Official Kai": "FandolKai-Regular.woff2",
    "Official Hei": "FandolHei-Regular.woff2",
    "Official Song": "FandolSong-Bold.woff2",
    "Official Rare": "LXGWWenKai-Light.woff2",
}
PACKAGED = frozenset(FACES.values())
# WeasyPrint sets it for the whole process: an upload that was cut short would be kept with a grey half.
ImageFile.LOAD_TRUNCATED_IMAGES = False
RECORD, RECORD_APART = '<div class="last-page">', '<div class="last-page apart">'

_one_at_a_time = threading.Lock()  # Pango's font map is not safe between threads


class PackagedFetcher(URLFetcher):
    """Serves `packaged:NAME` and stops the rendering for every other address."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        name = url.removeprefix("packaged:")
        if name not in PACKAGED:
            raise FatalURLFetchingError(f"a document may not fetch {url[:200]!r}")
        return URLFetcherResponse(url, (FONTS / name).read_bytes(), {"Content-Type": "font/woff2"})


def html_to_pdf(html: str) -> bytes:
    with _one_at_a_time:
        document = _laid_out(html)
        if RECORD in html and len(document.pages) % 2:  # GB/T 9704-2012: the record (版记) stands on an even page
            document = _laid_out(html.replace(RECORD, RECORD_APART))
        pdf: bytes = document.write_pdf(pdf_identifier=hashlib.sha256(html.encode()).digest()[:16])
        del document
        gc.collect()  # a long-lived worker stays at a quarter of the memory
    return pdf


def _laid_out(html: str) -> Document:
    fonts, faces = _fonts()
    return HTML(string=html, url_fetcher=PackagedFetcher()).render(font_config=fonts, stylesheets=[faces])


@cache
def _fonts() -> tuple[FontConfiguration, CSS]:
    """Unpacked once in a process. Whole files, one family for each face: slices print wrong characters."""
    fonts = FontConfiguration()
    rules = "".join(f'@font-face{{font-family:"{family}";src:url(packaged:{name})}}' for family, name in FACES.items())
    faces = CSS(string=rules, font_config=fonts, url_fetcher=PackagedFetcher())
    gc.collect()
    gc.freeze()  # what is loaded by now stays, so the collection after each document only looks at that document
    return fonts, faces
