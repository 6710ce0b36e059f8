"""Wrong codes of electronic ballots, counted for the whole office by the minute: a number in the cache, and never who typed them.

A code has sixty bits, so guessing is hopeless by itself; this keeps a machine that tries from being a burden, and shows that it was tried.
"""

import time

from django.core.cache import cache

MOST_A_MINUTE = 300
MINUTE = 60


def guesses_are_spent() -> bool:
    """More wrong codes in this minute than a hall full of people mistypes."""
    wrong: int = cache.get(_key(), 0)
    return wrong >= MOST_A_MINUTE


def note_wrong_code() -> None:
    cache.add(_key(), 0, 2 * MINUTE)
    cache.incr(_key())


def _key() -> str:
    return f"wrong-ballot-codes:{int(time.time()) // MINUTE}"
