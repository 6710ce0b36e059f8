"""A roll from a spreadsheet: says what it would do, and does it with --apply, the whole file or none of it."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import translation

from elections.messages import sentence, sentences_of
from elections.models import Account, Appointment, Election
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.issues import Issue, RuleViolation, refuse_if
from elections.services.roll_import import RollImport, RowState, import_roll, preview_roll

STATES = [state.value for state in RowState]


class Command(BaseCommand):
    help = (
        "Reads the roll FILE (.xlsx or .csv) into the election CODE. Prints one JSON line of counts; every fault on stderr with its row. "
        "Exit 2 on any error or conflict, and then nothing is applied. Without --apply nothing is written."
    )

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--election", metavar="CODE", required=True)
        parser.add_argument("--apply", action="store_true", help="write the roll")
        parser.add_argument(
            "--actor",
            metavar="USERNAME",
            help="who imports; otherwise the first street officer of the office, else the first community clerk",
        )

    def handle(self, *args: object, file: str, election: str, apply: bool, actor: str | None = None, **options: object) -> None:
        with translation.override("zh-hans"):
            try:
                planned = self.run(file, find_election(election), apply, actor)
            except RuleViolation as violation:
                self.refuse(sentences_of(violation.issues))
            else:
                self.report(planned)

    def run(self, file: str, election: Election, apply: bool, actor: str | None) -> RollImport:
        content = read_bytes(file)
        planned = preview_roll(election, content)
        return import_roll(election, content, actor=find_actor(election, actor)) if apply and planned.applicable else planned

    def report(self, planned: RollImport) -> None:
        for number, issue in [*planned.faults(), *planned.warnings()]:
            self.stderr.write(sentence(Issue("roll_row", {"row": number, "text": sentence(issue)})))
        self.stdout.write(counts_line(planned.counts))
        if not planned.applicable:
            sys.exit(2)

    def refuse(self, lines: list[str]) -> None:
        """The file or the act as a whole: no row was judged, each sentence is one error."""
        for line in lines:
            self.stderr.write(line)
        self.stdout.write(counts_line(dict.fromkeys(STATES, 0) | {"error": len(lines)}))
        sys.exit(2)


def counts_line(counts: dict[str, int]) -> str:
    return json.dumps(counts, separators=(",", ":"))


def read_bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise RuleViolation([Issue("roll_file_missing", {"file": file, "reason": error.strerror})]) from error


def find_election(code: str) -> Election:
    found = Election.objects.select_related("cycle__office", "community").filter(code=code).first()
    if found is None:
        raise RuleViolation([Issue("election_unknown", {"code": code})])
    return found


def find_actor(election: Election, username: str | None) -> Account:
    found = Account.objects.filter(username=username).first() if username else first_officer(election)
    refuse_if([] if found else [Issue("account_unknown", {"username": username or "—"})])
    assert found is not None
    return found


def first_officer(election: Election) -> Account | None:
    """Whoever could do it at the desk: the office's first street officer, else the community's first clerk."""
    held = Appointment.objects.in_force(election_now(election)).filter(account__closed_at=None, election=None).select_related("account")
    street = held.filter(organisation=election.office, role=Role.STREET_OFFICER).first()
    clerk = held.filter(organisation=election.community, role=Role.COMMUNITY_CLERK).first()
    found = street or clerk
    return found.account if found else None
