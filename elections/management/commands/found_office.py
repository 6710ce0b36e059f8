import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from elections.messages import sentences_of
from elections.models import Organisation
from elections.rules.issues import RuleViolation
from elections.services.accounts import found_administrators
from elections.services.organisations import found_office


class Command(BaseCommand):
    help = "Founds a real office with its first administrator and prints the one-time code of the first sign-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--code", required=True, help="short name in addresses, e.g. wenhui")
        parser.add_argument("--name", required=True, help="e.g. 文晖街道")
        parser.add_argument("--title", default="working_committee", choices=Organisation.Title.values)
        parser.add_argument("--superior", required=True, help="to whom the office reports, e.g. 中共下城区委组织部")
        parser.add_argument("--administrator", required=True, help="the person's name")
        parser.add_argument("--username", default="admin")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                office = found_office(code=options["code"], name=options["name"], title=options["title"], superior_name=options["superior"])
                account, code = found_administrators(office, username=options["username"], display_name=options["administrator"])
        except RuleViolation as refused:
            self.stderr.write("\n".join(sentences_of(refused.issues)))
            sys.exit(2)
        self.stdout.write(f"{account.username}: the first sign-in takes this code once: {code}")
