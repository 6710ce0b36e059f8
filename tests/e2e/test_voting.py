"""Electronic ballots on the spot: cast with codes from slips in browsers that are nobody's, counted when the round is closed."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from elections.models import Ballot, BallotCode, BallotRound
from elections.permissions import Role
from elections.queries.counts import round_totals
from elections.rules.method import ElectionMethod
from elections.services.rounds import BoxCount, close_round, issue_ballot, open_round
from tests.e2e.conftest import Visit, sign_in
from tests.e2e.looking import PHONE, judge
from tests.factories.hall import Hall, approve, hall

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def voting() -> tuple[Hall, BallotRound]:
    at = hall(preset="regulation-2020")
    approve(at.office, "electronic_ballot")
    at.open(method=ElectionMethod(ballot="list"))
    opened = open_round(at.session, ["committee"], actor=at[Role.HOST], printed=0, medium="electronic")
    return at, opened


def slips(at: Hall, opened: BallotRound, visit: Visit) -> list[str]:
    """As the ballot desk prints them: on the screen this once."""
    page = visit()
    sign_in(page, at.office, Role.BALLOT_DESK)
    page.goto(f"/desk/e/{at.election.code}/hall/rounds/{opened.pk}/codes/")
    page.get_by_label("张数").fill("4")
    page.get_by_role("button", name="生成投票码").click()
    page.locator(".slip-code").first.wait_for()
    return [text.replace(" ", "") for text in page.locator(".slip-code").all_inner_texts()]


def voter(browser: Browser, live_server: LiveServer, path: str, *, javascript: bool = True) -> Page:
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, java_script_enabled=javascript)
    page = context.new_page()
    page.goto(path)
    return page


def mark(page: Page, name: str, word: str) -> None:
    page.get_by_role("group", name=name).get_by_text(word, exact=True).click()


def cast(page: Page) -> None:
    page.get_by_role("button", name="核对我的选择").click()
    page.get_by_role("button", name="投出选票").click()
    page.get_by_text("选票已投出").wait_for()
    assert page.context.cookies() == []


def test_three_electronic_ballots_are_cast_and_counted(
    browser: Browser, live_server: LiveServer, visit: Visit, voting: tuple[Hall, BallotRound]
) -> None:
    at, opened = voting
    names = at.names("committee")
    codes = slips(at, opened, visit)
    issue_ballot(opened, at.members[:3], actor=at[Role.BALLOT_DESK])

    scanned = voter(browser, live_server, f"/v/#{codes[0]}")  # the code behind the # goes into the form by itself
    scanned.get_by_role("heading", name="选票").wait_for()
    assert codes[0] not in scanned.url
    judge(scanned)
    for name in names[:6]:
        mark(scanned, name, "赞成")
    assert "超过应选人数" in scanned.locator(".booth-chosen").inner_text()
    scanned.get_by_role("button", name="核对我的选择").click()
    scanned.get_by_role("alert").get_by_text("6").wait_for()
    mark(scanned, names[5], "不赞成")
    scanned.get_by_role("button", name="核对我的选择").click()
    scanned.get_by_role("heading", name="请核对").wait_for()
    judge(scanned)
    scanned.get_by_role("button", name="返回修改").click()
    cast(scanned)

    typed = voter(browser, live_server, "/v/")
    judge(typed)
    typed.get_by_label("投票码").fill("WRONG-CODE")
    typed.get_by_role("button", name="进入选票").click()
    typed.get_by_text("投票码", exact=False).first.wait_for()
    typed.get_by_label("投票码").fill(codes[1].lower())
    typed.get_by_role("button", name="进入选票").click()
    mark(typed, names[0], "赞成")
    cast(typed)

    plain = voter(browser, live_server, "/v/", javascript=False)
    plain.get_by_label("投票码").fill(codes[2])
    plain.get_by_role("button", name="进入选票").click()
    mark(plain, names[0], "不赞成")
    plain.locator("summary").click()
    plain.get_by_label("姓名1").fill(at.members[-1].name)
    cast(plain)

    assert (Ballot.objects.count(), BallotCode.objects.count()) == (3, 1)
    close_round(opened, BoxCount(), actor=at[Role.HOST])
    found = round_totals(BallotRound.objects.get(pk=opened.pk))["committee"]
    assert (found.valid, found.names[names[0]].in_favour, found.names[names[0]].against) == (3, 2, 1)
    assert [found.names[name].in_favour for name in names[1:6]] == [1, 1, 1, 1, 0]
    assert dict(found.write_ins) == {at.members[-1].name: 1}
