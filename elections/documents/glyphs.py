"""Which characters the packaged fonts can print. A name that none covers is flagged at import and refused at issue.

A text is set in one of four faces; what that face lacks is taken from the fifth, which has the rare characters. So a character is
covered when the fifth has it, or all four have it. The table beside the fonts says so without unpacking 26 MB.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from elections.rules.issues import Issue

TABLE = Path(__file__).parent / "fonts" / "coverage.txt"


@cache
def covered() -> frozenset[int]:
    """Code points, from ranges of hex numbers, one on a line."""
    ranges = (line.split("-") for line in TABLE.read_text("ascii").split())
    return frozenset(point for first, *last in ranges for point in range(int(first, 16), int((last or [first])[0], 16) + 1))


def as_table(points: Iterable[int]) -> str:
    """The table's text for these code points; the tests make it anew from the fonts."""
    ordered = sorted(points)
    starts = [ordered[0], *(later for earlier, later in pairwise(ordered) if later != earlier + 1)]
    ends = [*(earlier for earlier, later in pairwise(ordered) if later != earlier + 1), ordered[-1]]
    return "".join(f"{start:X}\n" if start == end else f"{start:X}-{end:X}\n" for start, end in zip(starts, ends, strict=True))


def missing_glyphs(text: str) -> list[str]:
    """The characters, each once and in order, that no packaged font has."""
    known = covered()
    return [char for char in dict.fromkeys(text) if ord(char) not in known and not _is_layout(char)]


def glyph_issues(text: str) -> Iterator[Issue]:
    missing = missing_glyphs(text)
    if missing:
        yield Issue("glyph_missing", {"characters": "".join(missing), "codes": " ".join(f"U+{ord(char):04X}" for char in missing)})


def _is_layout(char: str) -> bool:
    """Line breaks and the like, which no font draws."""
    return unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp", "Zs"}
