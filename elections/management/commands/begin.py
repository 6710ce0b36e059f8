from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext

from elections.queries.foundings import is_founded
from elections.services.foundings import GOOD_FOR, renew_founding_code


class Command(BaseCommand):
    help = "Prints a new one-time code with which the office of an empty installation is founded in the browser. The code before is void."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("zh-hans"):
            if is_founded():
                self.stdout.write(gettext("There is an office already; its administrators appoint the others."))
                return
            announce(self.stdout.write)


def announce(say: Any) -> None:
    """A new code, in large enough letters to be read off the window."""
    code = renew_founding_code()
    spaced = "-".join(code[place : place + 4] for place in range(0, len(code), 4))
    say("")
    say(gettext("There is no office here yet. Open the address of the office in a browser and found it with this code:"))
    say(f"\n    {spaced}\n")
    say(gettext("It is good once and for %(hours)s hours; each start shows a new one.") % {"hours": int(GOOD_FOR.total_seconds()) // 3600})
