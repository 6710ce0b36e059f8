"""The packed table of strokes: every character with its strokes as digits 1..5 (横 竖 撇 点 折).

Source: `stroke.dict.yaml` of rime-stroke (LGPL-3.0, see NOTICE), as in Debian's package `rime-data-stroke`. It gives some characters
several codes; the last one follows the PRC standard forms. To build the table anew:

    apt-get download rime-data-stroke && dpkg -x rime-data-stroke_*.deb x
    python -m elections.rules.stroke_table x/usr/share/rime-data/stroke.dict.yaml elections/rules/data/strokes.xz
"""

import lzma
import re
import sys
from collections.abc import Mapping
from pathlib import Path

ROW = re.compile(r"^(.)\t([hspnz]+)$", re.MULTILINE)
DIGIT_OF_LETTER = str.maketrans("hspnz", "12345")


def read_dictionary(text: str) -> dict[str, str]:
    """The last code of each character. One row of the source has a stray "6" in its code and is left out: it is not five strokes."""
    return {character: code.translate(DIGIT_OF_LETTER) for character, code in ROW.findall(text)}


def pack(strokes: Mapping[str, str]) -> bytes:
    """One line of characters in order of code point, then their strokes, one line each; compressed."""
    characters = "".join(sorted(strokes))
    lines = [characters, *(strokes[character] for character in characters)]
    return lzma.compress("\n".join(lines).encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)


def unpack(packed: bytes) -> dict[str, str]:
    characters, *strokes = lzma.decompress(packed).decode("utf-8").split("\n")
    return dict(zip(characters, strokes, strict=True))


def main(arguments: list[str]) -> int:
    source, target = map(Path, arguments)
    strokes = read_dictionary(source.read_text(encoding="utf-8"))
    target.write_bytes(pack(strokes))
    sys.stdout.write(f"{len(strokes)} characters, {target.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
