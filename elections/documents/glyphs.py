"""Which characters the packaged fonts can print. A page with boxes in it is not issued."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from elections.rules.issues import Issue

FONTS = Path(__file__).parent / "fonts"


@cache
def covered() -> frozenset[int]:
    """Code points that at least one packaged face has."""
    found: set[int] = set()
    for path in sorted(FONTS.glob("*.woff2")):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)


def missing_glyphs(text: str) -> list[str]:
    """The characters, each once and in order, that no packaged font has."""
    return [char for char in dict.fromkeys(text) if ord(char) not in covered() and not _is_layout(char)]


def glyph_issues(text: str) -> Iterator[Issue]:
    missing = missing_glyphs(text)
    if missing:
        yield Issue("glyph_missing", {"characters": "".join(missing), "codes": " ".join(f"U+{ord(char):04X}" for char in missing)})


def _is_layout(char: str) -> bool:
    """Line breaks and the like, which no font draws."""
    return unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp", "Zs"}
