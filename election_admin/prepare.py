"""Makes the office ready to open: tables, static files, the rehearsal cycle where nobody is at home yet, what has become due."""

from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    collect_static(Path(settings.STATIC_ROOT), [Path(folder) for folder in settings.STATICFILES_DIRS])
    if not get_user_model()._default_manager.exists():
        call_command("demo")
    call_command("sweep", stdout=StringIO())


def collect_static(target: Path, sources: list[Path]) -> None:
    """Only when a file is newer than the last collection: hashing and compressing takes seconds."""
    stamp = target / "collected"
    newest = max((path.stat().st_mtime for source in sources for path in source.rglob("*")), default=0.0)
    if not stamp.exists() or stamp.stat().st_mtime < newest:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.touch()


if __name__ == "__main__":
    main()
