"""A secretary who becomes a nominee loses what touches the own candidacy; the clerk does it instead."""

import pytest

from elections.models import RollEntry
from elections.permissions import Role
from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.desk import Desk, Story
from tests.e2e.story.open_nomination import label, open_the_round, place
from tests.e2e.story.people import those_who_may_stand
from tests.e2e.story.steps import be_in

BARRED = "您是本次选举的推荐人选"


@pytest.fixture
def told(story: Story) -> Story:
    story_at(story, Phase.OPEN_NOMINATION)
    be_in(story, Phase.OPEN_NOMINATION)
    open_the_round(story)
    return story


def nominate(desk: Desk, story: Story, entry: RollEntry) -> Desk:
    desk.go(place(story)).follow("个人自荐").fill("人选", label(entry)).choose("职位", "书记")
    return desk.press("登记推荐表").says(f"已登记：{entry.name}")


def consent(story: Story, entry: RollEntry) -> None:
    """The clerk names the secretary's account with the consent."""
    clerk = story.by(Role.COMMUNITY_CLERK).go(place(story)).follow(f"登记本人同意 {entry.name}")
    clerk.choose("本人的工作账号", str(story.account(Role.COMMUNITY_SECRETARY))).press("登记本人同意").says("已登记本人同意。")


def test_a_secretary_who_becomes_a_nominee_loses_what_he_must(told: Story) -> None:
    own, other, third = list(those_who_may_stand(told.election))[:3]
    secretary = nominate(told.by(Role.COMMUNITY_SECRETARY), told, own)
    nominate(secretary, told, other)
    consent(told, own)

    secretary.go(place(told)).says(BARRED)
    for act in ("个人自荐", "联名推荐", "组织推荐"):
        assert secretary.page.get_by_role("link", name=act, exact=True).count() == 0
    assert secretary.page.get_by_role("link", name="登记本人同意").count() == 0
    secretary.go(place(told) + "sheets/self/").says("请由社区党务工作者代办")
    secretary.go(f"/desk/e/{told.code}/notices/").says(BARRED)
    assert secretary.page.get_by_role("link", name="发布").count() == 0

    nominate(told.by(Role.COMMUNITY_CLERK), told, third)
    clerk = told.by(Role.COMMUNITY_CLERK).go(place(told)).follow(own.name)
    clerk.follow("登记退出").fill("原因", "本人不再参选").press("登记退出").says("已登记退出。")
    nominate(told.by(Role.COMMUNITY_SECRETARY), told, list(those_who_may_stand(told.election))[4])
    assert BARRED not in told.by(Role.COMMUNITY_SECRETARY).go(place(told)).page.inner_text("main")
