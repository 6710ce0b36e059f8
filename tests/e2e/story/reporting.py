"""From the confirmed result to the sealed archive."""

from datetime import timedelta

from playwright.sync_api import expect

from elections.models import Document, Elected, ResultReport
from elections.permissions import Role
from elections.queries.closing import new_committee
from nominations.rehearsal.scans import scan
from tests.elections.documents.word_files import text_of

from .desk import Desk, Story
from .requests import approve, send_back

WORK = ("主持全面工作", "负责组织工作", "负责宣传工作", "负责民生服务", "负责平安建设")


def walk_reporting(story: Story) -> None:
    announce(story)
    file_and_return(story)
    put_into_force(story)
    place(story).press("进入“", exact=False)
    divide_work(story)
    hand_over(story)
    story.wait_until(story.now + timedelta(days=2))
    seal(story)


def place(story: Story, role: Role = Role.COMMUNITY_CLERK) -> Desk:
    return story.by(role).go(f"/desk/e/{story.code}/report/")


def announce(story: Story) -> None:
    """Posted in the notice columns with its stamp."""
    place(story).follow("公告选举结果").press("公告选举结果").says("选举结果已公告")
    story.print_papers()
    paper = Document.objects.get(election=story.election, kind="result_announcement")
    bring_out(story, paper, "登记已张贴")
    clerk = place(story).follow("登记张贴处").fill("张贴地点，第1行", "社区宣传栏").attach("照片，第1行", "张贴.jpg", scan("result"))
    clerk.press("登记张贴处").says("已登记1处。").says("社区宣传栏")
    expect(story.visitor().go(f"/e/{story.code}/").page.get_by_alt_text("张贴照片：社区宣传栏")).to_be_visible()


def bring_out(story: Story, paper: Document, release: str) -> None:
    """定稿, 盖章 with its scan, and where it went."""
    clerk = story.by(Role.COMMUNITY_CLERK).go(f"/desk/e/{story.code}/documents/").follow(paper.title)
    clerk.press("定稿").says("已定稿").follow("上传盖章件")
    clerk.attach("盖章件", "盖章件.jpg", scan(f"{story.code} {paper.pk}")).press("上传盖章件").says("盖章件已上传")
    clerk.go(f"/desk/e/{story.code}/documents/")
    row = clerk.page.get_by_role("row").filter(has_text=paper.title)
    clerk.press(release, within=row, exact=False).says("已登记。")
    paper.refresh_from_db()
    assert paper.released_at


def file_and_return(story: Story) -> None:
    """The superior wants something mended; the same report is filed once more."""
    number = f"{story.code}〔2026〕3号"
    place(story).follow("报送选举结果").fill("发文字号", number).fill("电话", "0571-85000000").press("报送选举结果").says("选举结果已报送")
    title = ResultReport.objects.filter(election=story.election).select_related("request").latest("pk").request.title
    send_back(story, title, "请补填联系电话。")
    clerk = place(story).says("请补填联系电话。")
    clerk.follow("重新报送结果").press("报送选举结果").says("选举结果已报送")
    story.print_papers()
    write_the_own_way(story)
    approve(story, title, "文委〔2026〕41号")


def write_the_own_way(story: Story) -> None:
    """The street takes the template to begin with as its own; the community opens the report in it, edits it, and brings it back."""
    paper = Document.objects.filter(election=story.election, kind="result_report", superseded_by=None).latest("pk")
    officer = story.by(Role.STREET_OFFICER).go("/desk/office/").follow("Word模板")
    row = officer.page.get_by_role("row").filter(has_text="选举结果的情况报告")
    template = officer.take(row.get_by_role("link", name="起始模板", exact=False))
    officer.follow("启用", within=row, exact=False)
    officer.attach("Word文件", "报告模板.docx", template).press("启用模板").says("模板已启用").says("报告模板.docx")
    clerk = story.by(Role.COMMUNITY_CLERK).go(f"/desk/e/{story.code}/documents/{paper.pk}/steps/")
    text = text_of(clerk.take(clerk.page.get_by_role("button", name="按本单位Word模板打开")))
    assert paper.title in text
    assert all(name in text for name in elected_names(story))


def elected_names(story: Story) -> set[str]:
    found = Elected.objects.filter(contest__election=story.election, declined_at=None, superseded_at=None)
    return set(found.values_list("name", flat=True))


def put_into_force(story: Story) -> None:
    approver = place(story, Role.STREET_APPROVER)
    approver.follow("登记选举结果批复").press("登记选举结果批复").says("选举结果的上级批复已登记。")


def divide_work(story: Story) -> None:
    clerk = place(story).follow("登记分工")
    committee = new_committee(story.election)
    for number, (entry, _posts) in enumerate(committee):
        clerk.fill(f"{entry.name} 分工", WORK[number % len(WORK)])
    everybody = str(len(committee))
    clerk.fill("会议地点", "社区会议室").fill("实到", everybody).fill("赞成", everybody).press("登记分工").says("分工已登记。")


def hand_over(story: Story) -> None:
    clerk = place(story).follow("登记工作交接")
    clerk.fill("移交人", "上届书记").fill("监交人", "街道组织科").fill("交接内容", "印章、党费、台账、固定资产清单")
    clerk.attach("交接清单扫描件", "清单.jpg", scan(f"{story.code} list")).press("登记工作交接").says("工作交接已登记。")
    clerk.correct("工作交接", "移交人", "上届书记王建华")


def seal(story: Story) -> None:
    """The street confirms what was entered late; then the archive is sealed and taken out."""
    officer = story.by(Role.STREET_APPROVER).go(f"/desk/e/{story.code}/course/")
    while officer.page.get_by_role("button", name="确认", exact=False).count():
        officer.press("确认", exact=False)
    story.print_papers()
    place(story).follow("归档").press("归档").says("已归档，正在生成归档包。")
    story.print_papers()
    street = place(story, Role.STREET_OFFICER)
    with street.page.expect_download() as taken:
        street.page.get_by_role("button", name="下载归档包").click()
    assert taken.value.suggested_filename.endswith("归档.zip")
    assert story.election.sealed_at
