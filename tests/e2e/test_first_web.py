"""First stories in a real browser: the officer at the desk, the visitor without JavaScript, the observer who checks alone."""

import re

import pytest
from playwright.sync_api import Dialog, expect

from elections.models import Account, Notice
from elections.permissions import Role
from elections.rules.acts import Milestone
from elections.rules.audit_chain import verify
from elections.services.accounts import create_account
from elections.services.requests import submit_request
from tests.e2e.story.desk import Story
from tests.elections.views.test_board import issued
from tests.factories.office import Office, add_members, another_community, reach_milestone

from .conftest import SIZES, Visit, sign_in
from .looking import judge


@pytest.fixture
def full_office(office: Office) -> Office:
    """Something on every page."""
    other = another_community(office)
    add_members(office.election, 12)
    for election, number in ((office.election, 2), (other, 1)):
        notice = issued(office, election, number)
        notice.people = [{"entry": 1, "name": "丁建国", "sex": "male", "birth": "1970-02", "education": "college", "posts": ["secretary"]}]
        notice.report_to = {"office": "街道组织科", "telephone": "0571-0000"}
        notice.save()
    submit_request(office.election, "plan", actor=office[Role.COMMUNITY_SECRETARY], title="关于换届方案的请示", text="请批示。")
    return office


def test_a_street_officer_goes_from_the_board_to_the_next_step(visit: Visit, office: Office) -> None:
    issued(office, office.election, number=1, days=-1)
    issued(office, office.election, number=2, days=-1)
    reach_milestone(office.election, Milestone.VETTING_CERTIFIED, office[Role.STREET_OFFICER])
    page = visit("/desk/")
    sign_in(page, office, Role.STREET_OFFICER)
    expect(page.get_by_role("heading", level=1)).to_have_text("文晖街道换届总览")
    page.get_by_role("link", name="京都苑社区").first.click()
    page.get_by_role("button", name="进入“党工委差额票决”").click()
    expect(page.get_by_role("status")).to_contain_text("已进入“党工委差额票决”。")
    expect(page.locator(".phases-wide [aria-current=step]")).to_contain_text("党工委差额票决")


def test_the_board_filters_while_typing_and_without_javascript(visit: Visit, full_office: Office) -> None:
    typing = visit("/sign-in/")
    sign_in(typing, full_office, Role.STREET_OFFICER)
    typing.get_by_label("社区", exact=True).press_sequentially("和平", delay=20)
    expect(typing.locator(".board tbody tr")).to_have_count(1)
    plain = visit("/sign-in/", javascript=False)
    sign_in(plain, full_office, Role.STREET_OFFICER)
    plain.get_by_label("社区", exact=True).fill("和平")
    plain.get_by_role("button", name="筛选").click()
    expect(plain.locator(".board tbody tr")).to_have_count(1)


def test_back_after_a_search_shows_the_whole_page(visit: Visit, full_office: Office) -> None:
    page = visit("/sign-in/")
    sign_in(page, full_office, Role.STREET_OFFICER)
    page.goto(f"/desk/e/{full_office.election.code}/roll/")
    for typed, wanted in (("1", "text=1&"), ("2", "text=12&")):
        page.get_by_label("姓名、拼音首字母或序号").press_sequentially(typed)
        expect(page).to_have_url(re.compile(wanted))
    with page.expect_response(re.compile("text=1&")):
        page.go_back()
    page.wait_for_timeout(300)  # until what came is on the page
    expect(page.locator("#people tbody tr")).to_have_count(1)
    expect(page.get_by_role("navigation").first).to_be_visible()
    expect(page.get_by_label("姓名、拼音首字母或序号")).to_be_visible()


def test_a_list_prints_as_a_table_on_the_width_of_a_sheet_and_as_cards_on_a_phone(visit: Visit, full_office: Office) -> None:
    page = visit("/sign-in/", size="phone")
    sign_in(page, full_office, Role.STREET_OFFICER)
    page.goto(f"/desk/e/{full_office.election.code}/mobilisation/contacts/print/")
    row, room = page.locator("#main tbody tr").first, page.locator("#main tbody .to-write").first
    assert row.evaluate("row => getComputedStyle(row).display") == "block"
    page.emulate_media(media="print")
    assert row.evaluate("row => getComputedStyle(row).display") == "table-row"
    assert room.bounding_box()["height"] > 50  # type: ignore[index]  # 14 mm: a line or two of handwriting


def test_an_approver_answers_a_request(visit: Visit, full_office: Office) -> None:
    page = visit("/sign-in/")
    sign_in(page, full_office, Role.STREET_APPROVER)
    page.get_by_role("link", name="关于换届方案的请示").click()
    page.get_by_label("批复内容").fill("同意。")
    page.get_by_role("button", name="批复", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("批复须填写文号。")
    expect(page.get_by_label("批复内容")).to_have_value("同意。")
    page.get_by_label("批复文号").fill("文街工委〔2026〕12号")
    page.get_by_role("button", name="批复", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("已答复")


@pytest.mark.parametrize("size", SIZES)
def test_a_visitor_reads_a_notice_without_javascript(visit: Visit, full_office: Office, size: str) -> None:
    page = visit("/", size=size, javascript=False)
    page.get_by_role("link", name="京都苑社区初步人选公示").click()
    expect(page.get_by_role("rowheader", name="丁建国")).to_be_visible()
    page.get_by_role("link", name="京都苑社区", exact=True).click()
    page.get_by_role("link", name="办理情况和操作留痕下载").click()
    with page.expect_download() as loading:
        page.get_by_role("link", name="下载操作留痕").click()
    assert verify(loading.value.path().read_bytes()).exit_code == 0


def test_an_observer_exports_what_can_be_checked_alone(visit: Visit, full_office: Office) -> None:
    page = visit("/sign-in/")
    sign_in(page, full_office, Role.OBSERVER)
    page.get_by_role("link", name="京都苑社区").click()
    code = page.locator(".check-code").inner_text().replace(" ", "")
    with page.expect_download() as loading:
        page.get_by_role("button", name="导出操作留痕").click()
    exported = loading.value.path().read_bytes()
    assert verify(exported, code).code == "intact_head_earlier"
    page.reload()
    assert verify(exported, page.locator(".check-code").inner_text().replace(" ", "")).code == "intact"


def test_a_first_sign_in_with_a_paper_slip_by_keyboard_alone(visit: Visit, office: Office) -> None:
    account, code = create_account(office.street, actor=office[Role.SECURITY_ADMINISTRATOR], username="fresh", display_name="新同志")
    page = visit("/sign-in/first/")
    expect(page.get_by_label("用户名")).to_be_focused()
    for text in ("fresh", code, "a-very-long-password", "a-very-long-password"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的职责")
    assert Account.objects.get(pk=account.pk).first_sign_in_code == ""


def test_the_first_tab_leads_to_the_content(visit: Visit, full_office: Office) -> None:
    page = visit("/verify/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_the_language_changes_and_comes_back_to_the_same_page(visit: Visit, full_office: Office) -> None:
    page = visit("/verify/", javascript=False)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How to check the record yourself")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("自行核验操作留痕的方法")


def test_a_half_filled_form_is_left_only_by_whoever_says_so(visit: Visit, office: Office) -> None:
    page = visit("/sign-in/")
    sign_in(page, office, Role.SYSTEM_ADMINISTRATOR)
    page.goto(f"/desk/office/organisations/{office.street.pk}/add/")
    address, asked = page.url, []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_label("全称").fill("和平苑社区")
    page.get_by_label("地址简称").fill("He Ping")
    page.get_by_role("link", name="公开页面").click()
    expect(page).to_have_url(address)
    page.get_by_role("button", name="添加", exact=True).click()
    expect(page.get_by_text("代码“He Ping”不合格式")).to_be_visible()
    assert asked == ["beforeunload"], "sending it is no leaving"
    page.get_by_role("button", name="English").click()
    expect(page.get_by_label("全称")).to_have_value("和平苑社区")
    assert asked == ["beforeunload", "beforeunload"], "what came back refused is asked about, too"
    page.get_by_label("地址简称").fill("heping")
    page.get_by_role("button", name="添加", exact=True).click()
    page.get_by_role("link", name="公开页面").click()
    expect(page).not_to_have_url(re.compile("/desk/"))
    assert len(asked) == 2


def test_a_foreign_host_fails_a_story(story: Story) -> None:
    """The stories do not look at each request: the policy of the pages says in the console what it refused."""
    page = story.visitor().go("/").page
    with page.expect_console_message(lambda message: message.type == "error"):
        page.evaluate("new Image().src = 'https://example.org/x.png'")
    assert any("example.org" in error for error in story.errors)
    story.errors.clear()


def test_public_pages_are_accessible(visit: Visit, full_office: Office) -> None:
    code = full_office.election.code
    notice = Notice.objects.get(election=full_office.election)
    page = visit("/")
    for path in ("/", f"/e/{code}/", f"/e/{code}/notices/{notice.pk}/", f"/e/{code}/record/", "/verify/", "/sign-in/", "/sign-in/first/"):
        page.goto(path)
        judge(page)


def test_everybody_may_read_in_large_text(visit: Visit, full_office: Office) -> None:
    page = visit(f"/e/{full_office.election.code}/", size="phone")
    before = page.locator("h1").bounding_box()
    page.get_by_role("button", name="大字").click()
    after = page.locator("h1").bounding_box()
    assert before and after and after["height"] > before["height"]
    judge(page)
    page.goto("/")
    judge(page)
    page.get_by_role("button", name="标准字号").click()
    expect(page.get_by_role("button", name="大字")).to_be_visible()


@pytest.mark.parametrize(
    ("role", "paths"),
    [
        (Role.STREET_OFFICER, ("/desk/e/{code}/acts/", "/password/")),
        (Role.STREET_APPROVER, ("/desk/e/{code}/requests/{request}/",)),
        (Role.OBSERVER, ("/desk/e/{code}/record/",)),
        (Role.TELLER, ("/desk/",)),
    ],
)
def test_desk_pages_are_accessible_with_the_menu_open(visit: Visit, full_office: Office, role: Role, paths: tuple[str, ...]) -> None:
    page = visit("/sign-in/")
    sign_in(page, full_office, role)
    request = full_office.election.requests.get()
    for path in paths:
        page.goto(path.format(code=full_office.election.code, request=request.pk))
        page.locator(".menu summary").last.press("Enter")  # by keyboard: after a click no focus is shown
        judge(page)
