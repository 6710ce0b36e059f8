from elections.permissions import Role
from elections.rules.phases import Phase
from tests.e2e.conftest import story_at
from tests.e2e.story.desk import Story
from tests.e2e.story.requests import approve, send_back, submit

TITLE = "关于召开换届选举大会的请示"


def test_a_request_comes_back_is_mended_and_approved(story: Story) -> None:
    story_at(story, Phase.CANDIDACY)
    submit(story, "召开选举大会", TITLE, number="文社委〔2026〕8号")
    send_back(story, TITLE, "请写明会议地点。")
    clerk = story.by(Role.COMMUNITY_CLERK).go(f"/desk/e/{story.code}/decisions/")
    clerk.follow(TITLE).says("请写明会议地点。").follow("修改后重新报送").says("请写明会议地点。")
    clerk.fill("请示正文", "拟于5月16日在社区礼堂召开。").press("报送上级").says("等待上级答复")
    approve(story, TITLE, "文委〔2026〕31号")
    clerk.go(f"/desk/e/{story.code}/decisions/").says("文委〔2026〕31号")
    clerk.page.get_by_role("link", name=TITLE).first.click()
    clerk.settle().says("拟于5月16日在社区礼堂召开。").press("生成请示文稿").says("已列入文书")
    story.print_papers()
    clerk.page.reload()
    clerk.says("文稿：")


def test_minutes_are_recorded_and_corrected(story: Story) -> None:
    story_at(story, Phase.MOBILISATION)
    clerk = story.by(Role.COMMUNITY_CLERK).go(f"/desk/e/{story.code}/decisions/").follow("登记会议记录")
    clerk.choose("会议", "社区党组织委员会").fill("表决事项", "研究动员安排").fill("会议地点", "社区会议室").fill("主持人", "王建国")
    clerk.fill("应到", "5").fill("实到", "6").fill("赞成", "5").fill("决议内容", "同意动员安排。").press("登记")
    clerk.says("6").fill("实到", "5").press("登记").says("会议记录已登记。")
    clerk.follow("研究动员安排").says("同意动员安排。").follow("更正会议记录")
    clerk.fill("不赞成", "1").fill("赞成", "4").fill("更正原因", "计票笔误").press("更正会议记录").says("会议记录已更正。")
    clerk.says("计票笔误")
