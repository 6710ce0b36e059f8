"""报送 and 批复 as they are done in the browser, for every part of a story that needs the superior."""

import re

from elections.permissions import Role
from nominations.rehearsal.scans import scan

from .desk import Desk, Story


def submit(story: Story, kind_label: str, title: str = "", *, number: str = "") -> Desk:
    """The clerk submits a request of the kind that stands on the screen under `kind_label`; without a title, the drafted one."""
    clerk = story.by(Role.COMMUNITY_CLERK).go(f"/desk/e/{story.code}/decisions/")
    link = clerk.page.locator(".at-place").get_by_role("link", name=re.compile(rf"{re.escape(kind_label)}$")).first
    if not link.is_visible():
        clerk.page.get_by_text("报送其他事项").click()
    link.click()
    clerk.settle()
    if title:
        clerk.fill("请示标题", title)
    if number:
        clerk.fill("发文字号", number)
    return clerk.press("报送上级").says("已报送")


def approve(story: Story, title: str, number: str, *, text: str = "经研究，同意。") -> Desk:
    """The approver opens the request in the inbox and replies with number and scan; ends where the approval is put into force."""
    approver = story.by(Role.STREET_APPROVER).go("/desk/requests/")
    approver.follow(title).fill("批复文号", number).fill("批复内容", text)
    approver.attach("批复扫描件或照片", "批复.jpg", scan(f"{story.code} {number}"))
    return approver.press("批复").says("已答复")


def send_back(story: Story, title: str, text: str) -> Desk:
    approver = story.by(Role.STREET_APPROVER).go("/desk/requests/")
    return approver.follow(title).fill("需要修改的内容", text).press("退回修改").says("已退回修改")
