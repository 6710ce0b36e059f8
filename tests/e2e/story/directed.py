"""定向推荐 in the browser: slips typed by two people, a third who settles, the list on the result, the trust vote, the approval."""

from django.utils import translation

from elections.labels import CATEGORIES
from elections.permissions import Role
from elections.rules.phases import Phase
from nominations.models import SlipCount
from nominations.queries.slips import contests_on
from tests.e2e.story.desk import Desk, Story
from tests.e2e.story.lists import approve_preliminary, propose_preliminary
from tests.e2e.story.people import POSTS
from tests.e2e.story.steps import advance, be_in

BOX = "第一会场"


def walk_directed(story: Story) -> None:
    be_in(story, Phase.DIRECTED_RECOMMENDATION)
    recommend(story)
    propose_preliminary(story)
    vote_on_trust(story)
    approve_preliminary(story)
    advance(story)


def place(story: Story) -> str:
    return f"/desk/e/{story.code}/recommendation/"


def recommend(story: Story) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK).go(place(story)).follow("开始定向推荐").press("开始定向推荐")
    clerk.says("推荐票和参加范围已固定。")
    count = SlipCount.objects.get(election=story.election, kind="recommendation", certified_at=None)
    for number, (category, people) in enumerate(count.people.items()):
        type_twice(story, count, category, people, differs=number == 0)
    clerk.go(place(story)).follow("确认计票结果").press("确认计票结果").says("计票结果已确认")
    clerk.go(place(story)).says("票数只供街道掌握。")
    assert clerk.page.locator("svg.bar").count() == 0
    story.by(Role.STREET_OFFICER).go(place(story)).says("不足10票的类别合并显示")


def vote_on_trust(story: Story) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK).go(place(story)).follow("开始信任投票").press("开始信任投票").says("信任投票已开始。")
    count = SlipCount.objects.get(election=story.election, kind="trust", certified_at=None)
    for category, people in count.people.items():
        type_twice(story, count, category, people or 12)
    clerk.go(place(story)).follow("确认计票结果").press("确认计票结果").says("信任投票计票结果已确认。")


def type_twice(story: Story, count: SlipCount, category: str, slips: int, *, differs: bool = False) -> None:
    """The second person sees no figure of the first; where they differ a third settles."""
    clerk, officer = story.by(Role.COMMUNITY_CLERK), story.by(Role.STREET_OFFICER)
    word = in_chinese(category)
    clerk.go(place(story)).page.locator(f"section[aria-labelledby='count-{count.pk}']").get_by_role("link", name="录入一批票").click()
    clerk.settle().choose("类别", word).fill("会场或票箱", BOX)
    type_figures(clerk, count, slips, slips)
    clerk.press("录入").says("等待第二人录入")
    officer.go(place(story)).follow(f"第二次录入 {word} {BOX}")
    assert officer.field("收回票数").input_value() == ""
    type_figures(officer, count, slips, slips - 1 if differs else slips)
    officer.press("录入").says("两次录入不一致" if differs else "两次录入一致")
    if differs:
        settle(story, word, slips)


def in_chinese(category: str) -> str:
    with translation.override("zh-hans"):
        return str(CATEGORIES[category])


def settle(story: Story, word: str, slips: int) -> None:
    """What both typed alike stands there; the slips say that the first was right."""
    third = story.by(Role.COMMUNITY_SECRETARY).go(place(story)).follow(f"核定 {word} {BOX}").says("收回票数")
    for field in third.page.locator("main input.num").all():
        if field.input_value() == "":
            field.fill(str(slips))
    third.press("核定").says("该批票数已核定。")


def type_figures(desk: Desk, count: SlipCount, issued: int, returned: int) -> None:
    """With Enter from figure to figure. Nobody has more names than seats: as many as there are seats get every slip."""
    desk.fill("发出票数", str(issued)).fill("收回票数", str(returned))
    says_no = count.kind == "trust"
    for contest in contests_on(count):
        title = "全部人选" if says_no else POSTS[contest.code]
        for number, name in enumerate(contest.candidates):
            figure = desk.page.get_by_label(f"{title} {name} {'信任' if says_no else '推荐'}", exact=True)
            figure.fill(str(returned if number < contest.seats else 0))
            figure.press("Enter")
        desk.page.get_by_label(f"{title} 有效票", exact=True).fill(str(returned))
        desk.page.get_by_label(f"{title} 无效票", exact=True).fill("0")
