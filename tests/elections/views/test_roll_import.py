import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from elections.forms.roll_import import packed, unpacked
from elections.models import AuditEvent, ImportedRoll, Organisation, RollEntry
from elections.permissions import Role
from elections.rules.issues import RuleViolation
from elections.services.roll import close_roll
from elections.services.spreadsheets import workbook
from tests.factories.office import NO_KEY, Office, add_members, office_with_election

from .conftest import SignedIn

HEADER = ("姓名", "性别", "出生日期", "党员状态", "所在支部")
GOOD = [HEADER, ("王毅", "男", "1975-03-01", "正式", "第一党支部"), ("单小燕", "女", "1980-06-09", "正式", "第二党支部")]


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election()


def place(office: Office, path: str = "") -> str:
    return f"/desk/e/{office.election.code}/roll/import/{path}"


def sent(browser: Client, office: Office, content: bytes, name: str = "花名册.xlsx") -> str:
    answer = browser.post(place(office), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    return answer.content.decode()


def hidden(page: str) -> dict[str, str]:
    """The second step as the page of the preview sends it."""
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return {name: fields.get(name, "") for name in ("once", "apply", "packed", "name")}


def counts(page: str) -> list[int]:
    return [int(number) for number in re.findall(r"<dd>(\d+)</dd>", page)]


def test_a_file_is_looked_at_before_it_is_entered(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    page = sent(browser, office, workbook("名册", GOOD))
    assert counts(page) == [2, 0, 0, 0, 0]
    assert "第一党支部" in page
    assert not RollEntry.objects.exists()
    answer = browser.post(place(office), hidden(page))
    assert answer.headers["Location"] == f"/desk/e/{office.election.code}/roll/"
    assert [entry.name for entry in RollEntry.objects.all()] == ["王毅", "单小燕"]
    assert ImportedRoll.objects.get().name == "花名册.xlsx"
    assert "新增2人" in browser.get(answer.headers["Location"]).content.decode()


def test_a_chinese_spreadsheets_csv_is_read(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    text = "\r\n".join(",".join(row) for row in GOOD)
    for encoding in ("gb18030", "utf-8-sig", "utf-8"):
        page = sent(browser, office, text.encode(encoding), "花名册.csv")
        assert counts(page) == [2, 0, 0, 0, 0]


def test_each_fault_stands_with_row_column_and_value(office: Office, as_role: SignedIn) -> None:
    rows = [*GOOD, ("张三丰", "不详", "1975-13-01", "正式", ""), ("王毅", "男", "1975-03-01", "正式", "")]
    page = sent(as_role(Role.COMMUNITY_CLERK), office, workbook("名册", rows))
    assert counts(page) == [2, 0, 0, 1, 1]
    faults = re.findall(r'</span>(\d+)</th><td data-label="列">([^<]*)</td><td data-label="填写内容">([^<]*)</td>', page)
    assert faults == [("4", "性别", "不详"), ("4", "出生日期", "1975-13-01"), ("5", "—", "—")]
    assert "整个文件都不记入名册" in page
    assert 'name="packed"' not in page


def test_what_is_no_roll_is_refused_in_words(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    assert "星座" in sent(browser, office, workbook("名册", [(*HEADER, "星座"), ("王毅", "男", "1975-03-01", "正式", "", "金牛")]))
    assert "不能为空" in sent(browser, office, b"") or "空" in sent(browser, office, b"")
    assert "alert-danger" in sent(browser, office, b"\x00\x01\x02 nothing")


def test_the_second_look_names_what_changes(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    browser.post(place(office), hidden(sent(browser, office, workbook("名册", GOOD))))
    changed = [GOOD[0], ("王毅", "男", "1975-03-01", "预备", "第一党支部"), GOOD[2], ("仇建国", "男", "1960-02-02", "正式", "")]
    page = sent(browser, office, workbook("名册", changed))
    assert counts(page) == [1, 1, 1, 0, 0]
    assert "党员状态" in page.split('id="rows-title"')[1]


def test_a_fault_that_came_meanwhile_refuses_the_whole_file(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    page = sent(browser, office, workbook("名册", GOOD))
    add_members(office.election, 9)
    close_roll(office.election, actor=office[Role.COMMUNITY_CLERK])
    answer = browser.post(place(office), hidden(page))
    assert "名册已经定稿" in answer.content.decode()
    assert RollEntry.objects.count() == 9


def test_a_file_too_large_for_the_page_is_chosen_once_more(office: Office, as_role: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("elections.forms.roll_import.MOST_PACKED", 10)
    browser = as_role(Role.COMMUNITY_CLERK)
    content = workbook("名册", GOOD)
    page = sent(browser, office, content)
    assert "请再选一次同一文件" in page
    step = hidden(page) | {"again": SimpleUploadedFile("花名册.xlsx", content)}
    assert browser.post(place(office), step).status_code == 302
    assert RollEntry.objects.count() == 2


def test_what_no_page_of_ours_has_sent_is_no_table(office: Office, as_role: SignedIn) -> None:
    for text in ("", "!!", "AAAA"):
        answer = as_role(Role.COMMUNITY_CLERK).post(place(office), {"apply": "1", "packed": text})
        assert "alert-danger" in answer.content.decode()
    assert unpacked(packed(b"roll")) == b"roll"
    with pytest.raises(RuleViolation):
        unpacked("!!")


def test_an_import_is_undone_with_a_reason(office: Office, as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    browser.post(place(office), hidden(sent(browser, office, workbook("名册", GOOD))))
    imported = ImportedRoll.objects.get()
    assert place(office, f"{imported.pk}/undo/") in browser.get(place(office)).content.decode()
    answer = browser.post(place(office, f"{imported.pk}/undo/"), {"reason": "文件用错"})
    assert answer.headers["Location"] == place(office)
    assert not RollEntry.objects.standing().exists()
    assert "已撤销" in browser.get(place(office)).content.decode()
    assert browser.get(place(office, f"{NO_KEY}/undo/")).status_code == 404


@pytest.mark.parametrize("role", [Role.STREET_APPROVER, Role.OBSERVER, Role.CHECK_IN_CLERK])
def test_who_may_not_import(role: Role, office: Office, as_role: SignedIn) -> None:
    browser = as_role(role)
    assert browser.get(place(office)).status_code == 403
    assert browser.post(place(office), {"file": io.BytesIO(b"x")}).status_code == 403
    assert not AuditEvent.objects.filter(verb="import_roll").exists()


def branch(office: Office, code: str, name: str) -> Organisation:
    return Organisation.objects.create(
        kind="branch", parent=office.community, code=code, name=name, title="branch", created_at=office.street.created_at
    )


def test_a_branch_goes_by_the_offices_name_for_it_and_another_is_told(office: Office, as_role: SignedIn) -> None:
    first = branch(office, "b1", "京都苑社区第一党支部")
    rows = [*GOOD, ("王强", "男", "1976-03-01", "正式", "第一党支部"), ("王军", "男", "1977-03-01", "正式", "")]
    browser = as_role(Role.COMMUNITY_CLERK)
    page = sent(browser, office, workbook("名册", rows))
    assert page.count("所在支部“第一党支部”按本社区已有的“京都苑社区第一党支部”登记") == 1
    assert "本社区没有“第二党支部”这个支部，已有：京都苑社区第一党支部" in page
    browser.post(place(office), hidden(page))
    assert {entry.name: (entry.branch_name, entry.branch) for entry in RollEntry.objects.all()} == {
        "王毅": ("京都苑社区第一党支部", first),
        "单小燕": ("第二党支部", None),
        "王强": ("京都苑社区第一党支部", first),
        "王军": ("", None),
    }
    for address in (f"/desk/e/{office.election.code}/roll/", f"/desk/e/{office.election.code}/roll/close/"):
        assert "4名党员中有2名不在本社区任何支部（单小燕、王军）" in browser.get(address).content.decode()
    # The same file again changes nothing.
    assert counts(sent(browser, office, workbook("名册", rows))) == [0, 0, 4, 0, 0]


def test_a_community_without_branches_is_asked_for_none(office: Office, as_role: SignedIn) -> None:
    page = sent(as_role(Role.COMMUNITY_CLERK), office, workbook("名册", GOOD))
    assert "这个支部" not in page
    add_members(office.election, 30)
    assert "不在本社区任何支部" not in as_role(Role.COMMUNITY_CLERK).get(f"/desk/e/{office.election.code}/roll/").content.decode()
