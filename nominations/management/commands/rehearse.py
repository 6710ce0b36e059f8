import os
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from elections.rules.rule_set import PRESETS
from nominations.rehearsal.run import run_rehearsal

INSIDE = "REHEARSAL_FOLDER"
DEFAULTS = {
    "street-community": {"communities": 8, "members": 1555, "residents": 600},
    "regulation-2020": {"communities": 1, "members": 120, "residents": 40},
    "village": {"communities": 1, "members": 100, "residents": 141},
}


class Command(BaseCommand):
    help = "Runs whole cycles through the services with a moved clock, in a database of its own under --out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--preset", choices=sorted(PRESETS), default="street-community")
        parser.add_argument("--communities", type=int)
        parser.add_argument("--members", type=int)
        parser.add_argument("--residents", type=int)
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["out"].resolve()
        figures = {name: options[name] or value for name, value in DEFAULTS[options["preset"]].items()}
        self._check(figures)
        if os.environ.get(INSIDE) == str(folder):
            call_command("migrate", verbosity=0, interactive=False)
            run_rehearsal(options["preset"], folder, say=self.stdout.write, **figures)
        else:
            self._run_apart(folder, options["preset"], figures)

    def _check(self, figures: dict[str, int]) -> None:
        if figures["communities"] < 1 or figures["members"] < 30 * figures["communities"] or figures["residents"] < 10:
            raise CommandError(
                "演练每个社区至少30名党员、全街道至少10名群众："
                f"现为{figures['communities']}个社区、{figures['members']}名党员、{figures['residents']}名群众。"
            )

    def _run_apart(self, folder: Path, preset: str, figures: dict[str, int]) -> None:
        """In a process of its own whose database and files lie in the folder: the office's own data is never touched."""
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"文件夹{folder}不是空的，演练不会覆盖已有的内容，请换一个空文件夹。")
        (folder / "var").mkdir(parents=True)
        environment = os.environ | {
            INSIDE: str(folder),
            "VAR_DIR": str(folder / "var"),
            "DATABASE_URL": f"sqlite:///{folder / 'office.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "election_admin.settings.embedded",
        }
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "rehearse", "--preset", preset, "--out", str(folder)]
        for name, value in figures.items():
            command += [f"--{name}", str(value)]
        ended = subprocess.run(command, env=environment, check=False)  # noqa: S603 - our own command with checked numbers
        if ended.returncode:
            sys.exit(ended.returncode)
