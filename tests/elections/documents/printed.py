"""Looks into a finished PDF: fonts, glyphs, lines. Extracted text alone proves nothing about what is on the paper."""

import io
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

import pdfplumber
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import ContentStream

from elections.documents.pdf import FACES, FONTS

MM = 72 / 25.4


# A paper is asked about several things: it is read once.
@lru_cache(maxsize=16)
def text_of(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "".join("".join(char["text"] for char in page.chars) for page in document.pages)


def pages_of(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


def fonts_of(pdf: bytes) -> set[str]:
    """Family names of the embedded fonts, without the subset's prefix."""
    found = set()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & descriptor.keys(), "a font is not embedded"
            found.add(descriptor["/FontName"].lstrip("/").split("+", 1)[-1].removesuffix("-Light").replace("-", " "))
    return found


@lru_cache(maxsize=16)
def glyphs_of(pdf: bytes) -> frozenset[tuple[str, int]]:
    """(family, glyph number) of every glyph that is drawn."""
    return frozenset(_glyphs_of(pdf))


def _glyphs_of(pdf: bytes) -> Iterator[tuple[str, int]]:
    reader = PdfReader(io.BytesIO(pdf))
    for page in reader.pages:
        names = {name: font.get_object()["/BaseFont"] for name, font in page["/Resources"].get("/Font", {}).items()}
        family = ""
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"Tf":
                family = names[operands[0]].lstrip("/").split("+", 1)[-1].removesuffix("-Light").replace("-", " ")
            for shown in _shown(operands, operator):
                yield from ((family, int.from_bytes(shown[place : place + 2])) for place in range(0, len(shown), 2))


def _shown(operands: list, operator: bytes) -> list[bytes]:
    if operator == b"Tj":
        return [operands[0].original_bytes]
    if operator == b"TJ":
        return [part.original_bytes for part in operands[0] if not isinstance(part, int | float)]
    return []


@cache
def characters_of(family: str) -> dict[int, set[str]]:
    """Glyph number → the characters that the packaged font draws with it."""
    font = TTFont(FONTS / FACES[family], lazy=True)
    found = defaultdict(set)
    for point, name in font.getBestCmap().items():
        found[font.getGlyphID(name)].add(chr(point))
    return dict(found)


def drawn_characters(pdf: bytes) -> set[str]:
    """The characters whose own shapes are on the paper, read from the packaged fonts and not from the PDF's text layer."""
    found: set[str] = set()
    for family, glyph in glyphs_of(pdf):
        found |= characters_of(family).get(glyph, set())
    return found


def lines_of(page: pdfplumber.page.Page, size: float) -> list[tuple[float, list[dict]]]:
    """Lines of characters of one size, as (middle of the line in mm from the top, characters from left to right)."""
    lines: dict[int, list[dict]] = defaultdict(list)
    for char in page.chars:
        if abs(char["size"] - size) < 0.1 and char["text"].strip():
            lines[round((char["top"] + char["bottom"]) / 2 / 3)].append(char)
    ordered = sorted(lines.items())
    return [((chars[0]["top"] + chars[0]["bottom"]) / 2 / MM, sorted(chars, key=lambda char: char["x0"])) for _place, chars in ordered]
