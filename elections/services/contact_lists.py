"""The list of contacts as a workbook."""

from collections.abc import Iterable

from django.utils import timezone

from elections.queries.contacts import MemberContact

HEADING = ("序号", "姓名", "所在支部", "联系电话", "住址", "联系情况", "联系方式", "联系人", "联系时间", "外出", "需接送", "时间意愿")
HOW_TO_REACH = slice(3, 5)
STATES = {"reached": "已联系", "tried": "未联系上", "not_tried": "未联系"}
MANNERS = {"letter": "信函", "telephone": "电话", "visit": "上门", "relatives": "家属转告", "message": "短信微信"}
WISHES = {"rest_day": "休息日", "working_day": "工作日", "any": "均可"}


def contact_lines(members: Iterable[MemberContact], *, reachable: bool) -> list[list[object]]:
    """Heading and lines; telephone and address only for who keeps in touch."""
    lines = [list[object](HEADING), *(_line(member) for member in members)]
    if not reachable:
        for line in lines:
            del line[HOW_TO_REACH]
    return lines


def _line(member: MemberContact) -> list[object]:
    entry, newest = member.entry, member.newest
    return [
        entry.number,
        entry.name,
        entry.branch_name,
        entry.telephone,
        entry.address,
        STATES[member.state],
        MANNERS[newest.manner] if newest else "",
        member.by_name,
        f"{timezone.localtime(newest.contacted_at):%Y-%m-%d %H:%M}" if newest else "",
        "是" if entry.away else "",
        "是" if entry.needs_fetching else "",
        WISHES.get(member.wish, ""),
    ]
