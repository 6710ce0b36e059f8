"""The hall in the browser: a meeting is opened, two desks check in at once, a station left alone locks, the wall survives the server."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from elections.models import CheckIn
from elections.permissions import Role
from elections.queries.check_in import Person, people_of
from elections.rules.phases import Phase
from tests.e2e.conftest import Visit, story_at
from tests.e2e.story.desk import Story
from tests.e2e.story.hall import host, next_meeting, open_meeting, projector, session
from tests.e2e.story.hall import open_session as open_in_browser
from tests.e2e.story.steps import be_in
from tests.factories.office import PASSWORD


@pytest.mark.trial  # the whole story walks it too
@pytest.mark.parametrize("preset", ["street-community", "regulation-2020", "village"])
def test_a_meeting_is_opened_in_the_hall(story: Story, preset: str) -> None:
    story_at(story, Phase.MEETING, preset)
    open_meeting(story)
    sitting = session(story)
    assert sitting.quorum_declared_at is not None
    assert sitting.meeting.method_decision_id is not None
    assert sitting.meeting.officials_decision_id is not None
    assert len(story.kept["pin"]) == 6
    assert sitting.speeches.count() == 2


def test_the_desks_of_a_session(story: Story, visit: Visit, settings: Any) -> None:
    """One session for all of it: to bring a meeting about takes long."""
    sitting = session_sits(story)
    the_wall_keeps_its_last_picture_and_comes_back(sitting)
    two_desks_check_the_same_person_in(sitting)
    what_is_typed_stays_while_the_head_count_changes(sitting)
    without_javascript_everybody_can_be_checked_in(sitting, visit)
    a_station_left_alone_locks_and_opens_where_it_was(sitting, settings)
    a_locked_station_opens_no_other_page(sitting)


def session_sits(story: Story) -> Story:
    """Nobody is here yet."""
    story_at(story, Phase.MEETING)
    story.wait_until(next_meeting(story).starts_at)
    be_in(story, Phase.MEETING)
    open_in_browser(story)
    return story


def somebody(sitting: Story) -> Person:
    """An elector who is not here yet."""
    here = set(CheckIn.objects.here().values_list("entry", flat=True))
    return next(person for person in people_of(session(sitting)) if person.is_elector and person.entry.pk not in here)


def two_desks_check_the_same_person_in(sitting: Story) -> None:
    person = somebody(sitting)
    address = f"/desk/e/{sitting.code}/hall/check-in/?q={person.entry.number}"
    one, other = sitting.by(Role.CHECK_IN_CLERK).go(address), sitting.by(Role.COMMUNITY_CLERK).go(address)
    one.press(f"签到 {person.entry.name}").says(f"{person.entry.name}已签到。")
    other.press(f"签到 {person.entry.name}").says("已有人先一步办理")
    assert CheckIn.objects.here().filter(entry=person.entry).count() == 1


def what_is_typed_stays_while_the_head_count_changes(sitting: Story) -> None:
    clerk = sitting.by(Role.CHECK_IN_CLERK).go(f"/desk/e/{sitting.code}/hall/check-in/")
    clerk.page.get_by_role("searchbox").fill("尚未输完")
    person = somebody(sitting)
    sitting.by(Role.COMMUNITY_CLERK).go(f"/desk/e/{sitting.code}/hall/check-in/?q={person.entry.number}").press(f"签到 {person.entry.name}")
    expect(clerk.page.locator(".heads-count b")).to_have_text("2", timeout=10_000)
    expect(clerk.page.get_by_role("searchbox")).to_have_value("尚未输完")


def without_javascript_everybody_can_be_checked_in(sitting: Story, visit: Visit) -> None:
    person = somebody(sitting)
    page = visit("/sign-in/", javascript=False)
    page.get_by_label("用户名").fill(sitting.account(Role.CHECK_IN_CLERK).username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.goto(f"/desk/e/{sitting.code}/hall/check-in/")
    page.get_by_role("searchbox").fill(person.entry.name)
    page.get_by_role("button", name="查找").click()
    page.get_by_role("button", name=re.compile(f"^签到 {person.entry.name}")).first.click()
    expect(page.get_by_role("main")).to_contain_text(f"{person.entry.name}已签到。")


def a_station_left_alone_locks_and_opens_where_it_was(sitting: Story, settings: Any) -> None:
    settings.HALL_IDLE_SECONDS = 3
    clerk = sitting.by(Role.CHECK_IN_CLERK).go(f"/desk/e/{sitting.code}/hall/check-in/")
    clerk.page.get_by_role("searchbox").fill("陈")
    cover = clerk.page.get_by_role("dialog")
    expect(cover).to_be_visible(timeout=15_000)
    expect(clerk.page.get_by_role("searchbox")).to_be_hidden()
    clerk.fill("密码", "不对的密码").press("解锁")
    expect(cover.get_by_role("alert")).to_have_text("密码不对。")
    settings.HALL_IDLE_SECONDS = 3600
    clerk.fill("密码", PASSWORD).press("解锁")
    expect(cover).to_be_hidden()
    expect(clerk.page.get_by_role("searchbox")).to_have_value("陈")
    clerk.go(f"/desk/e/{sitting.code}/hall/check-in/").says("最近签到")


def a_locked_station_opens_no_other_page(sitting: Story) -> None:
    desk = host(sitting)
    desk.press("立即锁屏")
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    desk.page.wait_for_timeout(500)
    desk.go("/desk/").says("本岗位已锁屏")
    desk.fill("密码", PASSWORD).press("解锁")
    desk.page.wait_for_url("**/desk/**")


def the_wall_keeps_its_last_picture_and_comes_back(sitting: Story) -> None:
    wall = projector(sitting)
    expect(wall.page.locator(".wall-count b")).to_have_text("0")
    wall.page.route("**/projector/picture/", lambda route: route.abort())
    expect(wall.page.locator("#wall-away")).to_contain_text("连接中断", timeout=10_000)
    expect(wall.page.locator(".wall-count b")).to_have_text("0")
    wall.page.unroute("**/projector/picture/")
    expect(wall.page.locator("#wall-away")).to_be_hidden(timeout=10_000)
    sitting.errors[:] = [error for error in sitting.errors if "ERR_FAILED" not in error]
