"""An independent recount: one JSON line for each file, or nothing at all if one of them is faulty."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from elections.messages import sentence
from elections.rules.count_file import recount
from elections.rules.issues import Issue, RuleViolation


class Command(BaseCommand):
    help = "Recounts the ballots of each FILE.json and prints one JSON line for it. A faulty file refuses the whole call: exit 2."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE.json")

    def handle(self, *args: object, files: list[str], **options: object) -> None:
        answers: list[dict[str, Any]] = []
        faults: list[str] = []
        for file in files:
            try:
                answers.append(recount(read(file)))
            except RuleViolation as violation:
                faults += [f"{file}: {sentence(issue)}" for issue in violation.issues]
        if faults:
            self.stderr.write("\n".join(faults))
            sys.exit(2)
        if hasattr(self.stdout, "reconfigure"):  # a real stream, not a test's: JSON is UTF-8 whatever the terminal speaks
            self.stdout.reconfigure(encoding="utf-8")
        self.stdout.write("\n".join(json.dumps(answer, ensure_ascii=False) for answer in answers))


def read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except FileNotFoundError as error:
        raise RuleViolation([Issue("count_file_missing", {})]) from error
    except OSError as error:
        raise RuleViolation([Issue("count_file_unreadable", {"reason": error.strerror or str(error)})]) from error
