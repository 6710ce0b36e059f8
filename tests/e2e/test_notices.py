from datetime import timedelta

import pytest

from elections.models import Notice
from elections.permissions import Role
from elections.queries.notices import closed_rounds
from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.desk import Story
from tests.e2e.story.notices import issue, object_and_rule, page_of, report, rule, standing
from tests.e2e.story.steps import be_in

pytestmark = pytest.mark.xdist_group("notice-stories")  # in one process, so that the way there is played once
DUE_IN = {1: Phase.OPEN_NOMINATION, 2: Phase.VETTING, 3: Phase.COMMITTEE_BALLOT}


@pytest.mark.trial  # the whole story walks it too
@pytest.mark.parametrize(
    ("preset", "number"),
    [
        ("street-community", 1),
        ("street-community", 2),
        ("street-community", 3),
        ("regulation-2020", 1),
        ("regulation-2020", 2),
        ("regulation-2020", 3),
        ("village", 1),
        ("village", 2),
    ],
)
def test_a_round_is_issued_hung_up_and_runs_to_its_end(story: Story, preset: str, number: int) -> None:
    story_at(story, None, preset, notice=number)
    if number == 2:
        be_in(story, DUE_IN[number])
    issue(story, number)
    object_and_rule(story, number)
    assert number in closed_rounds(story.election, story.now)


def test_upheld_on_procedure_the_notice_is_corrected_and_begun_anew(story: Story) -> None:
    story_at(story, None, notice=1)
    first = issue(story, 1)
    report(story, 1, about="程序问题（不针对个人）", matter="宣传栏上的公示被遮挡。")
    rule(story, finding="属实", follows="须重新公示", text="遮挡属实，重新公示。")
    clerk = story.by(Role.COMMUNITY_CLERK).go(page_of(story)).follow(first.title)
    clerk.follow("更正公示").tick("实质性更正：名单按现在的情况重新列出，公示期重新计算").fill("更正原因", "张贴处被遮挡，重新公示")
    clerk.press("预览变动").says("变动内容").press("更正公示").says("公示已更正")
    again = standing(story, 1)
    assert again.pk != first.pk
    assert [row["name"] for row in again.people] == [row["name"] for row in first.people]


def test_a_notice_is_passed_on_and_posted_anew_after_it_was_torn_off(story: Story) -> None:
    story_at(story, None, notice=1)
    first = issue(story, 1)
    the_text_is_copied_and_the_picture_downloaded(story, first)
    story.wait_until(first.opens_at + timedelta(hours=3))
    clerk = story.by(Role.COMMUNITY_CLERK).go(page_of(story)).follow(first.title)
    clerk.follow("登记中断").fill("中断情况", "被大风吹落").press("登记中断").says("中断已登记")
    assert issue(story, 1).pk != first.pk


def the_text_is_copied_and_the_picture_downloaded(story: Story, notice: Notice) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK).go(page_of(story)).follow(notice.title)
    clerk.press("复制文字").says("已复制。")
    with clerk.page.expect_download() as download:
        clerk.page.get_by_role("link", name="下载长图").click()
    assert download.value.suggested_filename == f"{notice.title}.png"
    clerk.follow("制作张贴大样").press("制作张贴大样").says("张贴大样正在生成")
