"""党工委差额票决 in the browser: typed by two people of the street who differ, settled by nobody of the two, confirmed with minutes."""

from elections.permissions import Role
from elections.rules.phases import Phase
from nominations.models import SlipCount
from nominations.queries.committee_ballot import open_ballot
from nominations.queries.slips import contests_on
from tests.e2e.story.desk import Desk, Story
from tests.e2e.story.notices import issue
from tests.e2e.story.people import POSTS
from tests.e2e.story.requests import approve, submit
from tests.e2e.story.steps import advance, be_in

MEMBERS = 9
REQUEST = "关于候选人预备人选的请示"


def walk_committee_ballot(story: Story) -> None:
    """The village has none."""
    if not story.election.rules.committee_ballot:
        return
    be_in(story, Phase.COMMITTEE_BALLOT)
    open_the_ballot(story)
    type_the_count(story)
    confirm(story)
    issue(story, 3)
    approve_reserve(story)
    advance(story)


def place(story: Story) -> str:
    return f"/desk/e/{story.code}/committee-ballot/"


def open_the_ballot(story: Story) -> None:
    """Too few of the committee are no meeting; the figures typed stay."""
    officer = story.by(Role.STREET_OFFICER).go(place(story)).says("本次票决人选").follow("开始差额票决")
    officer.fill("应到会委员", str(MEMBERS)).fill("实到会委员", "5").press("开始票决").says("未达到三分之二（6人）")
    assert officer.field("应到会委员").input_value() == str(MEMBERS)
    officer.fill("实到会委员", str(MEMBERS)).press("开始票决").says("票决已开始。").says("至少6人")
    officer.press("制作票决票").says("已列入文书")


def type_the_count(story: Story) -> None:
    """Two people, each alone; the second sees nothing of the first. What the first one mistyped is set aside before."""
    count = open_ballot(story.election)
    assert count is not None
    officer = story.by(Role.STREET_OFFICER).go(place(story)).follow("录入计票")
    type_figures(officer, count, absent=1)
    officer.press("录入").says("请另一人独立录入").follow("作废本次计票")
    officer.fill("原因", "收回票数看错").press("作废本次计票").says("本次计票已作废").says("收回票数看错").follow("录入计票")
    type_figures(officer, count)
    officer.press("录入").says("请另一人独立录入")
    assert officer.page.get_by_role("link", name="录入计票").count() == 0
    approver = story.by(Role.STREET_APPROVER).go(place(story)).follow("录入计票")
    type_figures(approver, count)
    approver.press("录入").says("两次录入一致").says("票决结果")


def type_figures(desk: Desk, count: SlipCount, *, absent: int = 0) -> None:
    """Everybody chooses as many as there are places: those who stand first. `absent` slips did not come back."""
    returned = MEMBERS - absent
    desk.fill("发出票数", str(MEMBERS)).fill("收回票数", str(returned))
    for contest, found in zip(contests_on(count), count.contests, strict=True):
        post = POSTS[found["post"]]
        desk.fill(f"{post} 有效票", str(returned)).fill(f"{post} 无效票", "0")
        for place, name in enumerate(contest.candidates):
            votes = returned if place < contest.seats else 0
            desk.fill(f"{post} {name} 赞成", str(votes)).fill(f"{post} {name} 不赞成", str(returned - votes))


def confirm(story: Story) -> None:
    officer = story.by(Role.STREET_OFFICER).go(place(story)).follow("确认票决结果").says("列入")
    officer.fill("会议地点", "街道三楼会议室").fill("主持人", "陆建国").press("确认结果").says("预备人选已确定")


def approve_reserve(story: Story) -> None:
    title = f"{REQUEST}（{story.election.community.name}）"
    submit(story, "预备人选", title)
    approve(story, title, "文委〔2026〕26号")
    approver = story.by(Role.STREET_APPROVER).go(f"/desk/e/{story.code}/lists/").follow("确定预备人选")
    approver.press("确定预备人选").says("预备人选已批准。").says("已批准")
