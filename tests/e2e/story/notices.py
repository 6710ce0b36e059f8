"""A round of 公示 in the browser: issued after it was read, hung up in two places, open for reports, ruled on."""

from elections.models import Notice, Objection
from elections.permissions import Role
from elections.rules.phases import notice_rounds
from elections.services.notice_people import people_for
from nominations.rehearsal.scans import scan
from tests.e2e.story.desk import Desk, Story

ROUNDS = {1: "第一轮公示", 2: "第二轮公示", 3: "第三轮公示"}
PLACES = ("社区宣传栏", "党务公开栏")
ADDRESS = {"受理电话": "0571-85370001", "来信来访地址": "文晖路1号"}


def issue(story: Story, number: int) -> Notice:
    """The right role issues the round now, after it looked at the text, and hangs it up. Returns the notice that stands."""
    desk = issuer(story, number).go(page_of(story)).says(ROUNDS[number])
    desk.page.get_by_role("link", name=f"办理本轮公示 {ROUNDS[number]}").or_(
        desk.page.get_by_role("link", name=f"重新张贴 {ROUNDS[number]}")
    ).click()
    desk.settle()
    fill_reporting(desk)
    desk.press("预览文本").says("张贴文本预览")
    for person in people_for(story.election, number).listed:
        desk.says(person.entry.name)
    desk.press("发布公示").says("公示已发布。")
    hang_up(desk, f"notice {number}")
    return standing(story, number)


def fill_reporting(desk: Desk) -> None:
    """Where the office has entered its own telephone and address, they stand there already."""
    for label, value in ADDRESS.items():
        if not desk.field(label).input_value():
            desk.fill(label, value)


def hang_up(desk: Desk, label: str) -> None:
    """Two places at once, one of them without its photograph, which follows."""
    desk.follow("登记张贴处")
    for row, place in enumerate(PLACES, start=1):
        desk.fill(f"张贴地点，第{row}行", place)
    desk.attach("照片，第1行", "张贴.jpg", scan(f"{label} 1")).press("登记张贴处").says("已登记2处。").says("2处，其中1处有照片")
    desk.follow(f"补传照片 {PLACES[1]}").attach("照片", "张贴.jpg", scan(f"{label} 2")).press("补传照片").says("2处，其中2处有照片")


def object_and_rule(story: Story, number: int) -> None:
    """While the notice runs somebody reports on the first person of it; it is ruled not true, and the time runs out."""
    notice = standing(story, number)
    report(story, number, about=notice.people[0]["name"], matter="反映该同志长期不在本社区居住。")
    rule(story, finding="不属实", follows="不影响任职", text="经核实，该同志常住本社区，反映不属实。")
    story.wait_until(notice.closes_at)


def report(story: Story, number: int, *, about: str, matter: str) -> None:
    handler = story.by(Role.OBJECTION_HANDLER).go(page_of(story))
    handler.follow(standing(story, number).title).follow("登记反映").tick("来信").choose("反映对象", about).fill("反映的事项", matter)
    handler.fill("反映人姓名", "某居民").press("登记反映").says("反映已登记。").says("某居民")


def rule(story: Story, *, finding: str, follows: str, text: str) -> None:
    handler = story.by(Role.OBJECTION_HANDLER)
    objection = Objection.objects.filter(notice__election=story.election, ruling=None).latest("pk")
    handler.go(f"{page_of(story)}reports/{objection.pk}/").follow("提出处理意见").tick(finding).tick(follows).fill("处理意见", text)
    handler.press("记录处理意见").says("处理意见已记录。").says(finding)


def issuer(story: Story, number: int) -> Desk:
    item = next(item for item in notice_rounds(story.election.rules) if item.number == number)
    return story.by(Role.COMMUNITY_CLERK if item.issuer == "community" else Role.STREET_OFFICER)


def standing(story: Story, number: int) -> Notice:
    return Notice.objects.standing().select_related("document").get(election=story.election, round=number)


def page_of(story: Story) -> str:
    return f"/desk/e/{story.code}/notices/"
