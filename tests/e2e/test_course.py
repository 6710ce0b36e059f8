from elections.permissions import Role
from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.desk import Story


def test_the_approver_reopens_a_step_and_postpones(story: Story) -> None:
    story_at(story, Phase.OPEN_NOMINATION)
    approver = story.by(Role.STREET_APPROVER).go(f"/desk/e/{story.code}/course/")
    approver.follow("退回上一步").fill("原因", "公告有误").press("退回上一步").says("已退回上一步。")
    approver.follow("延期选举").fill("延期至", "2026-07-18").fill("原因", "上级批准延期").press("延期").says("选举已延期。")
    story.by(Role.COMMUNITY_CLERK).go(f"/desk/e/{story.code}/course/reopen/").says("没有办理权限")
