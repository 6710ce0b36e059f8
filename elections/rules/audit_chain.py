"""操作留痕: the hash chain over the acts of one election, its export, and its check.

This file needs nothing but Python (3.8 or later), so that an observer can copy it and check an export on a computer of their own:

    python audit_chain.py FILE [--head HEX]

The file: line 1 is `{"format": "tuixuan-audit-1", "election": CODE, "count": N, "head": HEX}`, written exactly so; each further line is
`<sha256 in 64 lower-case hex digits> <one event as JSON>`; every line ends with a single line feed. The hash of an event is SHA-256 over
the 64 hex digits of the hash before it, as ASCII (64 zeros before the first event), followed by the raw bytes of the event's JSON.
Events carry their number "n", from 1 without gaps; the first one names the election. An event may have only the keys of EVENT_KEYS.

`--head` is a 校验码 printed on a notice or a form: 16 to 64 hex digits. It must be the hash of an event in the file; where that is not
the last event, the file is newer than the paper.

Exit code 0: nothing was changed. 1: something was changed, and the number of the first event that does not fit is printed.
2: the file (or the --head) cannot be read as what it should be.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

FORMAT = "tuixuan-audit-1"
START = "0" * 64
PRINTED_DIGITS = 16
EVENT_KEYS = ("n", "election", "at", "verb", "actor", "subject", "figures", "detail")
REQUIRED_KEYS = ("n", "at", "verb")

# The sentences stand here and not in the catalogue, because this file works alone.
SENTENCES = {
    "intact": "完整无误：选举%(election)s共%(count)d条记录，最后校验码%(head)s。",
    "intact_head_earlier": "完整无误：选举%(election)s共%(count)d条记录，最后校验码%(head)s；"
    "所给校验码是第%(number)d条的，此后又有新记录。",
    "hash_differs": "第%(number)d条与校验值不符：此条被改动，或者它之前的记录被删除、调换、重复。",
    "number_differs": "第%(number)d条的编号是%(found)s，编号不连续。",
    "election_differs": "第%(number)d条写明的选举是%(found)s，与首行的%(election)s不符。",
    "records_missing": "首行写明共%(count)d条记录，从第%(number)d条起缺失。",
    "records_added": "首行写明共%(count)d条记录，却多出第%(number)d条。",
    "last_line_cut": "第%(number)d条没有写完，文件结尾被截断。",
    "head_differs": "首行的校验码与第%(number)d条（最后一条）的校验值不符。",
    "head_not_found": "所给校验码%(head)s不在文件的%(count)d条记录中：第%(number)d条起被截断，或者记录被整体改写。",
    "file_missing": "文件%(file)s无法打开：%(reason)s。",
    "file_empty": "文件是空的，没有记录。",
    "header_unreadable": "首行不是%(format)s格式的文件头，这不是操作留痕的导出文件，或者首行被改动。",
    "event_unreadable": "第%(number)d条不是规定格式的记录。",
    "head_unreadable": "校验码%(head)s应为16至64位十六进制数字（0-9、a-f）。",
}
UNREADABLE = frozenset({"file_missing", "file_empty", "header_unreadable", "event_unreadable", "head_unreadable"})


class Verdict(NamedTuple):
    """`number` in params is the first event that does not fit."""

    code: str
    params: Mapping[str, object]

    @property
    def exit_code(self) -> int:
        if self.code in UNREADABLE:
            return 2
        return 0 if self.code.startswith("intact") else 1

    def __str__(self) -> str:
        """With what a forged file says as far as any screen can show it."""
        return (SENTENCES[self.code] % self.params).encode("utf-8", "backslashreplace").decode("utf-8")


class Header(NamedTuple):
    election: str
    records: int
    head: str


class Broken(Exception):
    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.verdict = Verdict(code, params)


def next_hash(previous: str, raw: bytes) -> str:
    """`previous` is START for the first event, else the 64 hex digits of the event before."""
    return hashlib.sha256(previous.encode("ascii") + raw).hexdigest()


def detail_hash(salt: bytes, detail: bytes) -> str:
    """What an event keeps of a detail that may be erased later."""
    return hashlib.sha256(salt + detail).hexdigest()


def event_bytes(event: Mapping[str, object]) -> bytes:
    """The raw JSON that is stored and hashed. ValueError for a key that the format does not know or lacks."""
    check_keys(event)
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False).encode("utf-8")


def check_keys(event: Mapping[str, object]) -> None:
    unknown, missing = event.keys() - set(EVENT_KEYS), set(REQUIRED_KEYS) - event.keys()
    if unknown or missing:
        raise ValueError(f"unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")


def export_lines(election_code: str, events: Iterable[bytes]) -> Iterator[bytes]:
    """`events` are the raw bytes as stored, in the order of their numbers."""
    chained = list(chain_up(events))
    head = chained[-1][0] if chained else START
    yield header_line(Header(election_code, len(chained), head))
    for digest, raw in chained:
        yield digest.encode("ascii") + b" " + raw + b"\n"


def chain_up(events: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    head = START
    for raw in events:
        head = next_hash(head, raw)
        yield head, raw


def header_line(header: Header) -> bytes:
    fields = {"format": FORMAT, "election": header.election, "count": header.records, "head": header.head}
    return json.dumps(fields, ensure_ascii=False).encode("utf-8") + b"\n"


def verify(content: bytes, head: str | None = None) -> Verdict:
    try:
        printed = read_head(head) if head is not None else None
        first, *lines = content.split(b"\n")
        header = read_header(first)
        hashes = check_events(header, lines)
        return compare_heads(header, hashes, printed)
    except Broken as broken:
        return broken.verdict


def read_head(head: str) -> str:
    """As typed from paper: capitals and gaps do not matter."""
    digits = re.sub(r"[\s-]", "", head).lower()
    if not re.fullmatch(r"[0-9a-f]{16,64}", digits):
        raise Broken("head_unreadable", head=head)
    return digits


def read_header(line: bytes) -> Header:
    """The line must be byte for byte what the export writes, so that a change that JSON would forgive is seen too."""
    if not line:
        raise Broken("file_empty")
    try:
        fields = read_object(line)
        election, records, head = fields["election"], fields["count"], fields["head"]
        if type(election) is not str or type(records) is not int or type(head) is not str or records < 1:
            raise ValueError("not the figures of a header")
        header = Header(election, records, head)
        if header_line(header) != line + b"\n":
            raise ValueError("not written as the export writes it")
    except (ValueError, KeyError, RecursionError) as error:
        raise Broken("header_unreadable", format=FORMAT) from error
    return header


def read_object(raw: bytes) -> dict[str, object]:
    found = json.loads(raw.decode("utf-8"), object_pairs_hook=without_repeated_keys, parse_constant=refuse_constant)
    if type(found) is not dict:
        raise ValueError("not an object")
    return found


def without_repeated_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def refuse_constant(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


def check_events(header: Header, lines: list[bytes]) -> list[str]:
    """The hashes of the events. `lines` end with an empty one where the file ends with a line feed."""
    hashes: list[str] = []
    for number, line in enumerate(lines[:-1], start=1):
        hashes.append(check_event(header, number, hashes[-1] if hashes else START, line))
    if lines and lines[-1]:
        raise Broken("last_line_cut", number=len(lines))
    if len(hashes) < header.records:
        raise Broken("records_missing", number=len(hashes) + 1, count=header.records)
    return hashes


def check_event(header: Header, number: int, previous: str, line: bytes) -> str:
    if number > header.records:
        raise Broken("records_added", number=number, count=header.records)
    digest, raw = line[:64], line[65:]
    expected = next_hash(previous, raw)
    if digest != expected.encode("ascii") or line[64:65] != b" ":
        raise Broken("hash_differs", number=number)
    event = read_event(number, raw)
    if type(event["n"]) is not int or event["n"] != number:
        raise Broken("number_differs", number=number, found=event["n"])
    named = event.get("election", None if number == 1 else header.election)
    if named != header.election:
        raise Broken("election_differs", number=number, found=named, election=header.election)
    return expected


def read_event(number: int, raw: bytes) -> dict[str, object]:
    try:
        event = read_object(raw)
        check_keys(event)
    except (ValueError, RecursionError) as error:
        raise Broken("event_unreadable", number=number) from error
    return event


def compare_heads(header: Header, hashes: list[str], printed: str | None) -> Verdict:
    if header.head != hashes[-1]:
        raise Broken("head_differs", number=header.records)
    figures: dict[str, object] = {"election": header.election, "count": header.records, "head": header.head[:PRINTED_DIGITS]}
    if printed is None or header.head.startswith(printed):
        return Verdict("intact", figures)
    for number, digest in enumerate(hashes, start=1):
        if digest.startswith(printed):
            return Verdict("intact_head_earlier", {**figures, "number": number})
    raise Broken("head_not_found", head=printed, count=header.records, number=header.records + 1)


def verify_file(file: str, head: str | None = None) -> Verdict:
    try:
        content = Path(file).read_bytes()
    except OSError as error:
        return Verdict("file_missing", {"file": file, "reason": error.strerror})
    return verify(content, head)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="audit_chain.py", description="Checks an export of the acts of one election.")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--head", metavar="HEX", help="a 校验码 printed on a notice or a form, 16 to 64 hex digits")
    options = parser.parse_args(arguments)
    verdict = verify_file(options.file, options.head)
    stream = sys.stderr if verdict.exit_code == 2 else sys.stdout
    if hasattr(stream, "reconfigure"):  # a terminal without Chinese must not make an intact file look broken
        stream.reconfigure(errors="backslashreplace")
    stream.write(f"{verdict}\n")
    return verdict.exit_code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
