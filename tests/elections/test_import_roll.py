import io
import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from openpyxl import Workbook, load_workbook

from elections.models import AuditEvent, Job, RollEntry
from elections.permissions import Role
from elections.rules.identity_number import check_digit
from elections.services.roll import close_roll
from elections.services.roll_template import roll_template
from tests.factories.office import Office, add_members, office_with_election

pytestmark = pytest.mark.django_db

HEADER = "序号,姓名,性别,民族,出生日期,身份证号,学历,入党时间,转正时间,党员状态,所在支部,处分情况,流动情况,联系电话,住址,备注"


def number(born: str, order: str = "001") -> str:
    first = f"330103{born.replace('-', '')}{order}"
    return first + check_digit(first)


ROWS = [
    f"1,王　毅,男,汉族,1975-03-01,{number('1975-03-01')},本科,1998-07-01,1999-07-01,正式,第一支部,无,否,13800001111,文晖路1号,",
    f"2,单小燕,女,回族,1980/6/9,{number('1980-06-09', '002')},大专,2005.07,2006.07,正式党员,第二支部,,流动党员,,,",
    "3,李㛃,女,,1990.1.2,,研究生,2025.9,,预备,第二支部,,,,,",
    "合计,3人,,,,,,,,,,,,,,",
]
NOTHING = {"new": 0, "changed": 0, "same": 0, "conflict": 0, "error": 0}


@pytest.fixture
def office() -> Office:
    return office_with_election()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "花名册.csv"


def write(file: Path, *rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    file.write_bytes("\r\n".join([header, *rows, ""]).encode(encoding))
    return file


def run(office: Office, file: Path, *options: str) -> tuple[int, dict[str, int], list[str]]:
    """Exit code, the counts of stdout's only line, the lines of stderr."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_roll", str(file), "--election", office.election.code, *options, stdout=out, stderr=err)
        code = 0
    except SystemExit as end:
        code = int(str(end.code))
    [line] = out.getvalue().splitlines()
    return code, json.loads(line), err.getvalue().splitlines()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_roll_is_read_in_the_encodings_of_offices(office: Office, file: Path, encoding: str) -> None:
    code, counts, err = run(office, write(file, *ROWS, encoding=encoding), "--apply")

    assert (code, counts, err) == (0, NOTHING | {"new": 3}, [])
    wang, shan, li = RollEntry.objects.filter(election=office.election)
    assert (wang.name, wang.pinyin, wang.identity_tail, wang.may_vote, wang.capacities) == (
        "王毅",
        "wy",
        number("1975-03-01")[-4:],
        True,
        ["member"],
    )
    assert (shan.ethnicity, shan.away, str(shan.joined_on), shan.pinyin) == ("回族", True, "2005-07-01", "sxy")
    assert (li.membership, li.may_vote, li.education, li.ethnicity) == ("probationary", False, "master", "汉族")
    assert [entry.number for entry in (wang, shan, li)] == [1, 2, 3]


def test_the_line_is_exactly_as_agreed(office: Office, file: Path) -> None:
    out = StringIO()
    call_command("import_roll", str(write(file, *ROWS)), "--election", office.election.code, stdout=out)

    assert out.getvalue() == '{"new":3,"changed":0,"same":0,"conflict":0,"error":0}\n'


def test_without_apply_nothing_is_written(office: Office, file: Path) -> None:
    before = AuditEvent.objects.count()
    assert run(office, write(file, *ROWS)) == (0, NOTHING | {"new": 3}, [])
    assert not RollEntry.objects.exists()
    assert (AuditEvent.objects.count(), Job.objects.count()) == (before, 0)


def test_importing_twice_gives_all_the_same(office: Office, file: Path) -> None:
    write(file, *ROWS)
    run(office, file, "--apply")

    assert run(office, file, "--apply") == (0, NOTHING | {"same": 3}, [])
    assert RollEntry.objects.count() == 3
    assert AuditEvent.objects.filter(verb="import_roll").count() == 1


def test_what_changed_is_changed_and_a_blank_cell_states_nothing(office: Office, file: Path) -> None:
    run(office, write(file, *ROWS), "--apply")
    changed = ROWS[0].replace("13800001111", "13900002222").replace("文晖路1号", "")
    promoted = "3,李㛃,女,,1990.1.2,,研究生,2025.9,2026.3.1,正式,第二支部,,,,,"

    assert run(office, write(file, changed, ROWS[1], promoted), "--apply") == (0, NOTHING | {"changed": 2, "same": 1}, [])
    wang, _shan, li = RollEntry.objects.filter(election=office.election)
    assert (wang.telephone, wang.address) == ("13900002222", "文晖路1号")
    assert (li.membership, li.may_vote) == ("full", True)


def test_no_id_number_is_kept_anywhere(office: Office, file: Path) -> None:
    run(office, write(file, *ROWS), "--apply")
    whole = number("1975-03-01")
    kept = [str(value) for row in RollEntry.objects.values_list() for value in row]
    kept += [
        text for event in AuditEvent.objects.select_related("detail") for text in (event.raw, event.detail.text if event.detail else "")
    ]

    assert not [text for text in kept if whole in text]
    assert whole[6:14] in RollEntry.objects.get(name="王毅").born_on.strftime("%Y%m%d")


def test_any_fault_refuses_the_whole_file_and_names_row_column_and_value(office: Office, file: Path) -> None:
    wrong = number("1975-03-01")[:-1] + ("0" if number("1975-03-01")[-1] != "0" else "1")
    bad = [
        "4,赵乐际,男性别,汉族,1975.13.1,,本科,,,正式,第一支部,,,,,",
        f"5,蔡奇,男,汉族,,{wrong},本科,,,正式,第一支部,,,,,",
        "6,丁薛祥,女,汉族,1970-01-01,,本科,1998.07,1997.07,正式,第一支部,,,,,",
        "7,,女,汉族,1970-01-01,,本科,,,正式,第一支部,,,,,",
        "8,Ding?,女,汉族,1970-01-01,,幼儿园,,,正式,第一支部,,,,,",
    ]
    code, counts, err = run(office, write(file, *ROWS[:3], *bad), "--apply")

    assert (code, counts) == (2, NOTHING | {"new": 3, "error": 5})
    assert not RollEntry.objects.exists()
    text = "\n".join(err)
    for row, *values in (
        ("第5行", "性别", "男性别"), ("第5行", "出生日期", "1975.13.1"), ("第6行", "身份证号", wrong), ("第7行", "转正时间", "1997-07-01"),
        ("第8行", "姓名", ""), ("第9行", "学历", "幼儿园"),
    ):  # fmt: skip
        assert [line for line in err if line.startswith(row) and all(value in line for value in values)], (row, values, text)


def test_conflicts_are_left_to_a_person(office: Office, file: Path) -> None:
    run(office, write(file, *ROWS), "--apply")
    conflicts = [
        f"1,王小毅,男,汉族,1975-03-01,{number('1975-03-01')},本科,,,正式,第一支部,,,,,",  # the number of another name
        f"2,单小燕,女,回族,1980-06-09,{number('1980-06-09', '004')},大专,,,正式,第二支部,,,,,",  # the same person with another number
        "3,李㛃,女,,1990-01-02,,研究生,,,预备,,,,,,",
        "4,李㛃,女,,1990-01-02,,研究生,,,预备,,,,,,",  # twice in one file
    ]
    code, counts, err = run(office, write(file, *conflicts), "--apply")

    assert (code, counts) == (2, NOTHING | {"conflict": 3, "same": 1})
    assert [line[:4] for line in err] == ["第2行：", "第3行：", "第5行："]
    assert RollEntry.objects.get(number=1).name == "王毅"


def test_two_people_of_one_name_and_birthday_need_their_numbers(office: Office, file: Path) -> None:
    twins = [f"{place},王伟,男,汉族,1975-03-01,{number('1975-03-01', f'00{order}')},本科,,,正式,,,,,," for place, order in ((1, 1), (2, 3))]
    assert run(office, write(file, *twins), "--apply")[:2] == (0, NOTHING | {"new": 2})
    assert run(office, write(file, *twins), "--apply")[:2] == (0, NOTHING | {"same": 2})

    code, counts, _err = run(office, write(file, "1,王伟,男,汉族,1975-03-01,,本科,,,正式,,,,,,"))
    assert (code, counts) == (2, NOTHING | {"conflict": 1})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "空", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "Excel", id="a picture"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls", id="an old workbook"),
        pytest.param(b"PK\x03\x04 this is no archive", "损坏", id="a broken workbook"),
        pytest.param('"姓名,性别\n'.encode(), "损坏", id="an open quotation mark"),
        pytest.param(f"{HEADER}\n".encode(), "第1行", id="only a header"),
        pytest.param("水果,价格\n苹果,3\n".encode(), "姓名", id="another table"),
        pytest.param("姓名,性别,出生日期,党员状态,血型\n王毅,男,1975-03-01,正式,A\n".encode("gb18030"), "血型", id="an unknown header"),
        pytest.param("姓名,住址\n王毅,文晖路\n".encode(), "党员状态", id="a missing column"),
    ],
)
def test_a_file_that_is_no_roll_is_refused_in_words(office: Office, file: Path, content: bytes, words: str) -> None:
    file.write_bytes(content)
    code, counts, err = run(office, file, "--apply")

    assert (code, counts) == (2, NOTHING | {"error": len(err)})
    assert words in "\n".join(err)
    assert not RollEntry.objects.exists()


def test_a_missing_file_election_or_account_is_named(office: Office, file: Path) -> None:
    assert "花名册.csv" in run(office, file)[2][0]
    write(file, *ROWS)
    assert "nobody" in run(office, file, "--apply", "--actor", "nobody")[2][0]
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("import_roll", str(file), "--election", "atlantis", stdout=out, stderr=err)
    assert (end.value.code, "atlantis" in err.getvalue()) == (2, True)


def test_who_imports_can_be_named_and_needs_the_role(office: Office, file: Path) -> None:
    write(file, *ROWS)
    code, _counts, err = run(office, file, "--apply", "--actor", office[Role.OBSERVER].username)
    assert (code, len(err), RollEntry.objects.count()) == (2, 1, 0)

    assert run(office, file, "--apply", "--actor", office[Role.COMMUNITY_CLERK].username)[0] == 0
    assert AuditEvent.objects.get(verb="import_roll").actor == office[Role.COMMUNITY_CLERK]


def test_without_a_name_the_street_officer_imports(office: Office, file: Path) -> None:
    run(office, write(file, *ROWS), "--apply")
    assert AuditEvent.objects.get(verb="import_roll").actor == office[Role.STREET_OFFICER]


def test_a_closed_roll_takes_no_file(office: Office, file: Path) -> None:
    add_members(office.election, 10)
    close_roll(office.election, actor=office[Role.COMMUNITY_CLERK])
    code, counts, err = run(office, write(file, *ROWS), "--apply")

    assert (code, counts, len(err)) == (2, NOTHING | {"error": 1}, 1)
    assert RollEntry.objects.count() == 10


def test_a_workbook_with_a_title_dates_and_an_explanation(office: Office, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名册"
    for row in (
        ["京都苑社区党员花名册"],
        ["序号", "姓名", "性别", "出生日期", "入党时间", "党员状态", "联系电话", "需接送"],
        [1, "王毅", "男", date(1975, 3, 1), date(1998, 7, 1), "正式", 13800001111, "是"],
        [None] * 8,
    ):
        sheet.append(row)
    book.create_sheet("说明").append(["姓名", "必填"])
    path = tmp_path / "花名册.xlsx"
    book.save(path)

    assert run(office, path, "--apply") == (0, NOTHING | {"new": 1}, [])
    [entry] = RollEntry.objects.all()
    assert (str(entry.born_on), entry.telephone, entry.needs_fetching) == ("1975-03-01", "13800001111", True)


def test_the_template_is_a_roll_without_people(office: Office, tmp_path: Path) -> None:
    content = roll_template()
    path = tmp_path / "模板.xlsx"
    path.write_bytes(content)
    assert "没有人员" in run(office, path)[2][0]

    book = load_workbook(io.BytesIO(content))
    assert book["党员花名册"]["E2"].number_format == "@" or book["党员花名册"].column_dimensions["F"].number_format == "@"
    book["党员花名册"].append(["1", "王毅", "男", "", "1975-03-01", "", "本科", "正式", "1998.07", "1999.07", "第一党支部"])
    book.save(path)
    assert run(office, path, "--apply")[:2] == (0, NOTHING | {"new": 1})


def test_a_name_that_no_font_covers_is_flagged_and_still_entered(office: Office, file: Path) -> None:
    code, counts, err = run(office, write(file, "1,王\U00030edd,男,汉族,1975-03-01,,本科,,,正式,,,,,,"), "--apply")

    assert (code, counts) == (0, NOTHING | {"new": 1})
    assert err
    assert all(line.startswith("第2行") and "\U00030edd" in line for line in err)
