"""动员 in the browser: contacts by the sheet, publicity with proof, the announcement, letters, the meeting; then on to the nomination."""

from datetime import timedelta

from elections.models import RollEntry
from elections.permissions import Role
from elections.queries.contacts import contact_sheets
from elections.rules.phases import Phase
from nominations.rehearsal.scans import scan
from tests.e2e.story.desk import Desk, Story
from tests.e2e.story.notices import fill_reporting, hang_up
from tests.e2e.story.steps import advance, be_in


def walk_mobilisation(story: Story) -> None:
    be_in(story, Phase.MOBILISATION)
    contact_members(story)
    enter_publicity(story)
    announce(story)
    prepare_letters(story)
    hold_meeting(story)
    advance(story)


def place(story: Story) -> str:
    return f"/desk/e/{story.code}/mobilisation/"


def clerk_at(story: Story) -> Desk:
    return story.by(Role.COMMUNITY_CLERK).go(place(story))


def contact_members(story: Story) -> None:
    """A sheet for each branch: everybody by telephone, one is away, one needs fetching; one is reached only at the second attempt."""
    desk = clerk_at(story).follow("联系党员").says("联系党员情况")
    for sheet in contact_sheets(story.election):
        names = [member.entry.name for member in sheet.members]
        desk.go(f"{place(story)}contacts/sheet/{sheet.number}/").fill("联系人", "社工小王").tick("下表未选结果的均已联系上")
        desk.choose(f"{names[0]} 联系结果", "未联系上")
        for name in names[1:]:
            desk.choose(f"{name} 时间意愿", "休息日")
        if len(names) > 2:
            desk.tick(f"{names[1]} 流动党员").tick(f"{names[2]} 需接送")
        desk.press("登记联系").says(f"已登记{len(names)}名党员。")
    for sheet in contact_sheets(story.election):
        reach_at_home(desk, sheet.members[0].entry)
    total = RollEntry.objects.filter(election=story.election).members().count()
    desk.says(f"{total}名党员中已联系{total}名")


def reach_at_home(desk: Desk, entry: RollEntry) -> None:
    desk.go(f"/desk/e/{entry.election.code}/mobilisation/contacts/{entry.pk}/").says(entry.name).says("未联系上")
    desk.tick("已联系上").choose("联系方式", "上门").fill("联系人", "社工小王").choose("时间意愿", "均可").press("登记联系").says(
        "联系情况已登记。"
    )


def enter_publicity(story: Story) -> None:
    desk = clerk_at(story)
    for kind, quantity, where in (("横幅", 4, "主要路口"), ("黑板报", 2, "社区门口"), ("微信群、QQ群", 1, "党员群")):
        desk.follow("登记宣传").choose("事项", kind).fill("数量", str(quantity)).fill("地点", where)
        if kind == "横幅":
            desk.attach("照片或者扫描件", "横幅.jpg", scan("banner"))
        desk.press("登记入账").says("已记入宣传台账。").says(where)
    desk.correct("横幅", "数量", "5")


def announce(story: Story) -> None:
    """Drafted from the plan; looked at before it is posted; then hung up."""
    until = (story.now + timedelta(days=11)).date()
    desk = clerk_at(story).follow("发布选举公告").fill("推荐截止日期", until.isoformat())
    fill_reporting(desk)
    desk.press("预览文本").says("张贴文本预览").press("发布选举公告").says("公告已发布。")
    hang_up(desk, "announcement")


def prepare_letters(story: Story) -> None:
    desk = clerk_at(story).follow("制作公开信").fill("社区想说的话", "请您积极参加推荐。")
    fill_reporting(desk)
    desk.press("制作公开信").says("公开信正在生成")
    desk.follow("按支部打印地址签").says("公开信地址签")


def hold_meeting(story: Story) -> None:
    """Nine in ten came; everybody there agreed."""
    total = RollEntry.objects.filter(election=story.election).members().count()
    came = total * 9 // 10
    desk = clerk_at(story).follow("登记动员大会").fill("到会党员", str(came)).fill("到会群众", "20")
    desk.fill("会议地点", "文化家园礼堂").fill("主持人", "书记").fill("应到", str(total)).fill("实到", str(came)).fill("赞成", str(came))
    desk.fill("决议内容", "一致通过。").attach("会议记录扫描件", "记录.jpg", scan("meeting")).press("登记动员大会").says("动员大会已登记。")
    desk.correct("到会党员", "到会群众", "22")
