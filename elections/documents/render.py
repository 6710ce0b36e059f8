"""Snapshot → HTML → PDF. The only importer of WeasyPrint.

Nothing is fetched but the packaged fonts: a document with any other address is refused as a whole, so no text that somebody
typed can make the office's machine call out. The same snapshot gives the same bytes (SOURCE_DATE_EPOCH is set by the settings).
"""

import gc
import hashlib
import re
import threading
from functools import cache
from pathlib import Path

from django.template import Context, Engine
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from .joining import join_pdfs
from .kind import Kind
from .snapshot import Snapshot

FONTS = Path(__file__).parent / "fonts"
TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "documents"
FACES = {
    "Official Fang": "FandolFang-Regular.woff2",
    "Official Kai": "FandolKai-Regular.woff2",
    "Official Hei": "FandolHei-Regular.woff2",
    "Official Song": "FandolSong-Bold.woff2",
    "Official Rare": "LXGWWenKai-Light.woff2",
}
PACKAGED = frozenset(FACES.values())
LINE_BREAK_IN_CHINESE = re.compile(r"(?<=[\u2014-\u9fff\uff00-\uffef])[ ]*\n\s*(?=[\u2014-\u9fff\uff00-\uffef])")
RECORD, RECORD_APART = '<div class="last-page">', '<div class="last-page apart">'

_one_at_a_time = threading.Lock()  # Pango's font map is not safe between threads


class PackagedFetcher(URLFetcher):
    """Serves `packaged:NAME` and stops the rendering for every other address."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        name = url.removeprefix("packaged:")
        if name not in PACKAGED:
            raise FatalURLFetchingError(f"a document may not fetch {url[:200]!r}")
        return URLFetcherResponse(url, (FONTS / name).read_bytes(), {"Content-Type": "font/woff2"})


class UnknownFact(str):
    """Stands where Django would print nothing for a variable that is not there: a paper with a hole in it is a fault of ours."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        raise LookupError(f"the template asks for {name}, which the snapshot does not have")


@cache
def engine() -> Engine:
    """Apart from the screens' engine: always Chinese, always escaped, only the documents' templates."""
    return Engine(
        dirs=[str(TEMPLATES)],
        autoescape=True,
        builtins=["elections.documents.chinese"],
        string_if_invalid=UnknownFact("%s"),
    )


def render_html(kind: Kind, snapshot: Snapshot) -> str:
    if type(snapshot) is not kind.snapshot:
        raise TypeError(f"{kind.code} is made of {kind.snapshot.__name__}, not of {type(snapshot).__name__}")
    context = Context({"kind": kind, "it": snapshot}, use_l10n=False, use_tz=False)
    return LINE_BREAK_IN_CHINESE.sub("", engine().get_template(kind.template).render(context))


def render_pdf(kind: Kind, snapshot: Snapshot) -> bytes:
    return join_pdfs([html_to_pdf(render_html(kind, part)) for part in snapshot.in_parts()])


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
