import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management import call_command
from django.core.management.base import BaseCommand

from elections.messages import sentences_of
from elections.models import Organisation
from elections.queries.foundings import is_founded
from elections.rules.issues import Issue, RuleViolation, refuse_if
from elections.services.rehearsals import remove_rehearsal


class Command(BaseCommand):
    help = "Removes the rehearsal office CODE: every row and every stored file of it, and nothing of any other office."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE")

    def handle(self, *args: object, code: str, **options: object) -> None:
        office = Organisation.objects.streets().filter(code=code).first()
        try:
            if office is None:
                refuse_if([Issue("office_unknown", {"code": code})])
            else:
                self.stdout.write(json.dumps(asdict(remove_rehearsal(office, actor=None))))
                if not is_founded():
                    call_command("begin", stdout=self.stderr)
        except RuleViolation as refused:
            self.stderr.write("\n".join(sentences_of(refused.issues)))
            sys.exit(2)
