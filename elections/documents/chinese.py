"""How figures, dates and lists are written on official paper; also the filters of the templates."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import segno
from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SHANGHAI = ZoneInfo("Asia/Shanghai")
NUMERALS = "〇一二三四五六七八九"
LONG_NAME = 5
WEEKDAYS = "一二三四五六日"

register = Library()


def local(moment: datetime) -> datetime:
    return moment.astimezone(SHANGHAI) if moment.tzinfo else moment


@register.filter
def day(value: date | datetime | None) -> str:
    """2026年3月9日 — without leading zeros (GB/T 9704-2012)."""
    if value is None:
        return ""
    found = local(value).date() if isinstance(value, datetime) else value
    return f"{found.year}年{found.month}月{found.day}日"


@register.filter
def open_day(value: date | datetime | None) -> str:
    """A date, or the blanks in which it is written by hand."""
    return day(value) or "　　年　　月　　日"


@register.filter
def weekday(value: date | datetime) -> str:
    found = local(value).date() if isinstance(value, datetime) else value
    return f"星期{WEEKDAYS[found.weekday()]}"


@register.filter
def clock(value: datetime | time) -> str:
    found = local(value).timetz() if isinstance(value, datetime) else value
    return f"{found.hour}:{found.minute:02d}"


@register.filter
def moment(value: datetime | None) -> str:
    return "" if value is None else f"{day(value)}{clock(value)}"


@register.filter
def month(value: str) -> str:
    """ "1975-03" as 1975.03, the way a table shows it."""
    return value.replace("-", ".")


@register.filter
def month_words(value: str) -> str:
    """ "1975-03" as 1975年3月."""
    if not value:
        return ""
    year, number = value.split("-")
    return f"{year}年{int(number)}月"


def last_day(closes_at: datetime) -> date:
    """The last day of a period whose end is exclusive: midnight belongs to the day before."""
    return (local(closes_at) - timedelta(microseconds=1)).date()


def percent(part: int, whole: int) -> str:
    """Two places, half up; "—" of nothing."""
    return percent_of(Fraction(part, whole)) if whole else "—"


def percent_of(share: Fraction) -> str:
    return f"{_rounded(share * 100, '0.01')}%"


def mean(values: Sequence[int]) -> str:
    """One place, half up; "—" of nothing."""
    return _rounded(Fraction(sum(values), len(values)), "0.1") if values else "—"


def _rounded(value: Fraction, step: str) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal(step), ROUND_HALF_UP))


@register.filter
def numeral(value: int) -> str:
    """1..99 as 一..九十九, for headings."""
    tens, ones = divmod(value, 10)
    if tens == 0:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


@register.filter
def listed(names: Sequence[str]) -> str:
    return "、".join(names)


@register.filter
def spaced(name: str) -> str:
    """A name in a list: two characters are set to the width of three, a long one is set smaller so that it stays in its cell."""
    if len(name) > LONG_NAME:
        return format_html('<span class="long-name">{}</span>', name)
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


@register.filter
def times(count: int) -> range:
    return range(count)


@register.filter
def share(value: str) -> str:
    """A share such as 4/5 in words: 五分之四."""
    above, below = value.split("/")
    return f"{numeral(int(below))}分之{numeral(int(above))}"


@register.filter
def qr(address: str) -> SafeString:
    """A QR code as inline SVG; the address is the only input and never reaches the mark-up as text."""
    return mark_safe(segno.make(address, error="m", micro=False).svg_inline(border=2, omitsize=True))  # noqa: S308


@register.filter
def mark_points(mark: str) -> int:
    """The size of the red line of issue: it fills the 156 mm of the page and is never larger than 44 pt."""
    return min(44, 440 // max(len(mark), 1))


BREAK_AFTER = ("党员大会", "党员代表大会", "委员会", "社区", "街道")
BREAK_BEFORE = ("换届", "公推直选", "候选人", "(?<!换届)选举(?!选举)", "召开", "情况", "结果", "党员", "第一次")


@register.filter
def title_lines(title: str, width: int) -> str:
    """A long title in lines of at most `width` characters, broken where the sense allows (词意完整) and as evenly as that goes."""
    if len(title) <= width or "\n" in title:
        return title
    middle = len(title) / -(-len(title) // width)
    places = [place for place in _sense_breaks(title) if place <= width] or [width]
    first = min(places, key=lambda place: (abs(place - middle), place))
    return title[:first] + "\n" + title_lines(title[first:], width)


def _sense_breaks(title: str) -> set[int]:
    after = {match.end() for word in BREAK_AFTER for match in re.finditer(word, title)}
    before = {match.start() for word in BREAK_BEFORE for match in re.finditer(word, title)}
    return {place for place in after | before if 3 <= place <= len(title) - 3}


@register.filter
def in_lines(values: Sequence[object], width: int) -> list[list[object]]:
    """Cells in lines of equal length; None is a cell that is not there."""
    padded = [*values, *[None] * (-len(values) % width)]
    return [padded[start : start + width] for start in range(0, len(padded), width)]
