"""Names with numbers in the order in which people count: 第一、第二、第十党支部; 1幢, 2幢, 10幢."""

import re
import unicodedata

DIGITS = {figure: value for value, figure in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100}
NUMBER = re.compile(f"[0-9]+|[{''.join((*DIGITS, *UNITS))}]+")

Part = tuple[int, int, str]


def natural_key(name: str) -> tuple[Part, ...]:
    """Numbers, Arabic or Chinese, by their value; what stands between them by its characters."""
    plain = unicodedata.normalize("NFKC", name)
    parts: list[Part] = []
    done = 0
    for found in NUMBER.finditer(plain):
        parts += [(1, 0, plain[done : found.start()])] if found.start() > done else []
        parts.append((0, _value(found.group()), ""))
        done = found.end()
    return (*parts, *([(1, 0, plain[done:])] if done < len(plain) else []))


def _value(written: str) -> int:
    """十二 is 12, 二十 is 20, 一百零三 is 103; without a unit figure by figure: 二〇三 is 203."""
    if written[0].isdecimal():
        return int(written)
    if not UNITS.keys() & set(written):
        return int("".join(str(DIGITS[figure]) for figure in written))
    whole = here = 0
    for figure in written:
        if figure in UNITS:
            whole, here = whole + (here or 1) * UNITS[figure], 0
        else:
            here = DIGITS[figure]
    return whole + here
