"""How often a page asks the database: as often for one row as for three and for fifty."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from elections.permissions import Role

ROWS = (1, 3, 50)


class Page(NamedTuple):
    """Where rows are `shown`, the page grows with them; some only stand behind its figures."""

    browser: Client
    address: str
    shown: bool = True


def pages_of(as_role: Callable[[Role], Client], declared: Iterable[tuple[Role | None, str]], **ids: object) -> list[Page]:
    """Each as its role sees it, or anybody at all; `ids` stand in the addresses."""
    return [Page(as_role(role) if role else Client(), address.format(**ids)) for role, address in declared]


def asks_as_often(add: Callable[[int], object], *pages: Page) -> None:
    """`add(number)` makes so many rows more; every page that has to do with them is asked then, so that they are made once."""
    for page in pages:
        page.browser.get(page.address)  # what a process asks once, or a session at its first page
    counts: dict[Page, list[int]] = {page: [] for page in pages}
    lengths: dict[Page, list[int]] = {page: [] for page in pages}
    there = 0
    for wanted in ROWS:
        add(wanted - there)
        there = wanted
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                answer = page.browser.get(page.address)
            assert answer.status_code == 200
            counts[page].append(len(asked))
            lengths[page].append(len(answer.content))
    for page in pages:
        assert len(set(counts[page])) == 1, f"{page.address}: {dict(zip(ROWS, counts[page], strict=True))} queries"
        fewest, more, most = lengths[page]
        assert not page.shown or fewest < more < most, f"{page.address}: the rows do not show in {lengths[page]} bytes"
