"""A list of names in 姓氏笔画 order, for use without the screens and without a database."""

import sys
import unicodedata
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from elections.messages import sentences_of
from elections.rules.issues import Issue, RuleViolation, refuse_if
from elections.rules.stroke_order import sorted_by_strokes, stroke_issues

ENCODINGS = ("utf-8-sig", "gb18030")


class Command(BaseCommand):
    help = "Prints the names of FILE (one a line, UTF-8 or GB18030) in the order of the strokes of their surnames."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")

    def handle(self, *args: object, file: str, **options: object) -> None:
        try:
            names = read_names(file)
        except RuleViolation as violation:
            for line in sentences_of(violation.issues):
                self.stderr.write(line)
            sys.exit(2)
        if hasattr(self.stdout, "reconfigure"):  # a real stream, not a test's: names are UTF-8 whatever the terminal speaks
            self.stdout.reconfigure(encoding="utf-8")
        for name in sorted_by_strokes(names):
            self.stdout.write(name)


def read_names(file: str) -> list[str]:
    try:
        content = Path(file).read_bytes()
    except OSError as error:
        raise RuleViolation([Issue("names_file_missing", {"file": file, "reason": error.strerror})]) from error
    lines = [line.strip() for line in decoded(file, content).splitlines()]
    columns = [
        Issue("names_line_columns", {"file": file, "line": number, "text": " ".join(line.split())})
        for number, line in enumerate(lines, start=1)
        if has_columns(line)
    ]
    names = [line for line in lines if line]
    unknown = [issue for name in names for issue in stroke_issues(name)]
    refuse_if(columns + unknown or ([] if names else [Issue("names_file_empty", {"file": file})]))
    return names


def has_columns(line: str) -> bool:
    """A blank may stretch a short name (王　毅) or stand before a note; it may not part two names."""
    parts = [part for part in line.split() if part[0] not in "(（"]
    return "\t" in line or (len(parts) > 1 and all(len(part) > 1 for part in parts))


def decoded(file: str, content: bytes) -> str:
    """Chinese spreadsheets save GBK; a file that is neither UTF-8 nor GB18030, or holds control characters, is no text."""
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(character) == "Cc" and character not in "\t\r\n" for character in text):
            return text
    raise RuleViolation([Issue("names_file_not_text", {"file": file})])
