"""The list of nominees as a workbook."""

from collections.abc import Iterable

from django.utils import timezone

from elections.documents.words import CHANNELS, POSTS
from elections.services.roll_template import WORDS
from nominations.queries.nominees import NomineeLine

HEADING = (
    "序号", "姓名", "性别", "民族", "出生日期", "学历", "党员状态", "所在支部", "现任职务",
    "推荐职位", "推荐方式", "推荐组织", "最近收表", "办理情况", "办理日期", "本人同意",
)  # fmt: skip
STATES = {
    "nominated": "推荐人选",
    "consented": "推荐人选（本人同意）",
    "struck": "已取消",
    "withdrawn": "已退出",
    "proposed": "拟定初步人选",
    "preliminary": "初步人选",
    "vetting_passed": "联审考察通过",
    "vetting_failed": "联审考察未通过",
    "reinstated": "恢复资格",
    "not_chosen": "票决未入选",
    "reserve": "预备人选",
    "candidate": "候选人",
    "disqualified": "资格取消",
    "removed": "已移出名册",
}


def nominee_rows(lines: Iterable[NomineeLine]) -> list[list[object]]:
    """Heading and lines. Neither how to reach somebody nor who signed; and whether somebody was reported about stays in the house."""
    return [list[object](HEADING), *(_row(line) for line in lines)]


def _row(line: NomineeLine) -> list[object]:
    entry, step = line.nominee.entry, line.step
    return [
        entry.number,
        entry.name,
        WORDS["sex"].get(entry.sex, ""),
        entry.ethnicity,
        entry.born_on.isoformat(),
        WORDS["education"].get(entry.education, ""),
        WORDS["membership"].get(entry.membership, ""),
        entry.branch_name,
        entry.post,
        "、".join(POSTS[post] for post in line.posts),
        "、".join(CHANNELS[channel] for channel in line.channels),
        "、".join(line.organisations),
        f"{timezone.localtime(line.newest_sheet):%Y-%m-%d %H:%M}" if line.newest_sheet else "",
        STATES[line.nominee.state] if step else "",
        f"{timezone.localtime(step.fact_at):%Y-%m-%d}" if step else "",
        "是" if line.consented else "否",
    ]
