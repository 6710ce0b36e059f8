import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.rules.issues import Issue
from elections.rules.stroke_order import AFTER_ALL_STROKES, sort_key, sorted_by_strokes, stroke_issues, strokes_by_character

# 二十届中央政治局委员,按姓氏笔画为序
PUBLISHED = """
丁薛祥 习近平 马兴瑞 王毅 王沪宁 尹力 石泰峰 刘国中 李希 李强 李干杰 李书磊
李鸿忠 何卫东 何立峰 张又侠 张国清 陈文清 陈吉宁 陈敏尔 赵乐际 袁家军 黄坤明 蔡奇
"""
POLITBURO_OF_2022 = PUBLISHED.split()
NAMES = st.text(alphabet="王李孔巴叶申陈·（女）毅A䶮 ", max_size=6)


def test_a_published_list_comes_out_as_published() -> None:
    shuffled = random.Random(20).sample(POLITBURO_OF_2022, len(POLITBURO_OF_2022))

    assert sorted_by_strokes(shuffled) == POLITBURO_OF_2022


@pytest.mark.parametrize(
    "in_order",
    [
        pytest.param(["李强", "李干杰"], id="one-character given name first although 强 has more strokes than 干"),
        pytest.param(["孔繁森", "巴特尔"], id="equal strokes by code point: 孔 before 巴"),
        pytest.param(["叶青", "申长雨"], id="equal strokes by code point: 叶 before 申"),
        pytest.param(["艾力更·依明巴海", "艾尔肯·吐尼亚孜", "艾园林"], id="long names character by character, without the dot"),
        pytest.param(["欧阳文忠", "欧阳修", "罗一"], id="only the first character of a double surname: 欧 (8 strokes, 横) as 罗 (8, 竖)"),
        pytest.param(["王凯（河南）", "王凯（解放军和武警部队）"], id="the note decides between two people of one name"),
        pytest.param(["王毅", "王毅（女）", "王一丁"], id="a note is no part of the name"),
        pytest.param(["建一", "洪一"], id="建 has eight strokes in the PRC form"),
    ],
)
def test_the_rules_one_by_one(in_order: list[str]) -> None:
    assert sorted_by_strokes(reversed(in_order)) == in_order


@pytest.mark.parametrize("written", ["王毅(女)", "王　毅", "王 毅", "王·毅", "王毅（女）（回族）"])
def test_ways_of_writing_do_not_move_a_name(written: str) -> None:
    assert sort_key(written)[0] == sort_key("王毅")[0]


def test_a_radical_form_pasted_from_a_pdf_counts_as_its_character() -> None:
    assert sort_key("⽩玉")[0] == sort_key("白玉")[0]


def test_a_character_without_strokes_is_named_once_and_comes_last() -> None:
    assert sorted_by_strokes(["A君", "龘山", "一山"]) == ["一山", "龘山", "A君"]
    assert sort_key("A")[0][0] == (AFTER_ALL_STROKES, "", ord("A"))
    assert stroke_issues("AA君") == (Issue("strokes_unknown", {"name": "AA君", "character": "A", "code_point": "U+0041"}),)
    assert stroke_issues("艾力更·依明巴海（A）") == ()


@given(st.lists(NAMES), st.randoms())
def test_the_order_does_not_depend_on_the_order_given(names: list[str], chance: random.Random) -> None:
    shuffled = chance.sample(names, len(names))

    assert sorted_by_strokes(shuffled) == sorted_by_strokes(names)


@given(NAMES, NAMES)
def test_only_a_name_written_alike_has_the_same_key(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)


def test_every_code_is_five_kinds_of_stroke_and_gb2312_is_covered() -> None:
    table = strokes_by_character()
    gb2312 = {bytes([row, cell]).decode("gb2312", errors="ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)} - {""}

    assert set("".join(table.values())) == set("12345")
    assert len(gb2312) == 6763
    assert gb2312 <= table.keys()


def test_the_table_is_ready_well_under_a_third_of_a_second() -> None:
    program = (
        "import time; t = time.process_time(); import elections.rules.stroke_order as s; s.sort_key('王'); print(time.process_time()-t)"
    )
    runs = [subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True) for _ in range(3)]
    seconds = min(float(run.stdout) for run in runs)

    assert seconds < 0.3
