"""What was typed into a form that could not be taken, because nobody is signed in any more or the form was too old. It is shown once more,
to be copied, and kept nowhere."""

import re

from django.http import HttpRequest

APART = re.compile(r"csrf|password|(?:^|[-_])(?:code|pin|token|once|next)(?:$|[-_])|-held$|_FORMS$")
MACHINES = re.compile(r"[a-z_.-]+|\d+")  # a choice, a tick, a key


def typed_texts(request: HttpRequest) -> list[str]:
    """Words, days and times in the order of the form; what is secret or was only chosen is left out."""
    typed = [value.strip() for name, values in request.POST.lists() if not APART.search(name) for value in values]
    return [value for value in typed if value and not MACHINES.fullmatch(value)]
