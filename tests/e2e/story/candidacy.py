"""走访, 承诺, 酝酿, 候选人名单 and what the meeting needs, in the browser, until the morning of the meeting."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from elections.models import Meeting, RollEntry
from elections.permissions import Role
from elections.queries.meeting_dates import date_issues, is_rest_day, of_term_issues
from elections.queries.meetings import main_meeting, who_may_serve
from elections.rules.phases import Phase
from nominations.queries.deliberations import branch_lines
from nominations.queries.lists import finalists
from nominations.queries.pledges import choices_of, concerns_of
from nominations.rehearsal.scans import scan
from tests.e2e.story.desk import Story
from tests.e2e.story.steps import advance, be_in
from tests.e2e.story.vetting import wait_for_notice

CONCERNS = (("民生", "老旧小区加装电梯推进慢"), ("党建", "楼道支部活动场地不足"), ("能力期望", "希望社区多协调物业矛盾"))
OFFICIALS = ("总监票人", "监票人", "计票人", "计票人", "唱票人")
PREPARATIONS = ("预备会议", "选票填写培训", "工作人员预演", "资料装袋")


def walk_candidacy(story: Story) -> None:
    be_in(story, Phase.CANDIDACY)
    visit(story)
    take_up_concerns(story)
    train_speeches(story)
    sign_pledges(story)
    publish(story)
    deliberate(story)
    wait_for_notice(story, 3)
    settle_the_slate(story)
    convene(story)
    prepare(story)
    propose_officials(story)
    prove_the_ballots(story)
    story.wait_until(main(story).starts_at - timedelta(minutes=30))
    advance(story)


def place(story: Story) -> str:
    return f"/desk/e/{story.code}/candidacy/"


def meeting_place(story: Story) -> str:
    return f"/desk/e/{story.code}/meeting/"


def visit(story: Story) -> None:
    """The visit with what was heard on it; one more concern comes by letter."""
    clerk = story.by(Role.COMMUNITY_CLERK).go(place(story)).follow("登记走访")
    clerk.fill("走访地点", "一至六幢").fill("走访户数", "36")
    for row, (kind, text) in enumerate(CONCERNS[:2], 1):
        clerk.choose(f"类别，第{row}行", kind).fill(f"群众关切，第{row}行", text)
    clerk.press("登记走访情况").says("走访已登记。").says(CONCERNS[0][1]).correct("一至六幢", "走访户数", "38")
    kind, text = CONCERNS[2]
    clerk.follow("登记群众关切").fill("群众关切，第1行", text).press("登记关切").says("请选择类别。")
    clerk.choose("类别，第1行", kind).press("登记关切").says("群众关切已登记。").says(text)


def take_up_concerns(story: Story) -> None:
    """Somebody takes up one too many and gives it back."""
    heard = concerns_of(story.election)
    clerk = story.by(Role.COMMUNITY_CLERK)
    for number, nominee in enumerate(finalists(story.election)):
        clerk.go(f"{place(story)}{nominee.pk}/concerns/")
        boxes = clerk.page.get_by_role("checkbox")
        boxes.nth(number % len(heard)).check()
        if number == 0:
            boxes.nth(1).check()
            clerk.press("选定所勾选的关切").says("已选定2条关切").go(f"{place(story)}{nominee.pk}/concerns/")
            clerk.page.get_by_role("checkbox").nth(1).uncheck()
        clerk.press("选定所勾选的关切").says("已选定1条关切")


def train_speeches(story: Story) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK).go(place(story)).follow("登记演讲培训")
    clerk.choose("培训类型", "模拟竞职演讲").fill("指导老师", "市委党校老师").fill("地点", "街道报告厅")
    people = finalists(story.election)
    for nominee in people:
        clerk.tick(f"{nominee.entry.name} 参加")
    clerk.press("登记培训").says("须填写点评意见")
    for nominee in people:
        clerk.fill(f"{nominee.entry.name} 点评", "目标具体，注意时间。")
    clerk.press("登记培训").says("培训已登记。")


def sign_pledges(story: Story) -> None:
    """The first one is printed before; without the scan nothing is recorded."""
    clerk = story.by(Role.COMMUNITY_CLERK).go(place(story)).press("打印待签", exact=False).says("已列入文书")
    for number, nominee in enumerate(finalists(story.election)):
        clerk.go(f"{place(story)}{nominee.pk}/pledge/")
        for choice in choices_of(nominee):
            clerk.fill(f"对“{choice.concern.text}”的承诺", f"任期内推动解决：{choice.concern.text}")
        clerk.fill("其他承诺1", "每月接待居民一次，公开办理结果")
        clerk.attach("签名材料扫描件", "承诺书.jpg", scan(f"{story.code} pledge {number}"))
        clerk.press("登记承诺书").says("承诺书已登记")


def publish(story: Story) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK).go(place(story)).follow("公开承诺")
    clerk.says("不能重新签订").press("公开承诺").says("承诺已公开。")


def deliberate(story: Story) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK)
    for line in branch_lines(story.election):
        clerk.go(f"{place(story)}deliberations/{line.key}/")
        clerk.fill("参加人数", "8").fill("酝酿意见", "一致同意。").press("登记酝酿").says("酝酿情况已登记")
    clerk.says("均已酝酿")


def settle_the_slate(story: Story) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK).go(place(story)).follow("确定名单")
    clerk.fill("未达到班子结构要求的说明", "兼顾班子结构").press("确定名单").says("候选人名单已确定。")


def convene(story: Story) -> None:
    """On the planned day, or the next rest day against which nothing stands, on time for the term."""
    starts_at = datetime.combine(meeting_day(story), time(9), timezone.get_current_timezone())
    clerk = story.by(Role.COMMUNITY_CLERK).go(meeting_place(story)).follow("召集会议")
    clerk.fill("开始时间", starts_at.strftime("%Y-%m-%dT%H:%M")).fill("地点", "文化家园").fill("主持人", "张建国")
    clerk.press("召集").says("会议已召集。").says("休息日")
    clerk.follow("改期", exact=False).fill("地点", "文化家园礼堂").fill("原因", "场地调整").press("改期").says("会议已改期。")


def meeting_day(story: Story) -> date:
    election, now = story.election, story.now
    day = election.meeting_on or timezone.localdate(now) + timedelta(days=1)
    while (
        day <= timezone.localdate(now)
        or not is_rest_day(election, day)
        or [*date_issues(election, day, now), *of_term_issues(election, day)]
    ):
        day += timedelta(days=1)
    return day


def prepare(story: Story) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK)
    for kind in PREPARATIONS:
        clerk.go(meeting_place(story)).follow("登记会前准备").choose("准备事项", kind).fill("地点", "社区会议室")
        clerk.fill("参加人数", "12").press("登记准备情况").says("会前准备已登记。")


def propose_officials(story: Story) -> None:
    """A candidate is refused; then electors who are none."""
    meeting = main(story)
    people = who_may_serve(meeting)
    candidate = RollEntry.objects.filter(candidacies__contest__election=story.election).order_by("pk")[0]
    clerk = story.by(Role.COMMUNITY_CLERK).go(meeting_place(story)).follow("提名监票人、计票人")
    for row, entry in enumerate([candidate, *people[1 : len(OFFICIALS)]], 1):
        clerk.fill(f"姓名或名册序号，第{row}行", f"{entry.number} {entry.name}")
    clerk.press("提名").says("或者是候选人").fill("姓名或名册序号，第1行", str(people[0].number))
    clerk.press("提名").says("工作人员名单已提名。").says(people[0].name)


def prove_the_ballots(story: Story) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK).go(meeting_place(story))
    clerk.press("制作选票清样").says("选票清样已制作").says("清样已制作")
    officer = story.by(Role.STREET_OFFICER).go(meeting_place(story)).follow("审定选票清样")
    officer.says("清样已制作").press("审定选票清样").says("选票清样已审定。")


def main(story: Story) -> Meeting:
    found = main_meeting(story.election)
    assert found is not None
    return found
