import runpy
import sys
from pathlib import Path

import pytest

from elections.rules import stroke_table

DICTIONARY = "# Rime dictionary\nname: stroke\n...\n\n孔\tzzhh\n孔\tzshz\n王\thhsh\n𠭟\tpz6\n王国\thhsh\n"


def test_the_last_good_code_of_each_character_is_kept() -> None:
    assert stroke_table.read_dictionary(DICTIONARY) == {"孔": "5215", "王": "1121"}


def test_packing_and_unpacking_give_the_same_table() -> None:
    strokes = {"王": "1121", "孔": "5215", "𠀀": "12511"}

    assert stroke_table.unpack(stroke_table.pack(strokes)) == strokes


def test_the_builder_writes_a_table_that_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "stroke.dict.yaml", tmp_path / "strokes.xz"
    source.write_text(DICTIONARY, encoding="utf-8")

    monkeypatch.setattr(sys, "argv", ["stroke_table", str(source), str(target)])

    with pytest.raises(SystemExit) as end:
        runpy.run_path(stroke_table.__file__, run_name="__main__")

    assert end.value.code == 0
    assert stroke_table.unpack(target.read_bytes()) == {"孔": "5215", "王": "1121"}
    assert capsys.readouterr().out.startswith("2 characters")
