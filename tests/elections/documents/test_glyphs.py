import pytest
from fontTools.ttLib import TTFont

from elections.documents.glyphs import TABLE, as_table, covered, glyph_issues, missing_glyphs
from elections.documents.pdf import FACES, FONTS
from elections.messages import sentence
from tests.elections.documents.samples import RARE


def test_the_table_says_what_the_fonts_have() -> None:
    faces = {family: set(TTFont(FONTS / name, lazy=True).getBestCmap()) for family, name in FACES.items()}
    rare = faces.pop("Official Rare")
    assert TABLE.read_text("ascii") == as_table(rare | set.intersection(*faces.values()))
    assert len(covered()) > 30_000


@pytest.mark.parametrize("char", RARE)
def test_rare_name_characters_are_covered(char: str) -> None:
    assert missing_glyphs(char) == []


def test_a_character_that_no_font_has_is_named_once() -> None:
    assert missing_glyphs("张𪚥𪚥\n李\u3000𪚥") == ["𪚥"]
    (issue,) = glyph_issues("张𪚥")
    assert issue.params == {"characters": "𪚥", "codes": "U+2A6A5"}
    assert "U+2A6A5" in sentence(issue)
    assert list(glyph_issues("张玥")) == []
