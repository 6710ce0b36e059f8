"""发文字号 as GB/T 9704-2012 writes it: the year in hexagonal brackets, Arabic figures. What a number says is never changed."""

import re

OPEN, CLOSED = "〔[［(（【〖「『《〈<＜｛{", "〕]］)）】〗」』》〉>＞｝}"
YEAR = re.compile(rf"\s*[{re.escape(OPEN)}]\s*(\d{{4}})\s*[{re.escape(CLOSED)}]\s*")
SERIAL = re.compile(r"(?<=〕)(第?)\s*(\d+)\s*(?=号)")


def letter_number(typed: str) -> str:
    """流东委(2026) ５ 号 is 流东委〔2026〕5号, whatever keyboard it was typed on."""
    figures = "".join(str(int(char)) if char.isdecimal() else char for char in typed.strip())
    return SERIAL.sub(r"\1\2", YEAR.sub(r"〔\1〕", figures))
