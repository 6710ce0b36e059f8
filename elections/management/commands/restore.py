import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand

from elections.messages import sentences_of
from elections.rules.issues import Issue, RuleViolation, refuse_if
from elections.services.backup_parts import Contents
from elections.services.backups import check, restore

from .backup import read_passphrase


class Command(BaseCommand):
    help = "Brings the office in FILE back into an empty database, whole or not at all; every hash is proven before anything is written."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--passphrase-file", required=True, metavar="F", help="its first line is the passphrase")
        parser.add_argument("--into-empty", action="store_true", help="makes the tables first, where the database has none yet")
        parser.add_argument("--check", action="store_true", help="only proves that FILE is whole; writes nothing")
        parser.add_argument("--keys-to", metavar="K", help="where the backup has the keys inside: writes them into the new file K")

    def handle(self, *args: object, file: str, passphrase_file: str, into_empty: bool, keys_to: str | None, **options: object) -> None:
        try:
            passphrase = read_passphrase(passphrase_file)
            if options["check"]:
                contents = check(Path(file), passphrase=passphrase)
            else:
                if keys_to:
                    refuse_if(keys_issues(check(Path(file), passphrase=passphrase), Path(keys_to)))
                if into_empty:
                    call_command("migrate", verbosity=0, interactive=False)
                contents = restore(Path(file), passphrase=passphrase)
                if keys_to:
                    write_keys(contents, Path(keys_to))
        except RuleViolation as refused:
            self.stderr.write("\n".join(sentences_of(refused.issues)))
            sys.exit(2)
        self.stdout.write(json.dumps(contents.figures() | {"keys_fit": contents.fits_running_keys}))


def keys_issues(contents: Contents, target: Path) -> Iterator[Issue]:
    if contents.secret_key is None:
        yield Issue("keys_not_inside", {})
    if target.exists():
        yield Issue("keys_target_exists", {"file": str(target)})


def write_keys(contents: Contents, target: Path) -> None:
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(contents.secret_key or "")
