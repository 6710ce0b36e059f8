import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from elections.models import AuditEvent, Contest, Election, RollEntry
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.phases import Phase
from nominations.models import Endorser, Nomination, Nominee
from tests.factories.nominations import add_step, hold, nominate
from tests.factories.office import Office, add_contest, add_members, another_community, office_with_election

from .conftest import SignedIn, queries

READERS = frozenset({Role.STREET_OFFICER, Role.STREET_APPROVER, Role.COMMUNITY_SECRETARY, Role.COMMUNITY_CLERK})
LIST, PRINT, EXPORT = "", "nominees/print/", "nominees/export/"


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.OPEN_NOMINATION)


@pytest.fixture
def contests(office: Office) -> list[Contest]:
    return [add_contest(office.election, "committee"), add_contest(office.election, "secretary", seats=1)]


@pytest.fixture
def people(office: Office) -> list[RollEntry]:
    """In the order of the roll: the first branch on it is the one that comes last by its name."""
    named = (("魏建国", "第二党支部", "wjg"), ("丁玥", "第一党支部", "dy"), ("王小燕", "第一党支部", "wxy"), ("欧阳志强", "", "oyzq"))
    return [
        add_members(office.election, 1, name=name, branch_name=branch, pinyin=initials, telephone="13800001111", address="流水苑12幢")[0]
        for name, branch, initials in named
    ]


@pytest.fixture
def nominees(office: Office, contests: list[Contest], people: list[RollEntry]) -> list[Nominee]:
    """One who has consented, one who has not, one about whom a matter is open, one who withdrew; their sheets came one after the other."""
    committee, secretary = contests
    found = [
        *nominate(office, people[:1], committee),
        *nominate(office, people[1:2], secretary, steps=("nominated",)),
        *nominate(office, people[2:3], committee),
        *nominate(office, people[3:], committee),
    ]
    sheet = found[0].nominations.get()
    Nomination.objects.filter(pk=sheet.pk).update(channel="organisation", organisation="第二党支部")
    hold(office, found[2])
    now = election_now(office.election)
    add_step(found[3], "withdrawn", now, office[Role.COMMUNITY_CLERK])
    for hours, nominee in enumerate(found):
        Nomination.objects.filter(nominee=nominee).update(received_at=now + timedelta(hours=hours))
    return found


@pytest.fixture
def clerk(as_role: SignedIn) -> Client:
    return as_role(Role.COMMUNITY_CLERK)


def url(office: Office, rest: str = LIST, election: Election | None = None) -> str:
    return f"/desk/e/{(election or office.election).code}/nomination/{rest}"


def page_of(browser: Client, address: str, **asked: Any) -> str:
    answer = browser.get(address, asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def shown(page: str) -> list[str]:
    """The names of the list in their order."""
    return [row.split("</a>")[0].split(">")[-1] for row in page.split('<th scope="row">')[1:]]


@pytest.mark.parametrize("role", list(Role))
def test_every_role_that_reads_the_nomination_reads_prints_and_exports_the_list_and_nobody_else(
    role: Role, office: Office, as_role: SignedIn, nominees: list[Nominee]
) -> None:
    browser = as_role(role)
    expected = 200 if role in READERS else 403
    assert [browser.get(url(office, path)).status_code for path in (LIST, PRINT)] == [expected, expected]
    assert browser.post(url(office, EXPORT)).status_code == expected
    assert AuditEvent.objects.filter(verb="export_list").count() == (role in READERS)


def test_a_stranger_is_led_to_the_sign_in(office: Office) -> None:
    for path in (LIST, PRINT):
        assert Client().get(url(office, path)).status_code == 302
    assert Client().post(url(office, EXPORT)).status_code == 302
    assert not AuditEvent.objects.filter(verb="export_list").exists()


def test_the_list_of_another_community_and_of_another_street_is_not_there(office: Office, clerk: Client) -> None:
    for foreign in (another_community(office), office_with_election(code="other").election):
        for path in (LIST, PRINT):
            assert clerk.get(url(office, path, foreign)).status_code == 404
        assert clerk.post(url(office, EXPORT, foreign)).status_code == 404
    assert not AuditEvent.objects.filter(verb="export_list").exists()


def test_with_nobody_nominated_there_is_nothing_to_search(office: Office, clerk: Client) -> None:
    page = page_of(clerk, url(office))
    assert "还没有推荐人选。收到推荐表后，请即登记。" in page
    assert 'role="search"' not in page
    assert "导出" not in page
    assert "名单上没有人。" in page_of(clerk, url(office, PRINT))


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["丁玥", "王小燕", "魏建国", "欧阳志强"]),
        ({"text": "小燕"}, ["王小燕"]),
        ({"text": " 王 "}, ["王小燕"]),
        ({"text": "W"}, ["王小燕", "魏建国"]),
        ({"text": "dy"}, ["丁玥"]),
        ({"text": "2"}, ["丁玥"]),
        ({"text": "２"}, ["丁玥"]),
        ({"text": "፩"}, []),
        ({"text": "查无此人"}, []),
        ({"post": "secretary"}, ["丁玥"]),
        ({"post": "committee"}, ["王小燕", "魏建国", "欧阳志强"]),
        ({"channel": "organisation"}, ["魏建国"]),
        ({"channel": "joint"}, []),
        ({"state": "stands"}, ["丁玥", "王小燕", "魏建国"]),
        ({"state": "consented"}, ["王小燕", "魏建国"]),
        ({"state": "missing"}, ["丁玥"]),
        ({"state": "held"}, ["王小燕"]),
        ({"state": "out"}, ["欧阳志强"]),
        ({"post": "committee", "state": "consented", "text": "魏"}, ["魏建国"]),
        ({"state": "nonsense", "sort": "nonsense"}, ["丁玥", "王小燕", "魏建国", "欧阳志强"]),
        ({"sort": "number"}, ["魏建国", "丁玥", "王小燕", "欧阳志强"]),
        ({"sort": "branch"}, ["丁玥", "王小燕", "魏建国", "欧阳志强"]),
        ({"sort": "newest"}, ["王小燕", "丁玥", "魏建国", "欧阳志强"]),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(
    asked: dict[str, str], names: list[str], office: Office, clerk: Client, nominees: list[Nominee]
) -> None:
    page = page_of(clerk, url(office), **asked)
    assert shown(page) == names
    assert f"共{len(names)}人" in page


def test_a_choice_that_finds_nobody_says_so_and_leads_back_to_all(office: Office, clerk: Client, nominees: list[Nominee]) -> None:
    page = page_of(clerk, url(office), text="查无此人")
    assert "没有符合条件的推荐人选" in page
    assert f'href="{url(office)}">显示全部' in page
    assert 'value="查无此人"' in page
    assert "导出" not in page
    assert "名单上没有人。" in page_of(clerk, url(office, PRINT), text="查无此人")


def test_nothing_on_paper_says_about_whom_a_matter_is_open(office: Office, clerk: Client, nominees: list[Nominee]) -> None:
    page = page_of(clerk, url(office), state="held")
    assert shown(page) == ["王小燕"]
    assert "导出" not in page and "按支部打印" not in page
    printed = page_of(clerk, url(office, PRINT), state="held")
    assert "丁玥" in printed and "王小燕" in printed, "who writes the address by hand gets everybody"


def test_a_choice_of_more_conditions_stays_open(office: Office, clerk: Client, nominees: list[Nominee]) -> None:
    assert '<details class="offers" open>' in page_of(clerk, url(office), channel="self")
    assert '<details class="offers" open>' not in page_of(clerk, url(office), state="stands")


def test_the_part_that_is_fetched_is_the_list_alone(office: Office, clerk: Client, nominees: list[Nominee]) -> None:
    answer = clerk.get(url(office), {"state": "missing"}, headers={"HX-Request": "true"})
    part = answer.content.decode()
    assert "<html" not in part
    assert 'role="search"' not in part
    assert shown(part) == ["丁玥"]
    assert "登记本人同意" in part
    assert '<input type="hidden" name="state" value="missing"' in part


def test_a_long_list_has_pages(office: Office, clerk: Client, contests: list[Contest]) -> None:
    nominate(office, add_members(office.election, 60), contests[0])
    first, second = page_of(clerk, url(office)), page_of(clerk, url(office), page=2, sort="number")
    assert (len(shown(first)), len(shown(second))) == (50, 10)
    assert "第2页，共2页" in second
    assert "sort=number&amp;page=1" in second


def test_the_print_has_the_branches_as_people_count_and_those_without_one_last(
    office: Office, clerk: Client, nominees: list[Nominee]
) -> None:
    page = page_of(clerk, url(office, PRINT))
    places = [page.index(f">{branch}</h2>") for branch in ("第一党支部", "第二党支部", "未填支部")]
    assert places == sorted(places)
    assert page.index(">第一党支部</h2>") < page.index("丁玥") < page.index("王小燕") < page.index(">未填支部</h2>")
    assert "共4人" in page
    assert "魏建国" not in page_of(clerk, url(office, PRINT), state="missing")


def test_what_hangs_on_a_wall_or_leaves_the_house_says_nothing_of_reports_contact_and_signers(
    office: Office, as_role: SignedIn, nominees: list[Nominee]
) -> None:
    sheet = nominees[1].nominations.get()
    now, by = election_now(office.election), office[Role.COMMUNITY_CLERK]
    Nomination.objects.filter(pk=sheet.pk).update(channel="joint")
    Endorser.objects.create(nomination=sheet, line=1, name="周邻居", building="3", key="3", checked_at=now, checked_by=by)
    for role in READERS:
        browser = as_role(role)
        everything = page_of(browser, url(office, PRINT)) + str(exported(browser, office))
        for secret in ("未办结反映", "13800001111", "流水苑", "周邻居"):
            assert secret not in everything, (role, secret)


def exported(browser: Client, office: Office, **asked: str) -> list[tuple[object, ...]]:
    answer = browser.post(url(office, EXPORT), asked)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))


def test_an_export_holds_what_the_list_shows_and_is_recorded(office: Office, clerk: Client, nominees: list[Nominee]) -> None:
    heading, *rows = exported(clerk, office, post="committee", sort="number")
    lines = [dict(zip(heading, row, strict=True)) for row in rows]
    assert [line["姓名"] for line in lines] == ["魏建国", "王小燕", "欧阳志强"]
    assert (
        lines[0]
        | {
            "所在支部": "第二党支部",
            "推荐职位": "委员",
            "推荐方式": "组织推荐",
            "推荐组织": "第二党支部",
            "最近收表": "2026-03-02 09:00",
            "办理情况": "推荐人选（本人同意）",
            "本人同意": "是",
        }
        == lines[0]
    )
    assert (lines[2]["办理情况"], lines[2]["本人同意"]) == ("已退出", "否")
    raw = AuditEvent.objects.get(verb="export_list").raw
    assert '"kind":"nominees"' in raw
    assert '"people":3' in raw
    assert clerk.get(url(office, EXPORT)).status_code == 405


def test_an_export_has_all_pages_of_the_list(office: Office, clerk: Client, contests: list[Contest]) -> None:
    nominate(office, add_members(office.election, 60), contests[0])
    assert len(exported(clerk, office)) == 61


def test_a_name_that_a_spreadsheet_would_take_for_a_formula_stays_a_name(office: Office, clerk: Client, contests: list[Contest]) -> None:
    nominate(office, add_members(office.election, 1, name="=1+1"), contests[0])
    assert exported(clerk, office)[1][1] == "'=1+1"


@pytest.mark.parametrize("path", [LIST, PRINT])
def test_the_number_of_queries_does_not_grow(path: str, office: Office, clerk: Client, contests: list[Contest]) -> None:
    clerk.get(url(office, path))
    asked = set()
    for more in (1, 2, 47):
        entries = add_members(office.election, more, branch_name=f"第{more}党支部")
        hold(office, nominate(office, entries, contests[0])[0])
        nominate(office, entries, contests[1])
        asked.add(queries(clerk, url(office, path)))
    assert len(asked) == 1
