"""请示 and 批复: one matter, one addressee. A 请示 is a letter upward with 签发人 and a contact; a 批复 quotes what it answers."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .kind import Kind
from .notices import WithPosts
from .parts import Letterhead, Person
from .snapshot import Snapshot

RequestMatter = Literal["plan", "exclusions", "part_time", "preliminary", "reserve", "result", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionLine:
    """One category of those who may be left out of 应到会, with how many; the names go in a closed annex, never here."""

    category: str
    count: int


@dataclass(frozen=True, kw_only=True)
class SaidOfElection(WithPosts):
    """What a request says of its election. `way`: the steps that its people went through."""

    exclusions: tuple[ExclusionLine, ...] = ()
    with_vote: int = 0
    method: str = ""
    term_ends: date | None = None
    meeting_on: date | None = None
    meeting_kind: str = "党员大会"
    composition: tuple[str, ...] = ()
    basis: str = ""
    way: str = ""
    proposer: str = "上届委员会"


@dataclass(frozen=True, kw_only=True)
class Asked(SaidOfElection):
    """As it stood when the request was sent: a letter printed later asks for nothing else. Whose names it carries, the list says that was
    sent with it."""

    signatory: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestLetter(SaidOfElection, Snapshot):
    """`paragraphs` carry a matter that has no wording of its own, or add to one that has."""

    title: str
    letterhead: Letterhead
    organisation: str
    matter: RequestMatter
    people: tuple[Person, ...] = ()
    paragraphs: tuple[str, ...] = ()

    @property
    def excluded(self) -> int:
        return sum(line.count for line in self.exclusions)


@dataclass(frozen=True, kw_only=True)
class Reply(WithPosts, Snapshot):
    """`request_title` and `request_number` are quoted; `approved` lists what is granted, by matter as in the request."""

    title: str
    letterhead: Letterhead
    matter: RequestMatter
    organisation: str
    request_title: str
    request_number: str
    people: tuple[Person, ...] = ()
    excluded: int = 0
    method: str = ""
    meeting_kind: str = "党员大会"
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OfficialLetter(Snapshot):
    """Any other letter on red-headed paper: numbered headings (level 1) and paragraphs (level 0)."""

    title: str
    letterhead: Letterhead
    paragraphs: tuple["Paragraph", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    text: str
    level: Literal[0, 1, 2] = 0


KINDS = (
    Kind("request_letter", "请示", "letters/request_letter.html", RequestLetter, "community", "community_office"),
    Kind("reply", "批复", "letters/reply.html", Reply, "street", "community_office"),
    Kind("official_letter", "公文", "letters/official_letter.html", OfficialLetter, "street", "community_office"),
)
