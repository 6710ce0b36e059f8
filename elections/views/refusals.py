"""What the rules refuse where no form is shown, in words on the next page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from elections.messages import sentences_of
from elections.rules.issues import RuleViolation


@contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """What is done within is done, or not at all; the view goes on behind it."""
    try:
        yield
    except RuleViolation as refused:
        for text in sentences_of(refused.issues):
            messages.error(request, text)
