"""A request as a first draft: its usual title, the number after the last one, and a text with what is on record."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from elections.documents.words import REQUEST_CLOSING, REQUEST_TEXTS, REQUEST_TITLES
from elections.models import Reply, Request
from elections.queries.requests import Asking, Matter

NUMBER = re.compile(r"^(?P<head>.*?)(?P<number>\d+)(?P<tail>\D*)$", re.DOTALL)
TO_WRITE = "＿＿年＿＿月＿＿日"


@dataclass(frozen=True, slots=True)
class Draft:
    """`returned` is the request that came back for correction; its words are the draft of the next one."""

    matter: Matter
    title: str
    text: str
    number: str
    returned: Request | None = None

    @property
    def answer(self) -> Reply | None:
        """What the superior wants mended."""
        return self.returned.replies.last() if self.returned else None


def draft_of(found: Asking, matter: Matter) -> Draft:
    returned = matter.returned
    if returned is not None:
        return Draft(matter, returned.title, returned.text, returned.number, returned)
    title = REQUEST_TITLES[matter.kind].format(community=found.election.community.name)
    numbers = (request.number for request in reversed(found.asked) if request.number)
    return Draft(matter, title, "\n".join(_paragraphs(found, matter.kind)), next_number(numbers))


def next_number(numbers: Iterable[str]) -> str:
    """After 文社委〔2026〕3号 comes 文社委〔2026〕4号; empty where none was given before."""
    for number in numbers:
        match = NUMBER.match(number)
        if match:
            return f"{match['head']}{int(match['number']) + 1}{match['tail']}"
    return ""


def _paragraphs(found: Asking, kind: str) -> Iterator[str]:
    """Names and figures of posts stand in the letter itself."""
    if kind in REQUEST_TEXTS:
        election = found.election
        facts = {"meeting_on": _day(election.meeting_on), "term_ends_on": _day(election.term_ends_on)}
        yield REQUEST_TEXTS[kind].format(excluded=found.excluded, part_time=found.part_time, **facts)
    yield REQUEST_CLOSING


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else TO_WRITE
