"""The check of an exported chain; all of it is in `elections/rules/audit_chain.py`, which also works alone."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from elections.rules.audit_chain import verify_file


class Command(BaseCommand):
    help = "Checks that an export of an election's acts is unchanged: exit 0, 1 with the first broken number, 2 unreadable."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--head", metavar="HEX", help="a head printed on a notice or a form, 16 to 64 hex digits")

    def handle(self, *args: object, file: str, head: str | None, **options: object) -> None:
        verdict = verify_file(file, head)
        stream = self.stderr if verdict.exit_code == 2 else self.stdout
        if hasattr(stream, "reconfigure"):  # a terminal without Chinese must not make an intact file look broken
            stream.reconfigure(errors="backslashreplace")
        stream.write(str(verdict))
        if verdict.exit_code:
            sys.exit(verdict.exit_code)
