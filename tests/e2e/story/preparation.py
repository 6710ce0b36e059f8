"""筹备 in the browser: posts and seats and their approval, group and leader, the roll from a file, its exclusions, its close."""

from collections.abc import Sequence
from datetime import date

from elections.models import Organisation, RollEntry
from elections.permissions import Role
from elections.rules.phases import Phase
from elections.services.spreadsheets import workbook
from nominations.rehearsal.people import Crowd, Person
from nominations.rehearsal.scans import scan
from tests.e2e.story.desk import Desk, Story
from tests.e2e.story.requests import approve, submit
from tests.e2e.story.steps import advance

MEMBERS, YOUNG = 22, 14
EDUCATION = {"junior": "初中", "senior": "高中", "college": "大专", "bachelor": "本科", "master": "硕士研究生"}
HEADER = (
    "序号", "姓名", "性别", "民族", "出生日期", "学历", "党员状态", "入党时间", "转正时间", "所在支部", "现任职务", "身份", "标签",
    "兼职委员", "联系电话", "住址", "需接送",
)  # fmt: skip
# Who only recommends: capacity and number.
RESIDENTS = (("社区工作者", 2), ("居民代表", 5), ("楼宇自治会长", 4), ("两代表一委员", 1), ("辖区单位代表", 2))
Line = tuple[object, ...]


def walk_preparation(story: Story) -> None:
    assert story.election.phase == Phase.PREPARATION
    set_posts(story)
    bring_the_plan_into_force(story)
    set_up_the_group(story)
    train(story)
    import_the_roll(story)
    mend_the_roll(story)
    propose_an_exclusion(story)
    close_the_roll(story)
    advance(story)


def plan(story: Story) -> str:
    return f"/desk/e/{story.code}/plan/"


def roll(story: Story) -> str:
    return f"/desk/e/{story.code}/roll/"


def set_posts(story: Story) -> None:
    """Five: secretary, deputy and three more; first a ballot with too few names, which is refused with what was typed."""
    clerk = story.by(Role.COMMUNITY_CLERK).go(plan(story)).says("方案尚未填写").follow("填写职位职数")
    clerk.fill("职数", "5").fill("副书记名额", "1").fill("委员候选人不少于", "3").press("填写职位职数")
    assert clerk.field("委员候选人不少于").input_value() == "3"
    clerk.fill("委员候选人不少于", "")
    if story.election.rules.cascade:
        clerk.fill("副书记候选人不少于", "2")
    clerk.press("填写职位职数").says("职位职数已确定").says("差额不少于20%")


def bring_the_plan_into_force(story: Story) -> None:
    title = f"关于{story.election.community.name}党组织换届选举有关事项的请示"
    submit(story, "换届方案、职数和选举方式", title)
    story.by(Role.COMMUNITY_CLERK).go(plan(story)).says("待批复")
    approve(story, title, "文委〔2026〕12号")
    clerk = story.by(Role.COMMUNITY_CLERK).go(plan(story)).says("文委〔2026〕12号")
    clerk.follow("方案生效").press("方案生效").says("方案已生效。")


def set_up_the_group(story: Story) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK).go(plan(story)).follow("填写领导小组")
    seats = (("王建华", "组长", ""), ("沈小燕", "成员", "组织组"), ("吴志强", "成员", "宣传组"))
    for row, (name, part, section) in enumerate(seats, start=1):
        clerk.fill(f"姓名，第{row}行", name).choose(f"组内职务，第{row}行", part)
        if section:
            clerk.choose(f"工作组，第{row}行", section).tick(f"任工作组组长，第{row}行")
    clerk.press("确定领导小组").says("领导小组已确定。").says("宣传组")
    officer = story.by(Role.STREET_OFFICER).go(plan(story)).follow("确定联系领导")
    officer.fill("姓名", "陆建国").fill("现任职务", "党工委副书记").press("确定").says("联系领导已确定。")
    officer.follow("记录到场").tick("方案研究").press("登记").says("陆建国").says("已到场")


def train(story: Story) -> None:
    """The sheet of who came is signed there and scanned later."""
    officer = story.by(Role.STREET_OFFICER).go(f"/desk/office/cycles/{story.election.cycle_id}/").follow("登记培训或会议")
    officer.fill("主题", "换届业务培训").fill("参加人数", "40").press("登记").says("40人次")
    officer.page.get_by_text("全部明细").click()
    officer.follow("补交签到表", exact=False).says("“换届业务培训”").attach("签到表", "签到.jpg", scan("training"))
    officer.press("补交签到表").says("签到表已补上。")


def import_the_roll(story: Story) -> None:
    """A file with a faulty row is refused with row, column and value; the corrected one is entered whole."""
    lines = roll_lines(story)
    faulty = [*lines[:3], tuple("不详" if column == 2 else value for column, value in enumerate(lines[3])), *lines[4:]]
    clerk = story.by(Role.COMMUNITY_CLERK).go(roll(story)).says("名册还是空的").follow("导入文件")
    with clerk.page.expect_download() as download:
        clerk.page.get_by_role("link", name="下载模板").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    send(clerk, faulty).says("整个文件都不记入名册").says("不详")
    fault = clerk.page.locator("tbody tr").first
    assert fault.locator("th").inner_text().endswith("5")
    assert fault.locator("td").nth(0).inner_text() == "性别"
    assert not RollEntry.objects.filter(election=story.election).exists()
    clerk.follow("选择改好的文件")
    send(clerk, lines).says("尚未记入名册").press("整个文件记入名册").says(f"新增{len(lines)}人")
    assert RollEntry.objects.filter(election=story.election).count() == len(lines)


def send(clerk: Desk, lines: Sequence[Line]) -> Desk:
    return clerk.attach("文件", "花名册.xlsx", workbook("党员花名册", [HEADER, *lines])).press("核对文件")


def mend_the_roll(story: Story) -> None:
    """One is searched and changed, one typed in and taken off again; the part-time member may stand by the superior's reply."""
    clerk = story.by(Role.COMMUNITY_CLERK).go(roll(story))
    first = RollEntry.objects.filter(election=story.election).order_by("number")[0]
    clerk.search("姓名、拼音首字母或序号", first.pinyin).follow(first.name).follow("更改")
    clerk.fill("现任职务", "社区党群服务中心主任").press("保存更改").says("社区党群服务中心主任")
    clerk.go(roll(story)).follow("添加人员").fill("姓名", "钱误录").choose("性别", "男").fill("出生日期", "1970-01-01").press("记入名册")
    clerk.search("姓名、拼音首字母或序号", "钱误录").follow("钱误录").follow("从名册移出")
    clerk.fill("原因", "不是本社区党员").press("从名册移出").says("已从名册移出。")
    title = f"关于{story.election.community.name}兼职委员人选的请示"
    submit(story, "兼职委员人选资格", title)
    approve(story, title, "文委〔2026〕13号")
    clerk = story.by(Role.COMMUNITY_CLERK).go(roll(story))
    with clerk.page.expect_download() as download:
        clerk.page.get_by_role("button", name="导出 .xlsx").click()
    assert download.value.suggested_filename.endswith("选举人名册.xlsx")
    clerk.follow("按支部打印").says("选举人名册（按支部）")


def propose_an_exclusion(story: Story) -> None:
    """The last elector is bedridden; consent comes by the superior's scanned reply."""
    last = RollEntry.objects.filter(election=story.election).electors().order_by("-number")[0]
    clerk = story.by(Role.COMMUNITY_CLERK).go(f"{roll(story)}exclusions/").follow("提出人员")
    clerk.field("党员").select_option(value=str(last.pk))
    clerk.tick("年老体弱卧床不起和长期生病生活不能自理的").press("提出").says("已提出").says(last.name)
    clerk.go(f"{roll(story)}close/").press("名册定稿").says("1名")
    title = f"关于{story.election.community.name}部分党员不计入应到会人数的请示"
    submit(story, "可不计入应到会的党员", title)
    approve(story, title, "文委〔2026〕14号")


def close_the_roll(story: Story) -> None:
    clerk = story.by(Role.COMMUNITY_CLERK).go(roll(story)).says("可以定稿").follow("名册定稿")
    clerk.says("定稿后只能逐人修订").press("名册定稿").says("名册已定稿。")
    police = RollEntry.objects.get(election=story.election, part_time=True)
    assert police.may_stand
    last = RollEntry.objects.filter(election=story.election).order_by("-number")[1]
    clerk.go(f"{roll(story)}{last.pk}/").follow("修订").fill("电话", "13800009999").fill("修订原因", "更换号码").press("记录修订")
    clerk.says("13800009999").says("更换号码")


def roll_lines(story: Story) -> list[Line]:
    """22 full members of the branches, most of them young enough and with college; one probationary, one part-time; residents."""
    election, year = story.election, story.now.year
    crowd = Crowd(f"story/{story.code}")
    branches = list(Organisation.objects.filter(parent=election.community).order_by("code").values_list("name", flat=True)) or [""]
    people = [crowd.person(year=year, age=30 + place, education="college", sex="男女"[place % 2]) for place in range(YOUNG)]
    people += [crowd.person(year=year, age=60 + place) for place in range(MEMBERS - YOUNG)]
    lines = [line(person, "正式", branches[place % len(branches)]) for place, person in enumerate(people)]
    lines.append(line(crowd.person(year=year, age=26, education="bachelor"), "预备", branches[0]))
    lines.append(line(crowd.person(year=year, age=41, education="college"), "正式", "", tags="社区民警", part_time="是"))
    lines += [line(crowd.person(year=year), "非党员", "", capacity) for capacity, count in RESIDENTS for _ in range(count)]
    return [(number, *rest) for number, rest in enumerate(lines, start=1)]


def line(person: Person, membership: str, branch: str, capacity: str = "", *, tags: str = "", part_time: str = "") -> Line:
    joined, full = joined_on(person, membership)
    sex = "女" if person.sex in ("female", "女") else "男"
    return (
        person.name, sex, "汉族", person.born_on.isoformat(), EDUCATION[person.education], membership, joined, full, branch, "居民小组长",
        capacity, tags, part_time, person.telephone, person.address, "",
    )  # fmt: skip


def joined_on(person: Person, membership: str) -> tuple[str, str]:
    if membership == "非党员":
        return "", ""
    joined = date(person.born_on.year + 22, 7, 1)
    return joined.isoformat(), joined.replace(year=joined.year + 1).isoformat() if membership == "正式" else ""
