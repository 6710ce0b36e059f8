import io
from datetime import date

import pytest
from django.test import Client
from openpyxl import load_workbook

from elections.models import AuditEvent, MilestoneRecord, RollEntry
from elections.permissions import Role
from elections.rules.phases import Phase
from elections.services.roll import close_roll
from elections.services.roll_import import preview_roll
from tests.factories.office import Office, add_members, another_community, office_with_election

from .conftest import SignedIn


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election()


def place(office: Office, path: str = "") -> str:
    return f"/desk/e/{office.election.code}/roll/{path}"


def page_of(browser: Client, address: str, status: int = 200, **asked: object) -> str:
    answer = browser.get(address, asked)
    assert answer.status_code == status
    return answer.content.decode()


def people(office: Office) -> list[RollEntry]:
    members = add_members(
        office.election, 6, branch_name="第一党支部", address="流水苑12幢1单元101室", telephone="13800001111", pinyin="xx"
    )
    add_members(office.election, 1, membership="probationary", full_member_on=None, may_vote=False, may_stand=False, name="欧阳玥")
    add_members(office.election, 2, membership="none", joined_on=None, full_member_on=None, may_vote=False, may_stand=False,
                capacities=["resident_representative"], branch_name="")  # fmt: skip
    return members


def test_the_five_figures_stand_with_their_rule(office: Office, as_role: SignedIn) -> None:
    people(office)
    page = page_of(as_role(Role.COMMUNITY_CLERK), place(office))
    for word in ("党员总数", "有选举权", "可不计入", "应到会", "实到会", "正式党员6名，预备党员1名", "大会发票时清点"):
        assert word in page
    assert "共9人" in page


def test_an_empty_roll_says_what_to_do(office: Office, as_role: SignedIn) -> None:
    page = page_of(as_role(Role.COMMUNITY_CLERK), place(office))
    assert "名册还是空的" in page
    assert place(office, "import/") in page
    assert place(office, "import/") not in page_of(as_role(Role.STREET_APPROVER), place(office))


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.GUIDANCE_OFFICER, Role.TELLER, Role.VETTING_DEPARTMENT, Role.SYSTEM_ADMINISTRATOR])
def test_who_has_no_business_with_the_roll_does_not_see_it(role: Role, office: Office, as_role: SignedIn) -> None:
    [member, *_others] = people(office)
    browser = as_role(role)
    for path in ("", f"{member.pk}/", "print/", "exclusions/", "import/", "add/", f"{member.pk}/edit/", "template/"):
        assert browser.get(place(office, path)).status_code == 403, path
    assert browser.post(place(office, "export/")).status_code == 403
    assert not AuditEvent.objects.filter(verb="export_list").exists()


def test_another_street_and_another_election_are_not_there(office: Office, as_role: SignedIn) -> None:
    [member, *_others] = people(office)
    neighbour = another_community(office)
    foreign = office_with_election(code="other")
    browser = as_role(Role.COMMUNITY_CLERK)
    assert browser.get(f"/desk/e/{foreign.election.code}/roll/").status_code == 404
    assert browser.get(f"/desk/e/{neighbour.code}/roll/").status_code == 404
    officer = as_role(Role.STREET_OFFICER)
    for path in (f"{member.pk}/", f"{member.pk}/edit/", f"{member.pk}/exclude/"):
        assert officer.get(f"/desk/e/{neighbour.code}/roll/{path}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"text": "xx"}, 6),
        ({"text": "欧阳"}, 1),
        ({"text": "8"}, 1),
        ({"branch": "第一党支部"}, 6),
        ({"membership": "none"}, 2),
        ({"capacity": "resident_representative"}, 2),
        ({"right": "vote"}, 6),
        ({"right": "no_vote"}, 3),
        ({"excluded": "any"}, 0),
        ({"state": "struck"}, 0),
        ({"membership": "nonsense", "branch": "nowhere"}, 9),
    ],
)
def test_the_list_is_searched_and_filtered(asked: dict[str, str], count: int, office: Office, as_role: SignedIn) -> None:
    people(office)
    assert f"共{count}人" in page_of(as_role(Role.COMMUNITY_CLERK), place(office), **asked)


def test_names_stand_in_the_order_of_strokes(office: Office, as_role: SignedIn) -> None:
    for name in ("魏建国", "丁玥", "王小燕"):
        add_members(office.election, 1, name=name)
    page = page_of(as_role(Role.COMMUNITY_CLERK), place(office), sort="strokes")
    assert page.index("丁玥") < page.index("王小燕") < page.index("魏建国")


def test_a_long_list_has_pages(office: Office, as_role: SignedIn) -> None:
    add_members(office.election, 60)
    browser = as_role(Role.COMMUNITY_CLERK)
    first, second = page_of(browser, place(office)), page_of(browser, place(office), page=2, sort="number")
    assert (first.count('<th scope="row">'), second.count('<th scope="row">')) == (50, 10)
    assert "第2页，共2页" in second
    assert "sort=number&amp;page=1" in second


@pytest.mark.parametrize("path", ["", "print/", "exclusions/"])
def test_the_number_of_queries_does_not_grow(
    path: str, office: Office, as_role: SignedIn, django_assert_max_num_queries: object, django_assert_num_queries: object
) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    counted = []
    for more in (1, 2, 47):
        add_members(office.election, more, address="流水苑12幢1单元")
        with django_assert_max_num_queries(40) as asked:  # type: ignore[operator]
            page_of(browser, place(office, path))
        counted.append(len(asked))
    assert counted[0] == counted[1] == counted[2]


def test_contact_is_for_who_keeps_the_roll(office: Office, as_role: SignedIn) -> None:
    [member, *_others] = people(office)
    for role, seen in ((Role.COMMUNITY_CLERK, True), (Role.STREET_OFFICER, True), (Role.STREET_APPROVER, False)):
        browser = as_role(role)
        for path in (f"{member.pk}/", "print/"):
            assert ("13800001111" in page_of(browser, place(office, path))) is seen
    assert "流水苑12幢" in page_of(as_role(Role.COMMUNITY_CLERK), place(office, "print/"), by="building")
    assert "流水苑" not in page_of(as_role(Role.STREET_APPROVER), place(office, "print/"), by="building")


def exported(browser: Client, office: Office, **asked: str) -> bytes:
    answer = browser.post(place(office, "export/"), asked)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.content


def test_an_export_is_recorded_and_comes_back_unchanged(office: Office, as_role: SignedIn) -> None:
    people(office)
    content = exported(as_role(Role.COMMUNITY_CLERK), office)
    planned = preview_roll(office.election, content)
    assert planned.counts == {"new": 0, "changed": 0, "same": 9, "conflict": 0, "error": 0}
    assert '"people":9' in AuditEvent.objects.get(verb="export_list").raw


def test_an_export_holds_what_the_list_shows_and_the_reader_may_see(office: Office, as_role: SignedIn) -> None:
    people(office)
    sheet = load_workbook(io.BytesIO(exported(as_role(Role.STREET_APPROVER), office, membership="none"))).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 3
    assert not {"联系电话", "住址", "需接送"} & set(rows[0])
    assert as_role(Role.STREET_APPROVER).get(place(office, "export/")).status_code == 405


def test_the_template_is_a_workbook(office: Office, as_role: SignedIn) -> None:
    answer = as_role(Role.COMMUNITY_CLERK).get(place(office, "template/"))
    assert load_workbook(io.BytesIO(answer.content)).worksheets[0]["B1"].value == "姓名"


def test_somebody_on_two_rolls_is_shown(office: Office, as_role: SignedIn) -> None:
    other = another_community(office)
    add_members(office.election, 8)
    add_members(office.election, 1, name="单小燕", born_on=date(1970, 1, 1))
    add_members(other, 1, name="单小燕", born_on=date(1970, 1, 1))
    assert "同时在和平苑社区名册上" in page_of(as_role(Role.COMMUNITY_CLERK), place(office))


def test_closing_shows_what_is_frozen_and_freezes_it(office: Office, as_role: SignedIn) -> None:
    add_members(office.election, 9)
    browser = as_role(Role.COMMUNITY_CLERK)
    assert "定稿后只能逐人修订" in page_of(browser, place(office, "close/"))
    answer = browser.post(place(office, "close/"))
    assert answer.headers["Location"] == place(office)
    assert MilestoneRecord.objects.get(kind="roll_closed").facts["with_vote"] == 9
    page = page_of(browser, place(office))
    assert "名册已定稿" in page
    assert place(office, "import/") not in page
    assert place(office, "revise/") in page


def test_what_stands_against_closing_is_said_before_and_refused_after(office: Office, as_role: SignedIn) -> None:
    add_members(office.election, 2)
    browser = as_role(Role.COMMUNITY_CLERK)
    assert "联合党支部" in page_of(browser, place(office))
    assert "联合党支部" in page_of(browser, place(office, "close/"))
    answer = browser.post(place(office, "close/"))
    assert answer.status_code == 200
    assert "联合党支部" in answer.content.decode()
    assert not MilestoneRecord.objects.exists()


def test_after_preparation_the_roll_is_not_closed_again(office: Office, as_role: SignedIn) -> None:
    add_members(office.election, 9)
    close_roll(office.election, actor=office[Role.COMMUNITY_CLERK])
    office.election.phase = Phase.MOBILISATION
    office.election.save()
    browser = as_role(Role.COMMUNITY_CLERK)
    for path in ("close/", "import/", "add/"):
        assert "现在不能办理" in page_of(browser, place(office, path), status=409)


def test_the_page_of_a_person_says_which_rights_and_why_not(office: Office, as_role: SignedIn) -> None:
    [member] = add_members(office.election, 1, suspension="party_probation", suspended_from=date(2026, 1, 1))
    page = page_of(as_role(Role.COMMUNITY_CLERK), place(office, f"{member.pk}/"))
    assert "留党察看" in page
    [police] = add_members(office.election, 1, part_time=True, may_vote=False, may_stand=False)
    page = page_of(as_role(Role.COMMUNITY_CLERK), place(office, f"{police.pk}/"))
    assert "就兼职委员人选向上级报送请示" in page
