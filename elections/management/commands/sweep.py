import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from elections.services.sweep import sweep


class Command(BaseCommand):
    help = "Records what has become due, once: notices that closed, reminders, jobs that nobody finished."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(asdict(sweep())))
