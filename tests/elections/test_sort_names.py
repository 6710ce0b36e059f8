import os
import random
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
PUBLISHED = """
丁薛祥 习近平 马兴瑞 王毅 王沪宁 尹力 石泰峰 刘国中 李希 李强 李干杰 李书磊
李鸿忠 何卫东 何立峰 张又侠 张国清 陈文清 陈吉宁 陈敏尔 赵乐际 袁家军 黄坤明 蔡奇
"""


def sort_names(file: Path) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("sort_names", str(file), stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "names.txt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_published_list(file: Path, encoding: str, line_end: str) -> None:
    names = PUBLISHED.split()
    shuffled = random.Random(5).sample(names, len(names))
    file.write_bytes(line_end.join([*shuffled, "", "  "]).encode(encoding))

    assert sort_names(file) == (0, "\n".join(names) + "\n", "")


def test_names_are_printed_as_written(file: Path) -> None:
    file.write_text("王沪宁\n 艾力更·依明巴海\n王　毅\n王毅 （女）\n叶\n叶\n", encoding="utf-8")

    assert sort_names(file)[1].splitlines() == ["王　毅", "王毅 （女）", "王沪宁", "艾力更·依明巴海", "叶", "叶"]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        pytest.param(b"", "names.txt", id="empty"),
        pytest.param(" \r\n\r\n".encode("utf-8-sig"), "names.txt", id="only blank lines"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "names.txt", id="a picture"),
        pytest.param("王毅\n".encode("utf-16"), "names.txt", id="UTF-16"),
        pytest.param("王毅\n".encode("utf-16-le"), "names.txt", id="UTF-16 without mark"),
        pytest.param("王毅\n李A强\n".encode(), "U+0041", id="a character without strokes"),
        pytest.param("王毅、李强\n".encode(), "U+3001", id="several names in a line"),
        pytest.param("王毅\n李强　赵乐际\n".encode(), "李强 赵乐际", id="two names in a line"),
        pytest.param("王毅\n李强\t男\n".encode(), "李强 男", id="several columns"),
    ],
)
def test_a_file_that_is_no_list_of_names_is_refused_in_words(file: Path, content: bytes, named: str) -> None:
    file.write_bytes(content)

    code, out, err = sort_names(file)

    assert (code, out) == (2, "")
    assert named in err


def test_every_fault_has_its_line(file: Path) -> None:
    file.write_text("王A\n李B\n陈\t男\n", encoding="utf-8")

    assert len(sort_names(file)[2].splitlines()) == 3


@pytest.mark.parametrize("name", ["absent.txt", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    code, out, err = sort_names(tmp_path / name)

    assert (code, out) == (2, "")
    assert str(tmp_path / name) in err


def test_it_needs_no_database_and_speaks_to_the_shell(file: Path) -> None:
    file.write_text("李强\n王毅\n", encoding="utf-8")
    command = [sys.executable, "manage.py", "sort_names"]
    environment = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/absent", "PYTHONIOENCODING": "ascii"}

    sorted_file = subprocess.run([*command, str(file)], env=environment, capture_output=True, check=False, cwd=ROOT)
    nothing = subprocess.run(command, env=environment, capture_output=True, check=False, cwd=ROOT)

    assert (sorted_file.returncode, sorted_file.stdout.decode(), sorted_file.stderr.decode()) == (0, "王毅\n李强\n", "")
    assert nothing.returncode == 2
