"""How often a page asks the database: as often for one row as for three and for fifty."""

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ROWS = (1, 3, 50)


def asks_as_often(browser: Client, address: str, add: Callable[[int], object], *, shown: bool = True) -> None:
    """`add(number)` makes so many rows more. Where they are `shown`, the page grows with them; some only stand behind its figures."""
    browser.get(address)  # what a process asks once, or a session at its first page
    counts, lengths, there = [], [], 0
    for wanted in ROWS:
        add(wanted - there)
        there = wanted
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(address)
        assert answer.status_code == 200
        counts.append(len(asked))
        lengths.append(len(answer.content))
    assert len(set(counts)) == 1, f"{address}: {dict(zip(ROWS, counts, strict=True))} queries"
    assert not shown or lengths[0] < lengths[1] < lengths[2], f"{address}: the rows do not show in {lengths} bytes"
