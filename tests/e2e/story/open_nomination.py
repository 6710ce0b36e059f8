"""海推 in the browser: the round, sheets of every channel, nine endorsers and the tenth, consents, a withdrawal, the close, notice 1."""

from datetime import datetime, timedelta

from django.utils import timezone

from elections.models import Contest, Election, RollEntry
from elections.permissions import Role
from elections.rules.phases import Phase
from nominations.models import Endorser, NominationRound, Nominee
from tests.e2e.story.desk import Desk, Story
from tests.e2e.story.notices import issue
from tests.e2e.story.people import POSTS, those_who_may_stand, to_be_nominated
from tests.e2e.story.steps import advance, be_in


def walk_open_nomination(story: Story) -> None:
    be_in(story, Phase.OPEN_NOMINATION)
    open_the_round(story)
    people = to_be_nominated(story.election)
    register_everybody(story, people)
    somebody_withdraws(story)
    record_consents(story)
    story.by(Role.COMMUNITY_CLERK).go(place(story)).says("足够：现有人选可以形成初步人选名单。")
    close_the_round(story)
    story.wait_until(issue(story, 1).closes_at + timedelta(minutes=1))
    advance(story)


def place(story: Story) -> str:
    return f"/desk/e/{story.code}/nomination/"


def minute(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def label(entry: RollEntry) -> str:
    return f"{entry.name}（{entry.number}）"


def open_the_round(story: Story) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK).go(place(story))
    clerk.says("海推尚未开始。").follow("开始海推")
    announced = clerk.field("截止时间").input_value()
    clerk.fill("开始时间", minute(story.now)).fill("截止时间", minute(story.now - timedelta(days=1))).press("开始海推")
    assert clerk.field("截止时间").input_value() == minute(story.now - timedelta(days=1))
    clerk.fill("截止时间", minute(story.now + timedelta(days=1))).press("开始海推").says("早于公告载明的截止时间")
    clerk.fill("截止时间", announced).press("开始海推").says("海推已开始。")


def register_everybody(story: Story, people: dict[Contest, list[RollEntry]]) -> None:
    """The last of each post is proposed jointly, the one before by oneself, all others by a branch."""
    clerk = story.by(Role.COMMUNITY_CLERK)
    by_branch = [(contest, entry) for contest, entries in people.items() for entry in entries[:-2]]
    by_oneself = [(contest, entries[-2]) for contest, entries in people.items() if len(entries) > 1]
    (contest, jointly), *more = [(contest, entries[-1]) for contest, entries in people.items()]
    recommend_by_a_branch(clerk, story, by_branch + more)
    for own, entry in by_oneself:
        clerk.go(place(story)).follow("个人自荐").fill("人选", label(entry)).choose("职位", POSTS[own.post])
        clerk.fill("推荐理由", "热心社区工作").press("登记推荐表").says(f"已登记：{entry.name}")
    nominate_jointly(clerk, story, contest, jointly)


def recommend_by_a_branch(clerk: Desk, story: Story, rows: list[tuple[Contest, RollEntry]]) -> None:
    clerk.go(place(story)).follow("组织推荐").fill("推荐组织", "第一党支部")
    for row, (contest, entry) in enumerate(rows, 1):
        if clerk.page.get_by_label(f"人选，第{row}行").count() == 0:
            clerk.page.get_by_role("button", name="增加一行").click()
        clerk.page.get_by_label(f"人选，第{row}行").fill(label(entry))
        clerk.page.get_by_label(f"职位，第{row}行").select_option(label=POSTS[contest.post])
    clerk.press("登记推荐表").says("已登记：")


def nominate_jointly(clerk: Desk, story: Story, contest: Contest, nominee: RollEntry) -> None:
    """Nine are refused in words with everything typed kept; the tenth is accepted."""
    election = story.election
    needed, by_household = election.rules.joint_nomination, election.rules.joint_nomination_unit == "household"
    clerk.go(place(story)).follow("联名推荐").fill("人选", label(nominee)).choose("职位", POSTS[contest.post])
    endorsers = [entry for entry in those_who_may_stand(election) if entry != nominee]
    for row in range(1, needed):
        sign(clerk, row, endorsers, by_household=by_household)
    clerk.tick("签名和住址已与推荐表核对").press("登记推荐表")
    unit = "户" if by_household else "名不同的人"
    clerk.says(f"联名推荐需要{needed}{unit}，现有{needed - 1}")
    assert clerk.field("人选").input_value() == label(nominee)
    sign(clerk, needed, endorsers, by_household=by_household)
    clerk.press("登记推荐表").says(f"已登记：{nominee.name}")
    assert Endorser.objects.filter(nomination__nominee__entry=nominee).count() == needed


def sign(clerk: Desk, row: int, members: list[RollEntry], *, by_household: bool) -> None:
    """In a village households; else members by name, the last two lines residents with their addresses."""
    page = clerk.page
    if by_household:
        page.get_by_label(f"签名人，第{row}行").fill(f"户主{row}")
        page.get_by_label(f"组或幢，第{row}行").fill("3组")
        page.get_by_label(f"门牌或室，第{row}行").fill(f"{row}号")
    elif row > 8:
        page.get_by_label(f"姓名，第{row}行").fill(f"居民{row}")
        page.get_by_label(f"幢，第{row}行").fill("5")
        page.get_by_label(f"单元，第{row}行").fill("2")
        page.get_by_label(f"室，第{row}行").fill(f"{row}01")
    else:
        page.get_by_label(f"姓名，第{row}行").fill(label(members[row]))


def somebody_withdraws(story: Story) -> None:
    """One more by oneself, whose sheet is struck; and one who consents and withdraws."""
    clerk = story.by(Role.COMMUNITY_CLERK)
    nominated = Nominee.objects.filter(election=story.election).values_list("entry", flat=True)
    struck, withdrawn = [entry for entry in those_who_may_stand(story.election) if entry.pk not in nominated][:2]
    for entry in (struck, withdrawn):
        clerk.go(place(story)).follow("个人自荐").fill("人选", label(entry)).choose("职位", "委员").press("登记推荐表")
    clerk.follow(struck.name).follow("撤销此表").fill("原因", "重复登记").press("撤销推荐表").says("推荐表已撤销。")
    clerk.go(place(story)).follow(f"登记本人同意 {withdrawn.name}").press("登记本人同意").says("已登记本人同意。")
    clerk.follow(f"登记退出 {withdrawn.name}").fill("原因", "本人缺乏自信心").press("登记退出").says("已登记退出。")


def record_consents(story: Story) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK)
    waiting = clerk.go(place(story)).page.get_by_role("link", name="登记本人同意")
    while waiting.count():
        waiting.first.click()
        clerk.tick("服从调整（可安排到其他职位）").press("登记本人同意").says("已登记本人同意。")


def close_the_round(story: Story) -> None:
    """More members take part than could is refused; the right figures are taken."""
    election = story.election
    last = NominationRound.objects.get(election=election, closed_at=None)
    story.wait_until(last.closes_at + timedelta(minutes=5))
    members, residents = members_of(election), 30
    clerk = story.by(Role.COMMUNITY_CLERK).go(place(story)).follow("结束海推")
    clerk.fill("参与推荐的党员", str(members + 1)).fill("参与推荐的群众", str(residents)).press("结束海推").says(f"{members + 1}")
    assert clerk.field("参与推荐的群众").input_value() == str(residents)
    clerk.fill("参与推荐的党员", str(members)).press("结束海推").says("海推已结束，下一步公示海推结果。")
    clerk.correct("参与推荐的党员", "参与推荐的群众", str(residents + 1))


def members_of(election: Election) -> int:
    return RollEntry.objects.filter(election=election, may_recommend=True).members().count()
