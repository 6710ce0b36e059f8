"""Makes the office ready to open: tables, static files, the rehearsal cycle where nobody is at home yet, what has become due."""

from io import StringIO
from pathlib import Path

import django
import environ
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    collect_static(Path(settings.STATIC_ROOT), [*map(Path, settings.STATICFILES_DIRS), settings.BASE_DIR / "requirements"])
    welcome()
    call_command("sweep", stdout=StringIO())


def welcome() -> None:
    """A newcomer sees a rehearsal, whose accounts are printed at each start; a real office is founded by a person, with a code.

    Once a real office was asked for, or the rehearsal was removed, no rehearsal is made any more.
    """
    from elections.queries.foundings import has_demonstration, is_founded, waits_for_founding  # needs django.setup

    if has_demonstration() or not (is_founded() or waits_for_founding() or not environ.Env().bool("REHEARSAL", default=True)):
        call_command("demo")
    elif not is_founded():
        call_command("begin")


def collect_static(target: Path, sources: list[Path]) -> None:
    """Only when a file, or the list of packages that bring some, is newer than the last collection: it takes seconds."""
    stamp = target / "collected"
    newest = max((path.stat().st_mtime for source in sources for path in source.rglob("*")), default=0.0)
    if not stamp.exists() or stamp.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.touch()


if __name__ == "__main__":
    main()
