"""Builds the Chinese catalogue of the screens from locale/parts/*.json, each {"English msgid": "中文"}.

python locale/build.py            writes locale/zh_Hans/LC_MESSAGES/django.po and .mo
python locale/build.py --check    lists every sentence of code and templates without Chinese, and parts that disagree; exit 1 if any
"""

import json
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "locale/zh_Hans/LC_MESSAGES/django"
KEYWORDS = DEFAULT_KEYWORDS | {"gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2), "gettext_noop": None}
PLACE = re.compile(r"%\((\w+)\)|%[sd%]")

Plurals = dict[str, str]


def main(arguments: list[str]) -> int:
    chinese, faults = read_parts(ROOT / "locale/parts")
    used = dict(sentences(ROOT))
    if arguments == ["--check"]:
        faults += [f"no Chinese for {msgid!r}" for msgid in sorted(used) if not chinese.get(msgid)]
        print("\n".join(faults) or f"{len(used)} sentences, each with its Chinese.")
        return 1 if faults else 0
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    write(chinese, {msgid: plural for msgid, plural in used.items() if plural})
    return 0


def read_parts(folder: Path) -> tuple[dict[str, str], list[str]]:
    chinese: dict[str, str] = {}
    faults = []
    for path in sorted(folder.glob("*.json")):
        for msgid, text in json.loads(path.read_text()).items():
            if chinese.setdefault(msgid, text) != text:
                faults.append(f"{path.name}: {msgid!r} is {text!r} here and {chinese[msgid]!r} elsewhere")
            if places(msgid) < places(text):
                faults.append(f"{path.name}: {text!r} names a figure that {msgid!r} does not have")
    return chinese, faults


def places(sentence: str) -> set[str]:
    return {match.group() for match in PLACE.finditer(sentence)} - {"%%"}


def sentences(root: Path) -> Iterator[tuple[str, str]]:
    """Every msgid of code and templates, with its plural or an empty string."""
    for app in ("election_admin", "elections", "nominations"):
        for path in sorted((root / app).rglob("*.py")):
            yield from extracted(path.read_bytes())
    for path in sorted((root / "templates").rglob("*.html")):
        lines = templatize(path.read_text(), origin=str(path)).splitlines()
        yield from extracted("\n".join(line.strip() for line in lines).encode())  # a page's indentation is none to Python


def extracted(source: bytes) -> Iterator[tuple[str, str]]:
    for _line, message, _comments, _context in extract("python", BytesIO(source), KEYWORDS, options={"encoding": "utf-8"}):
        msgid, plural = (message[0], message[1]) if isinstance(message, tuple) else (message, "")
        if msgid:
            yield msgid, plural


def write(chinese: dict[str, str], plurals: Plurals) -> None:
    comment = "# Built by locale/build.py; edit locale/parts."
    catalogue = Catalog(locale="zh_Hans", project="election-admin", fuzzy=False, header_comment=comment)
    for msgid, text in sorted(chinese.items()):
        if plurals.get(msgid):
            catalogue.add((msgid, plurals[msgid]), (text,))
        else:
            catalogue.add(msgid, text)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.with_suffix(".po").open("wb") as file:
        write_po(file, catalogue, width=140)
    with TARGET.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
