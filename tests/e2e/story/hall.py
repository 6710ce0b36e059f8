"""The meeting is opened in the hall: people come, the quorum is declared, method and officials are voted on, the candidates speak."""

from playwright.sync_api import Locator, expect

from elections.models import Meeting, MeetingSession, RollEntry
from elections.permissions import Role
from elections.queries.check_in import groups_of, people_of
from elections.queries.hall import meeting_in_hall, session_that_sits
from elections.queries.meetings import consented_exclusions, proposed_officials
from elections.queries.speeches import speakers
from elections.rules.phases import Phase
from tests.e2e.story.desk import Desk, Story
from tests.e2e.story.steps import be_in

WALL = 0  # among the desks, beside those of accounts
ONE_BY_ONE = 4  # so many are found by name, number or letters; the others come in groups


def open_meeting(story: Story) -> None:
    """From the convened meeting with proposed officials to the first ballot; `story.kept["pin"]` is the chief scrutineer's slip."""
    meeting = next_meeting(story)
    story.wait_until(meeting.starts_at)
    be_in(story, Phase.MEETING)
    open_session(story)
    begin(story)


def begin(story: Story) -> None:
    """A session sits: from the first check-in to the last speech."""
    wall = projector(story)
    arrive(story)
    expect(wall.page.locator(".wall-count.met")).to_be_visible(timeout=15_000)
    vote_on_exclusions(story)
    declare_quorum(story)
    adopt_method(story)
    approve_officials(story)
    speak(story, wall)


def next_meeting(story: Story) -> Meeting:
    found = meeting_in_hall(story.election)
    assert found is not None
    return found


def session(story: Story) -> MeetingSession:
    found = session_that_sits(story.election)
    assert found is not None
    return found


def host(story: Story) -> Desk:
    return story.by(Role.HOST).go(f"/desk/e/{story.code}/hall/")


def projector(story: Story) -> Desk:
    """The wall has a window of its own beside the host's desk."""
    if WALL not in story.desks:
        story.desks[WALL] = story.sign_in(story.account(Role.HOST).username)
        story.desks[WALL].go(f"/desk/e/{story.code}/hall/projector/")
        story.desks[WALL].page.set_viewport_size({"width": 1280, "height": 720})
    return story.desks[WALL]


def open_session(story: Story) -> None:
    host(story).follow("开会").press("开会").says("会议已开始")


def arrive(story: Story) -> None:
    """Some are found one by one, the others come in their groups; two stay away."""
    sitting = session(story)
    left_out = {exclusion.entry_id for exclusion in consented_exclusions(story.election)}
    people = [person for person in people_of(sitting) if person.is_elector and person.entry.pk not in left_out]
    needed = {official.entry_id for official in proposed_officials(sitting.meeting)}
    needed |= {speaker.entry.pk for speaker in speakers(sitting.meeting)}
    free = [person.entry.pk for person in people if person.entry.pk not in needed]
    away = set(free[-2:]) if len(people) > 10 else set()
    coming = [person.entry for person in people if person.entry.pk not in away]
    clerk = story.by(Role.CHECK_IN_CLERK).go(f"/desk/e/{story.code}/hall/check-in/")
    for place, entry in enumerate(coming[:ONE_BY_ONE]):
        check_in(clerk, entry, str(entry.number) if place % 2 else entry.name)
    if coming:
        undo(clerk, coming[0])
        check_in(clerk, coming[0], coming[0].pinyin or coming[0].name)
    in_groups(story, clerk, {entry.pk for entry in coming[ONE_BY_ONE:]})


def check_in(clerk: Desk, entry: RollEntry, words: str) -> None:
    row = found(clerk, entry, words)
    clerk.press(f"签到 {entry.name}", within=row).says(f"{entry.name}已签到")


def undo(clerk: Desk, entry: RollEntry) -> None:
    row = found(clerk, entry, entry.name)
    clerk.press(f"撤销 {entry.name}", within=row).says("已撤销签到")


def found(clerk: Desk, entry: RollEntry, words: str) -> Locator:
    """The row of this very person: the number on the roll stands beside the name."""
    box = clerk.page.get_by_role("searchbox")
    box.fill(words)
    row = clerk.page.locator(".found li").filter(has_text=entry.name).filter(has=clerk.page.get_by_text(str(entry.number), exact=True))
    expect(row.first).to_be_visible()
    return row.first


def in_groups(story: Story, clerk: Desk, coming: set[int]) -> None:
    for group in groups_of(people_of(session(story))):
        here = [person.entry for person in group.people if person.entry.pk in coming]
        if not here:
            continue
        clerk.go(f"/desk/e/{story.code}/hall/check-in/groups/{group.number}/")
        for entry in here:
            clerk.tick(f"{entry.number} {entry.name}")
        clerk.press("为所选人员签到").says(f"本次签到{len(here)}人")


def vote_on_exclusions(story: Story) -> None:
    if session(story).due_fixed is None:
        host(story).follow("记录不计入应到会的表决").press("记录表决").says("应到会人数已确定")


def declare_quorum(story: Story) -> None:
    host(story).follow("宣布到会人数").press("宣布到会人数").says("会议有效")


def adopt_method(story: Story) -> None:
    host(story).follow("记录选举办法的表决").press("记录表决").says("选举办法已通过")


def approve_officials(story: Story) -> None:
    """The PIN stands on the screen this once."""
    desk = host(story)
    desk.follow("记录工作人员名单的表决").press("记录表决并显示签字码").says("签字码纸条")
    story.kept["pin"] = desk.page.locator(".slip-pin").first.inner_text().strip()
    desk.follow("已当面交付，返回议程")


def draw_lots(desk: Desk, people: list[RollEntry]) -> RollEntry:
    """The last on the ballot has drawn the first place; two with one place are refused."""
    desk.follow("登记抽签顺序")
    for entry in people:
        desk.fill(entry.name, "1")
    if len(people) > 1:
        desk.press("登记演讲顺序").says("不得重复")
    for place, entry in enumerate(reversed(people), start=1):
        desk.fill(entry.name, str(place))
    desk.press("登记演讲顺序").says("演讲顺序已按抽签结果登记。").says("按抽签顺序。")
    return people[-1]


def speak(story: Story, wall: Desk) -> None:
    """The first candidate speaks by the clock, which the hall sees; what was said without it is entered."""
    order = speakers(session(story).meeting)
    if not order:
        return
    desk = story.by(Role.HOST).go(f"/desk/e/{story.code}/hall/speeches/")
    first = draw_lots(desk, [speaker.entry for speaker in order])
    desk.press(f"开始计时 {first.name}").says("正在发言")
    expect(wall.page.locator(".wall-name")).to_have_text(first.name, timeout=15_000)
    desk.press("发言结束").says("发言已记录")
    desk.follow("未计时的发言，补记")
    desk.choose("事项", "上届委员会工作报告").fill("发言人", session(story).meeting.chair).fill("用时（分钟）", "15")
    desk.press("记录发言").says("发言已记录")
