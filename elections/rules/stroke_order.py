"""姓氏笔画排序: the order of names on ballots, notices and reports.

《中国共产党基层组织选举工作条例》: the names of committee candidates stand in the order of the strokes of their surnames.
Only the first character counts as the surname, for 欧阳 and for long names of minorities too. Characters are compared by number of
strokes, then stroke by stroke (横 1, 竖 2, 撇 3, 点 4, 折 5), then by code point. After the same first character a one-character given
name comes first. "·", spaces and notes in brackets such as （女） are no part of the name; the note only orders two people of one name.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from elections.rules.issues import Issue
from elections.rules.stroke_table import unpack

CharacterKey = tuple[int, str, int]
NameKey = tuple[tuple[CharacterKey, ...], tuple[CharacterKey, ...], str]

TABLE = Path(__file__).parent / "data" / "strokes.xz"
NOTE = re.compile(r"\(([^()]*)\)")
NOT_OF_THE_NAME = re.compile(r"[\s·•‧・]")
EMPTY_SLOT: CharacterKey = (0, "", 0)
AFTER_ALL_STROKES = 1_000


@cache
def strokes_by_character() -> dict[str, str]:
    return unpack(TABLE.read_bytes())


def sort_key(name: str) -> NameKey:
    """A total order: two names have the same key only if they are written alike."""
    bare, note = split_note(name)
    characters = tuple(map(character_key, bare))
    if len(characters) == 2:
        characters = (characters[0], EMPTY_SLOT, characters[1])
    return characters, tuple(map(character_key, note)), name


def sorted_by_strokes(names: Iterable[str]) -> list[str]:
    return sorted(names, key=sort_key)


def split_note(name: str) -> tuple[str, str]:
    """The characters of the name proper, and what stands in brackets. Full-width and radical forms count as the usual character."""
    plain = NOT_OF_THE_NAME.sub("", unicodedata.normalize("NFKC", name))
    return NOTE.sub("", plain), "".join(NOTE.findall(plain))


def character_key(character: str) -> CharacterKey:
    """A character without strokes comes after all others, so that the order stays total; `stroke_issues` names it."""
    strokes = strokes_by_character().get(character)
    if strokes is None:
        return AFTER_ALL_STROKES, "", ord(character)
    return len(strokes), strokes, ord(character)


def stroke_issues(name: str) -> tuple[Issue, ...]:
    """Whoever places this name has to do so by hand: one issue for each character whose strokes are not known."""
    known = strokes_by_character()
    unknown = dict.fromkeys(character for character in split_note(name)[0] if character not in known)
    return tuple(
        Issue("strokes_unknown", {"name": name, "character": character, "code_point": f"U+{ord(character):04X}"}) for character in unknown
    )
