import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from elections.models import AuditEvent, Contact, RollEntry
from elections.permissions import Role
from elections.rules.phases import Phase
from elections.services.mobilisation import Attempt, record_contact
from tests.factories.office import Office, add_members, another_community, office_with_election

from .conftest import SignedIn

HEAD = {"manner": "telephone", "by_name": "社工小王"}


@pytest.fixture
def office(db: None) -> Office:
    return office_with_election(phase=Phase.MOBILISATION)


@pytest.fixture
def members(office: Office) -> list[RollEntry]:
    first = add_members(office.election, 3, branch_name="第一党支部", address="流水苑12幢1单元", telephone="13800001111")
    add_members(office.election, 1, membership="none", capacities=["resident_representative"], name="居民代表某")
    return first + add_members(office.election, 2, branch_name="第二党支部", address="流水苑9幢")


def address(office: Office, path: str = "") -> str:
    return f"/desk/e/{office.election.code}/mobilisation/contacts/{path}"


def page_of(browser: Client, where: str, **asked: str) -> str:
    answer = browser.get(where, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def row(entry: RollEntry, **typed: str) -> dict[str, str]:
    return {f"row-{entry.pk}-{name}": value for name, value in typed.items()}


def reach(office: Office, *entries: RollEntry, **more: object) -> None:
    attempts = [Attempt(entry=entry, manner="telephone", reached=True, by_name="社工", **more) for entry in entries]  # type: ignore[arg-type]
    record_contact(office.election, attempts, actor=office[Role.COMMUNITY_CLERK])


def test_labels_for_the_letters_come_per_branch_or_building(office: Office, members: list[RollEntry], as_role: SignedIn) -> None:
    where = f"/desk/e/{office.election.code}/mobilisation/letters/labels/"
    browser = as_role(Role.COMMUNITY_CLERK)
    page = page_of(browser, where)
    assert [page.count(text) for text in ("流水苑12幢1单元", "流水苑9幢")] == [3, 2]
    assert page.index(">第一党支部</h2>") < page.index(members[2].name) < page.index(">第二党支部</h2>") < page.index(members[4].name)
    assert "居民代表某" not in page
    by_building = page_of(browser, where, by="building")
    assert by_building.index(">流水苑9幢</h2>") < by_building.index(">流水苑12幢</h2>") < by_building.index(members[0].name)
    assert where in page_of(browser, f"/desk/e/{office.election.code}/papers/")
    assert as_role(Role.GUIDANCE_OFFICER).get(where).status_code == 403


def test_a_branch_is_typed_on_one_sheet(office: Office, members: list[RollEntry], as_role: SignedIn) -> None:
    one, two, three, *_rest = members
    browser = as_role(Role.COMMUNITY_CLERK)
    sheet = page_of(browser, address(office, "sheet/1/"))
    assert all(entry.name in sheet for entry in (one, two, three)) and members[3].name not in sheet
    typed = HEAD | {"others_reached": "on"} | row(one, result="not_reached") | row(two, wish="rest_day", away="on", manner="message")
    assert "已登记3名党员。" in browser.post(address(office, "sheet/1/"), typed, follow=True).content.decode()

    found = {contact.entry_id: contact for contact in Contact.objects.all()}
    assert [found[entry.pk].reached for entry in (one, two, three)] == [False, True, True]
    assert (found[two.pk].wish, found[two.pk].manner, found[three.pk].manner) == ("rest_day", "message", "telephone")
    two.refresh_from_db()
    assert two.away is True
    assert AuditEvent.objects.filter(verb="record_contact").count() == 1


def test_who_has_no_outcome_is_not_touched_and_half_a_line_is_refused(office: Office, members: list[RollEntry], as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    assert "请至少为一名党员选择联系结果。" in browser.post(address(office, "sheet/1/"), HEAD).content.decode()
    page = browser.post(address(office, "sheet/1/"), HEAD | row(members[0], wish="any")).content.decode()
    assert f"{members[0].name}，联系结果" in page and "请选择是否联系上" in page and "社工小王" in page
    assert not Contact.objects.exists()
    browser.post(address(office, "sheet/1/"), HEAD | row(members[0], result="reached"))
    assert Contact.objects.get().entry == members[0]


def test_what_is_known_of_a_member_stays_where_nothing_new_is_typed(office: Office, members: list[RollEntry], as_role: SignedIn) -> None:
    one = members[0]
    reach(office, one, needs_fetching=True)
    browser = as_role(Role.COMMUNITY_CLERK)
    assert f'name="row-{one.pk}-needs_fetching"' in page_of(browser, address(office, "sheet/1/"))
    browser.post(address(office, "sheet/1/"), HEAD | row(one, result="not_reached", needs_fetching="on"))
    one.refresh_from_db()
    assert one.needs_fetching is True


def test_one_member_with_the_contacts_so_far(office: Office, members: list[RollEntry], as_role: SignedIn) -> None:
    one, browser = members[0], as_role(Role.COMMUNITY_CLERK)
    reach(office, one, wish="any")
    assert "均可" in page_of(browser, address(office, f"{one.pk}/"))
    typed = HEAD | {"result": "not_reached", "wish": "rest_day"}
    assert "不能填写时间意愿" in browser.post(address(office, f"{one.pk}/"), typed).content.decode()
    browser.post(address(office, f"{one.pk}/"), HEAD | {"result": "reached", "manner": "visit", "needs_fetching": "on"})
    assert Contact.objects.filter(entry=one).count() == 2


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 5),
        ({"branch": "第二党支部"}, 2),
        ({"building": "流水苑12幢"}, 3),
        ({"state": "reached"}, 1),
        ({"state": "not_tried"}, 4),
        ({"need": "fetching"}, 1),
        ({"need": "any"}, 1),
        ({"by_name": "社工"}, 1),
        ({"text": "没有这个人"}, 0),
    ],
)
def test_the_list_is_searched_and_filtered(
    asked: dict[str, str], count: int, office: Office, members: list[RollEntry], as_role: SignedIn
) -> None:
    reach(office, members[0], wish="any", needs_fetching=True)
    page = page_of(as_role(Role.COMMUNITY_CLERK), address(office), **asked)
    assert page.count('<th scope="row">') == count
    assert ("没有符合条件的党员" in page) is (count == 0)


def test_telephones_are_for_who_keeps_in_touch(office: Office, members: list[RollEntry], as_role: SignedIn) -> None:
    for role, seen in ((Role.COMMUNITY_CLERK, True), (Role.STREET_APPROVER, False), (Role.GUIDANCE_OFFICER, False)):
        for path in ("", "print/"):
            assert ("13800001111" in page_of(as_role(role), address(office, path))) is seen
    assert as_role(Role.GUIDANCE_OFFICER).post(address(office, "export/")).status_code == 403


def test_a_list_is_printed_per_building_and_exported_on_record(office: Office, members: list[RollEntry], as_role: SignedIn) -> None:
    browser = as_role(Role.COMMUNITY_CLERK)
    printed = page_of(browser, address(office, "print/"), by="building")
    assert printed.index("流水苑9幢") < printed.index("流水苑12幢")
    answer = browser.post(address(office, "export/"), {"branch": "第二党支部"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert [line[1].value for line in sheet.iter_rows(min_row=2)] == [entry.name for entry in members[3:]]
    assert AuditEvent.objects.filter(verb="export_list").count() == 1


def test_members_and_sheets_of_another_election_are_not_there(office: Office, members: list[RollEntry], as_role: SignedIn) -> None:
    other = another_community(office)
    officer = as_role(Role.STREET_OFFICER)
    assert officer.get(f"/desk/e/{other.code}/mobilisation/contacts/{members[0].pk}/").status_code == 404
    assert officer.get(f"/desk/e/{other.code}/mobilisation/contacts/sheet/1/").status_code == 404


@pytest.mark.parametrize("role", [Role.STREET_APPROVER, Role.GUIDANCE_OFFICER])
def test_who_only_reads_enters_nothing(role: Role, office: Office, members: list[RollEntry], as_role: SignedIn) -> None:
    assert as_role(role).post(address(office, "sheet/1/"), HEAD | {"others_reached": "on"}).status_code == 403
    assert address(office, "sheet/1/") not in page_of(as_role(role), address(office))


@pytest.mark.parametrize("path", ["", "print/", "sheet/1/"])
def test_the_number_of_queries_does_not_grow(path: str, office: Office, as_role: SignedIn) -> None:
    browser, counted = as_role(Role.COMMUNITY_CLERK), []
    for more in (1, 2, 47):
        reach(office, *add_members(office.election, more, branch_name="第一党支部"))
        with CaptureQueriesContext(connection) as caught:
            page_of(browser, address(office, path))
        counted.append(len(caught))
    assert counted[0] == counted[1] == counted[2]
