"""Codes of organisations, cycles and elections: they stand in addresses, in names of folders and in the record, so they are plain."""

import re
import unicodedata
from collections.abc import Iterator

from .issues import Issue

MOST_LETTERS = 32
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def code_issues(code: str) -> Iterator[Issue]:
    if len(code) > MOST_LETTERS or not CODE.fullmatch(code):
        yield Issue("code_malformed", {"code": code, "most": MOST_LETTERS})


def sign_in_name(typed: str) -> str:
    """A user name as it is kept: capitals and the full-width letters of a Chinese keyboard make no difference."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()
