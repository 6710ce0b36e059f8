"""The columns of a 党员花名册 in the spellings that offices use, and how a cell is read.

A reader gets the text of a cell that is not blank and returns its value, or None where it cannot be read.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Reader = Callable[[str], Any]

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})?")
CLOCK = re.compile(r"[ T]0{1,2}:00(:00)?$")
DATES_IN_TEXT = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}(?!\d)\s*日?|\s*月)?")
EARLIEST = 1900
LONGEST_TEXT = 120
DOTS = re.compile(r"[•‧・.]")
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")  # come along from web pages and chats
BLANK_BESIDE_CHARACTER = re.compile(r"(?<![A-Za-z]) | (?![A-Za-z])")
LIST_MARKS = re.compile(r"[、,，;；/\s]+")
YES = {"是", "有", "需要", "需", "√", "✓", "1", "y", "yes", "兼职", "兼职委员", "需接送"}
NO = {"否", "无", "不", "没有", "不需要", "非", "×", "0", "n", "no", "-", "—"}
ABROAD = ("流动", "流出", "外出", "外地", "在外")
NATIONALITIES = frozenset(
    re.findall(
        r"\S+",
        """汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜
        土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春
        赫哲 门巴 珞巴 基诺""",
    )
)
SEXES = {"男": "male", "女": "female", "男性": "male", "女性": "female"}
MEMBERSHIPS = {
    "正式": "full", "正式党员": "full", "中共党员": "full", "中共正式党员": "full",
    "预备": "probationary", "预备党员": "probationary", "中共预备党员": "probationary",
    "群众": "none", "非党员": "none", "居民": "none", "无党派": "none",
}  # fmt: skip
EDUCATIONS = {
    "小学": "primary", "初中": "junior", "高中": "senior", "中专": "senior", "中技": "senior", "技校": "senior", "职高": "senior",
    "中师": "senior", "大专": "college", "专科": "college", "大学专科": "college", "高职": "college",
    "本科": "bachelor", "大学": "bachelor", "大学本科": "bachelor", "大本": "bachelor", "学士": "bachelor",
    "研究生": "master", "硕士": "master", "硕士研究生": "master", "博士": "doctor", "博士研究生": "doctor", "文盲": "", "无": "",
}  # fmt: skip
EDUCATION_MANNER = re.compile(r"^(全日制|在职|中央党校|省委党校|市委党校|党校|函授|自考|成人|电大|夜大)+|(学历|毕业|肄业|结业|文化|程度)+$")
CAPACITIES = {
    "党员": "member", "社区工作者": "social_worker", "社工": "social_worker", "居民代表": "resident_representative",
    "楼宇自治会长": "building_head", "楼宇会长": "building_head", "楼长": "building_head", "居民组长": "building_head",
    "居民小组长": "building_head", "两代表一委员": "delegate", "党代表": "delegate", "人大代表": "delegate", "政协委员": "delegate",
    "辖区单位代表": "unit_representative", "单位代表": "unit_representative",
    "大会代表": "meeting_delegate", "党代会代表": "meeting_delegate", "党员代表大会代表": "meeting_delegate",
}  # fmt: skip
TAGS = {
    "大学生社工": "graduate_social_worker", "大学生社区工作者": "graduate_social_worker", "业委会": "owners_committee",
    "业委会主任": "owners_committee", "业委会成员": "owners_committee", "民警": "police", "社区民警": "police",
    "物业": "property_manager", "物业经理": "property_manager", "连任": "re_elected", "交叉任职": "cross_appointment",
}  # fmt: skip
SANCTIONS_WITHOUT_SUSPENSION = ("警告", "撤销党内职务", "诫勉", "批评教育")
YEARS = {"一": 1, "1": 1, "二": 2, "两": 2, "2": 2}


def read_text(text: str) -> str | None:
    return text if len(text) <= LONGEST_TEXT else None


def plain_name(text: str) -> str:
    """A typed name as it is looked up and kept: 王　毅 is 王毅, ５ is 5, the dot of a long name and the brackets of a note have one form.

    Only between two Latin letters a blank belongs to the name.
    """
    plain = DOTS.sub("·", unicodedata.normalize("NFKC", INVISIBLE.sub("", text))).replace("(", "（").replace(")", "）")
    return BLANK_BESIDE_CHARACTER.sub("", re.sub(r"\s+", " ", plain.strip()))


def read_name(text: str) -> str | None:
    """What is no name at all is said by `roll_person`."""
    name = plain_name(text)
    return name if len(name) <= 40 else None


def name_or_number(text: str) -> str:
    """Somebody as the roll has them: 07 calls number 7."""
    plain = plain_name(text)
    return str(int(plain)) if plain.isdecimal() else plain


def is_called(typed: str, name: str, number: int) -> bool:
    """By name, by the number on the roll, or by both as a list suggests them: 7 王毅."""
    return name_or_number(typed) in {plain_name(name), str(number), plain_name(f"{number} {name}")}


def narrow(text: str) -> str:
    """Figures and marks as a Chinese keyboard types them, in the form of every other."""
    return unicodedata.normalize("NFKC", text)


def read_day(text: str) -> date | None:
    text = narrow(text)
    return _date(DAY.fullmatch(CLOCK.sub("", text)) or PACKED.fullmatch(text), last=False, whole=True)


def read_month_or_day(text: str) -> date | None:
    """入党时间 and 转正时间 often name the month only; then its first day stands for it, and papers print the month."""
    bare = CLOCK.sub("", narrow(text))
    return _date(DAY.fullmatch(bare) or MONTH.fullmatch(bare) or PACKED.fullmatch(bare), last=False, whole=False)


def read_birth(text: str) -> date | str | None:
    """The day; or, where only the month is named (出生年月), that month as "1970-05": an ID number in the row gives its day."""
    day = read_day(text)
    month = None if day else read_month_or_day(text)
    return f"{month:%Y-%m}" if month else day


def _date(found: re.Match[str] | None, *, last: bool, whole: bool) -> date | None:
    if found is None:
        return None
    year, month, *rest = (int(part) if part else 0 for part in found.groups())
    day = rest[0] if rest else 0
    if year < EARLIEST or not 1 <= month <= 12 or (whole and not day):
        return None
    length = monthrange(year, month)[1]
    day = day or (length if last else 1)
    return date(year, month, day) if day <= length else None


def read_yes(text: str) -> bool | None:
    folded = narrow(text).casefold()
    return True if folded in YES else False if folded in NO else None


def read_away(text: str) -> bool | None:
    if text.startswith(("非", "不", "未")) or "不在外" in text or text in {"在册", "在本地", "本地"}:
        return False
    return True if any(word in text for word in ABROAD) else read_yes(text)


def read_ethnicity(text: str) -> str | None:
    bare = text.removesuffix("族")
    return f"{bare}族" if bare in NATIONALITIES else None


def read_education(text: str) -> str | None:
    return EDUCATIONS.get(text, EDUCATIONS.get(EDUCATION_MANNER.sub("", text)))


def read_capacities(text: str) -> tuple[str, ...] | None:
    return _listed(text, CAPACITIES)


def read_tags(text: str) -> tuple[str, ...] | None:
    return _listed(text, TAGS)


def _listed(text: str, words: Mapping[str, str]) -> tuple[str, ...] | None:
    found = [words.get(part) for part in LIST_MARKS.split(text) if part]
    return None if None in found else tuple(dict.fromkeys(code for code in found if code))


def read_discipline(text: str) -> dict[str, Any] | None:
    """处分情况: only what suspends a right is kept (留党察看, 留置, 逮捕), with its days; the sanction itself is not."""
    none = {"suspension": "", "suspended_from": None, "suspended_until": None}
    text = narrow(text)
    if text in NO:
        return none
    for word, code in (("留党察看", "party_probation"), ("留置", "detained"), ("逮捕", "arrested")):
        if word in text:
            return {"suspension": code} | _span(text)
    return none if "开除" not in text and any(word in text for word in SANCTIONS_WITHOUT_SUSPENSION) else None


def _span(text: str) -> dict[str, Any]:
    """起止. The last day named still counts; a month named counts whole; 两年 counts from the first day. No end known is no end."""
    found = DATES_IN_TEXT.findall(text)
    starts = _ends_of(found[0])[0] if found else None
    ends = _ends_of(found[1])[1] if len(found) > 1 else None
    if starts and not ends and (years := re.search(r"([一二两12])年(?!\d|[0-9]*月)", re.sub(r"\d{4}\s*年", "", text))):
        ends = _years_after(starts, YEARS[years.group(1)]) - timedelta(days=1)
    return {"suspended_from": starts, "suspended_until": ends + timedelta(days=1) if ends else None}


def _ends_of(text: str) -> tuple[date | None, date | None]:
    found = DAY.fullmatch(text) or MONTH.fullmatch(text)
    return _date(found, last=False, whole=False), _date(found, last=True, whole=False)


def _years_after(day: date, years: int) -> date:
    """29 February ends on 1 March."""
    return date(day.year + years, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + years)


@dataclass(frozen=True, slots=True)
class Column:
    """`field` "" is recognised and not kept: the roll holds no more than the election needs. `fault` is the code of an unreadable cell."""

    field: str
    spellings: tuple[str, ...]
    read: Reader = read_text
    fault: str = "roll_cell_too_long"


COLUMNS: tuple[Column, ...] = (
    Column("", ("序号", "编号", "党龄", "参加工作时间", "工作时间", "备注", "籍贯", "年龄", "转出时间", "婚姻状况")),
    Column("name", ("姓名", "党员姓名", "名字"), read_name, "roll_cell_name"),
    Column("sex", ("性别",), SEXES.get, "roll_cell_sex"),
    Column("ethnicity", ("民族",), read_ethnicity, "roll_cell_ethnicity"),
    Column("born_on", ("出生日期", "出生年月日", "出生年月", "出生时间", "生日"), read_birth, "roll_cell_day"),
    Column("identity", ("身份证号", "身份证号码", "公民身份号码", "公民身份证号", "居民身份证号码", "身份证"), fault="identity_form"),
    Column("education", ("学历", "文化程度", "最高学历", "学历学位"), read_education, "roll_cell_education"),
    Column(
        "joined_on", ("入党时间", "入党日期", "加入党组织日期", "入党时间(接收预备)", "接收预备党员时间", "入党年月"),
        read_month_or_day, "roll_cell_date",
    ),
    Column(
        "full_member_on", ("转正时间", "转正日期", "转为正式党员日期", "转正年月"), read_month_or_day, "roll_cell_date",
    ),
    Column("post", ("现任职务", "工作单位及职务", "单位及职务", "工作岗位", "现工作单位及职务", "职务")),
    Column("party_post", ("党内职务",)),
    Column(
        "branch_name",
        ("所在支部", "所在支部/小组", "所在支部/党小组", "所在党支部", "所属支部", "党支部", "支部", "支部/小组", "党小组"),
    ),
    Column(
        "membership", ("党员状态", "党员状态(正式/预备)", "党员类别", "人员类别", "正式/预备", "政治面貌"),
        MEMBERSHIPS.get, "roll_cell_membership",
    ),
    Column("discipline", ("处分情况", "处分情况(留党察看起止)", "处分", "党纪处分"), read_discipline, "roll_cell_discipline"),
    Column("away", ("流动情况", "流动党员", "是否流动", "是否流动党员", "外出情况"), read_away, "roll_cell_yes_no"),
    Column("telephone", ("联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "电话号码")),
    Column("address", ("住址", "家庭住址", "现住址", "居住地址", "家庭地址", "地址", "详细住址")),
    Column("capacities", ("身份", "身份类别", "推荐身份", "代表身份"), read_capacities, "roll_cell_capacities"),
    Column("tags", ("标签", "人员标签", "来源"), read_tags, "roll_cell_tags"),
    Column("part_time", ("兼职委员", "是否兼职", "兼职", "组织关系不在本社区"), read_yes, "roll_cell_yes_no"),
    Column("needs_fetching", ("需接送", "是否需接送", "接送", "行动不便"), read_yes, "roll_cell_yes_no"),
)  # fmt: skip


def plain_header(text: str) -> str:
    """Full-width forms, blanks, line breaks and the star of a required column make no difference."""
    return re.sub(r"[\s*:]+", "", unicodedata.normalize("NFKC", text)).casefold()


BY_SPELLING: Mapping[str, Column] = {plain_header(spelling): column for column in COLUMNS for spelling in column.spellings}


def column_of(header: str) -> Column | None:
    """With or without what stands in brackets behind it."""
    plain = plain_header(header)
    return BY_SPELLING.get(plain) or BY_SPELLING.get(re.sub(r"\([^()]*\)$", "", plain))
