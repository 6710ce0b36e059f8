"""Where somebody lives, as far as a list is sorted by it, and where letters go."""

import re
import unicodedata

BUILDING = re.compile(r"(.*?\d+\s*(?:幢|栋|号楼|座|#))")
POSTCODE = re.compile(r"[0-9]{6}")
HOUSE = re.compile(r"(.*?\d+\s*号)")


def building_of(address: str) -> str:
    """流水苑12幢 of 流水苑12幢3单元402室; the house where no building is named; empty where there is neither."""
    plain = unicodedata.normalize("NFKC", address).strip()
    found = BUILDING.match(plain) or HOUSE.match(plain)
    return re.sub(r"\s", "", found.group(1)) if found else ""


def read_postcode(text: str) -> str | None:
    """Six figures, full-width ones too; empty where none is given. None for anything else, such as a letter O for a nought."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return bare if not bare or POSTCODE.fullmatch(bare) else None
