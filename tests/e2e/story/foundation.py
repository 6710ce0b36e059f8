"""From an empty database to an open election: the first run, the communities, the accounts with their slips, the cycle."""

from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from elections.models import Account, Cycle, Election
from elections.permissions import Role
from elections.services.foundings import renew_founding_code
from tests.e2e.story.desk import Desk, Story
from tests.factories.office import PASSWORD


class Place(NamedTuple):
    street: str
    title: str
    community: str
    community_title: str
    preset: str


PLACES = {
    "street-community": Place("文晖街道", "党工委", "京都苑社区", "党委", "街道社区"),
    "village": Place("东沙镇", "镇党委", "东沙村", "党总支", "村"),
    "regulation-2020": Place("文晖街道", "党工委", "京都苑社区", "党委", "2020年条例"),
}
BRANCHES = ("第一党支部", "第二党支部")
ADMINISTRATOR = "guanli"
# Role, user name, name: one account each, but two street officers and two tellers and two clerks.
STAFF = (
    (Role.SECURITY_ADMINISTRATOR, "anquan", "安全 秦卫东"),
    (Role.AUDIT_ADMINISTRATOR, "shenji", "审计 施国强"),
    (Role.STREET_OFFICER, "zuzhi", "组织科 周敏"),
    (Role.STREET_OFFICER, "zuzhi2", "组织科 林晓"),
    (Role.STREET_APPROVER, "dangwei", "党工委 陆建国"),
    (Role.VETTING_DEPARTMENT, "lianshen", "联审 郑晓峰"),
    (Role.OBJECTION_HANDLER, "shouli", "受理 夏静"),
    (Role.GUIDANCE_OFFICER, "zhidao", "指导员 虞思佳"),
    (Role.COMMUNITY_SECRETARY, "shuji", "书记 王建华"),
    (Role.COMMUNITY_CLERK, "dangwu", "党务 沈小燕"),
    (Role.COMMUNITY_CLERK, "dangwu2", "党务 吴志强"),
    (Role.HOST, "zhuchi", "主持 沈宏伟"),
    (Role.CHECK_IN_CLERK, "qiandao", "签到 钱小燕"),
    (Role.BALLOT_DESK, "fapiao", "发票 傅丽华"),
    (Role.TELLER, "jipiao", "计票 倪志强"),
    (Role.TELLER, "jipiao2", "计票 骆雅琴"),
    (Role.CALLER, "changpiao", "唱票 章明"),
    (Role.SCRUTINEER, "jianpiao", "总监票 裘国正"),
    (Role.OBSERVER, "guancha", "观察员 楼老师"),
)
TERM_LEFT = timedelta(days=90)  # long enough for every notice, and the meeting is on time


def walk_foundation(story: Story, preset: str = "street-community") -> None:
    place = PLACES[preset]
    desk = _found(story, place)
    _communities(desk, place)
    slips = _accounts(desk, place)
    _first_sign_ins(story, slips)
    _hand_over(desk)
    desk.page.context.close()
    _cycle(story, place, preset)
    story.code = Election.objects.get().code


def _found(story: Story, place: Place) -> Desk:
    """What the start of the program does, and what the person at its window types."""
    code = renew_founding_code()
    desk = story.visitor().go("/")
    desk.says("本系统尚未启用")
    desk.fill("程序窗口显示的启用码", "AAAA-BBBB-CCCC")
    desk.fill("街道（镇）名称", place.street).choose("党组织", place.title).fill("上级党组织", "中共下城区委组织部")
    desk.fill("您的姓名", "系统 王磊").fill("用户名", ADMINISTRATOR).fill("新密码", PASSWORD).fill("再输一次新密码", PASSWORD)
    desk.press("启用").says("启用码与程序窗口显示的不一致")
    desk.fill("程序窗口显示的启用码", code.lower()).fill("新密码", PASSWORD).fill("再输一次新密码", PASSWORD)
    return desk.press("启用").says("已启用").says("一人兼任")


def _communities(desk: Desk, place: Place) -> None:
    desk.follow("组织").follow("添加社区")
    desk.fill("全称", place.community).choose("党组织", place.community_title).press("添加").says(place.community)
    desk.follow("批量添加")
    for row, branch in enumerate(BRANCHES, start=1):
        desk.fill(f"全称，第{row}行", branch).choose(f"党组织，第{row}行", "党支部")
        desk.fill(f"所属社区，第{row}行", "没有的社区" if row == 2 else place.community)
    desk.press("导入").says("没有“没有的社区”这个社区")
    desk.fill("所属社区，第2行", place.community).press("导入").says("2个支部")
    desk.follow(f"修改 {place.community}").fill("电话", "0571-85000000")
    desk.fill("地址", f"{place.community}党群服务中心").fill("邮编", "310014")
    desk.press("保存更改").says("修改已保存。")
    desk.follow("办公室概况").follow("修改街道信息").fill("电话", "0571-85370000").fill("地址", f"{place.street}办事处").press("保存更改")


def _accounts(desk: Desk, place: Place) -> dict[str, str]:
    """All accounts in one grid; returns the codes of the slips, which stand on one page once."""
    desk.follow("账号与角色").follow("新建账号")
    for row, (role, username, name) in enumerate(STAFF, start=1):
        if not desk.page.get_by_label(f"用户名，第{row}行", exact=True).count():
            desk.press("增加一行")
        desk.fill(f"用户名，第{row}行", username).fill(f"姓名（职责），第{row}行", name)
        desk.field(f"角色，第{row}行").select_option(value=role.value)
        desk.choose(f"组织，第{row}行", place.community)
    desk.press("新建账号并显示凭条").says("只在这里显示一次")
    slips = desk.page.locator(".entry-slip")
    found = {slip.locator("dd").nth(0).inner_text(): slip.locator("dd").nth(1).inner_text() for slip in slips.all()}
    assert found.keys() == {username for _role, username, _name in STAFF}
    desk.follow("已打印，返回账号列表").says("尚未首次登录")
    return found


def _hand_over(desk: Desk) -> None:
    """The first administrator keeps the system; security and audit are others' from now on, who have signed in."""
    own = Account.objects.get(username=ADMINISTRATOR)
    desk.go(f"/desk/office/accounts/{own.pk}/")
    for role in ("审计管理员", "安全管理员"):
        desk.page.get_by_role("link", name=f"终止 {role}").first.click()
        desk.settle().press("终止角色").says("角色已终止。")
    desk.follow("办公室概况")
    assert "一人兼任" not in desk.page.content()


def _first_sign_ins(story: Story, slips: dict[str, str]) -> None:
    """One after the other at the same machine, each with the own slip."""
    desk = story.visitor()
    for username, code in slips.items():
        desk.go("/sign-in/first/")
        desk.fill("用户名", username).fill("首次登录码", code).fill("新密码", PASSWORD).fill("再输一次新密码", PASSWORD)
        desk.page.get_by_role("main").get_by_role("button").click()
        desk.page.wait_for_url(lambda url: "/sign-in/" not in url)
        desk.settle()
    desk.page.context.close()


def _cycle(story: Story, place: Place, preset: str) -> None:
    desk = story.sign_in("zuzhi").go("/desk/")
    desk.follow("前往换届")
    desk.page.locator(f"a[href$='/open/{preset}/']").click()
    desk.settle().fill("换届名称", "2026年社区党组织换届").fill("地址简称", "2026").press("启动换届").says("换届已启动")
    cycle = Cycle.objects.get()
    assert cycle.rules.name == preset
    desk.follow("启动选举").fill(f"{place.community} 本届任期届满日", (timezone.localdate() + TERM_LEFT).isoformat())
    desk.press("启动勾选的选举").says("已启动1个社区的选举")
    desk.page.context.close()
