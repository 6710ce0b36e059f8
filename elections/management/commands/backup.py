"""The whole office in one encrypted file. `docs/operations.md` says how often and where to."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from elections.messages import sentences_of
from elections.rules.issues import Issue, RuleViolation
from elections.services.backups import backup


class Command(BaseCommand):
    help = "Writes the whole office (every table and stored file) into FILE, encrypted with the passphrase in F. Works while people work."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--passphrase-file", required=True, metavar="F", help="its first line is the passphrase")
        parser.add_argument("--with-keys", action="store_true", help="puts the key of this machine inside as well")

    def handle(self, *args: object, file: str, passphrase_file: str, with_keys: bool, **options: object) -> None:
        try:
            contents = backup(Path(file), passphrase=read_passphrase(passphrase_file), with_keys=with_keys)
        except RuleViolation as refused:
            self.stderr.write("\n".join(sentences_of(refused.issues)))
            sys.exit(2)
        self.stdout.write(json.dumps(contents.figures()))


def read_passphrase(file: str) -> str:
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise RuleViolation([Issue("passphrase_unreadable", {"file": file, "reason": reason})]) from error
    return lines[0].strip() if lines else ""
