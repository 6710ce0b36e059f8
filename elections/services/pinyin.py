"""Pinyin initials, for search only: 单小燕 is found under sxy.

The dictionary reads many surnames by their commoner sound (单 dan, 仇 chou), so surnames have a table of their own.
"""

import re
import unicodedata
from collections.abc import Callable

GENERIC = ("社区", "街道", "行政村", "村", "镇", "乡", "党支部", "支部", "党总支", "党委", "党工委")
COMPOUND = {"尉迟": "yc", "万俟": "mq", "单于": "cy", "长孙": "zs", "澹台": "tt", "令狐": "lh", "宰父": "zf", "亓官": "qg"}
SURNAMES = {
    "单": "s", "仇": "q", "查": "z", "区": "o", "解": "x", "任": "r", "曾": "z", "盖": "g", "朴": "p", "缪": "m", "乐": "y", "翟": "z",
    "冼": "x", "洗": "x", "员": "y", "贠": "y", "种": "c", "秘": "b", "覃": "q", "黑": "h", "葛": "g", "折": "s", "召": "s", "繁": "p",
    "那": "n", "纪": "j", "祭": "z", "尉": "w", "哈": "h", "逄": "p", "隗": "w", "笪": "d", "郇": "x", "褚": "c", "燕": "y", "应": "y",
    "於": "y", "佴": "n", "宓": "m", "牟": "m", "谌": "c", "阚": "k", "车": "c", "石": "s", "沈": "s", "曲": "q", "柏": "b", "粘": "n",
    "乜": "n", "过": "g", "卜": "b", "殷": "y", "盛": "s", "炅": "g", "麴": "q", "适": "k", "会": "g", "尹": "y", "都": "d",
    "訾": "z", "俞": "y", "藏": "z", "强": "q", "钻": "z", "晁": "c", "郗": "x", "郄": "q", "佘": "s", "么": "y",
}  # fmt: skip


def initials(name: str) -> str:
    """Small letters, one for each character; the dot of a long name and notes in brackets have none."""
    bare = "".join(character for character in name.split("（")[0].split("(")[0] if character != "·")
    known = COMPOUND.get(bare[:2]) or SURNAMES.get(bare[:1], "")
    rest = _spelled(bare[len(known) :], "FIRST_LETTER", lambda unknown: "?" * len(unknown))
    return (known + "".join(rest)).lower()[:60]


def address_of(name: str) -> str:
    """A short name for addresses, as in a web page's: 文晖街道 is wenhui. Empty where nothing of the name can be spelled so."""
    bare = next((name.removesuffix(end) for end in GENERIC if name.endswith(end) and name != end), name)
    spelled = "".join(_spelled(bare, "NORMAL", lambda unknown: unknown))
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKC", spelled).lower().replace("ü", "v"))[:32]


def _spelled(text: str, style: str, errors: Callable[[str], str]) -> list[str]:
    """Character by character. The dictionary takes a third of a second to load, so it comes with the first name that needs it."""
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(text, style=getattr(Style, style), errors=errors)
