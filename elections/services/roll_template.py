"""The workbook that an office downloads, fills in and imports; the roll itself has the same columns, so that it can come back corrected."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from elections.models import RollEntry
from elections.rules.roll_columns import CAPACITIES, EDUCATIONS, MEMBERSHIPS, SEXES, TAGS

from .spreadsheets import workbook

# Column, whether it must be filled, what goes into it.
COLUMNS = (
    ("序号", "", "自行编号，仅供核对"),
    ("姓名", "必填", "按户口登记填写，生僻字不要用拼音或问号代替"),
    ("性别", "必填", "男、女（填了身份证号可不填）"),
    ("民族", "", "不填按汉族"),
    ("出生日期", "必填", "如1975-03-01（填了身份证号可不填）"),
    ("身份证号", "", "18位，单元格须为文本格式；系统只保留加密校验值和后四位，不保存号码"),
    ("学历", "", "小学、初中、高中、中专、大专、本科、硕士研究生、博士研究生"),
    ("党员状态", "必填", "正式、预备、非党员"),
    ("入党时间", "", "如1998-07-01或1998.07"),
    ("转正时间", "", "正式党员填写"),
    ("所在支部", "", "与本社区在“组织”中登记的支部名称一致，如第一党支部"),
    ("现任职务", "", "公示、报告中使用"),
    ("处分情况", "", "只填影响选举权利的，如：留党察看2025.03—2027.02；没有的填“无”"),
    ("流动党员", "", "是、否"),
    ("需接送", "", "是、否"),
    ("身份", "", "党员、社区工作者、居民代表、楼宇自治会长、两代表一委员、辖区单位代表；有几项的用顿号隔开"),
    ("标签", "", "大学生社工、业委会、社区民警、物业经理、连任、交叉任职"),
    ("兼职委员", "", "组织关系不在本社区的民警、单位人员填“是”"),
    ("联系电话", "", "不对外公布"),
    ("住址", "", "不对外公布"),
)


def roll_template() -> bytes:
    return workbook(
        "党员花名册",
        [[name for name, _must, _what in COLUMNS]],
        notes=[("列", "是否必填", "填写说明"), *COLUMNS],
        notes_title="填写说明",
    )


def first_words(table: Mapping[str, str]) -> dict[str, str]:
    """The first spelling of each code: what a reader takes for the code again."""
    return {code: word for word, code in reversed(list(table.items())) if code}


WORDS: Mapping[str, Mapping[str, str]] = {
    "sex": first_words(SEXES),
    "education": first_words(EDUCATIONS),
    "membership": first_words(MEMBERSHIPS),
    "capacities": first_words(CAPACITIES),
    "tags": first_words(TAGS),
}
# What of an entry stands in which column; nothing of health, and who may do without it gets no contact either.
LINES = {
    "序号": "number", "姓名": "name", "性别": "sex", "民族": "ethnicity", "出生日期": "born_on", "学历": "education",
    "党员状态": "membership", "入党时间": "joined_on", "转正时间": "full_member_on", "所在支部": "branch_name", "现任职务": "post",
    "身份": "capacities", "标签": "tags", "兼职委员": "part_time",
}  # fmt: skip
CONTACT = {"流动党员": "away", "需接送": "needs_fetching", "联系电话": "telephone", "住址": "address"}


def roll_lines(entries: Iterable[RollEntry], *, contact: bool) -> list[list[object]]:
    """Heading and lines of the roll as a workbook has them."""
    fields = LINES | (CONTACT if contact else {})
    lines = [[_cell(field, getattr(entry, field)) for field in fields.values()] + [_remark(entry)] for entry in entries]
    return [[*fields, "备注"], *lines]


def _cell(field: str, value: Any) -> object:
    words = WORDS.get(field, {})
    if isinstance(value, list):
        return "、".join(words[code] for code in value if code in words)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else words.get(value, value)


def _remark(entry: RollEntry) -> str:
    member = entry.membership != RollEntry.Membership.NONE and not entry.part_time
    return "无选举权" if member and not entry.may_vote else ""
