"""《致社区党员的一封信》: one text, one letter for each member, printed as a batch."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from .kind import Kind
from .notices import AnnouncedPost
from .parts import Reporting
from .snapshot import Snapshot

PART = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """`branch` so that letters can be handed out by branch; no address and no telephone stands in the snapshot."""

    name: str
    branch: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenLetter(Snapshot):
    """`paragraphs` add what the community wants to say."""

    title: str
    organisation: str
    election: str
    addressees: tuple[Addressee, ...]
    posts: tuple[AnnouncedPost, ...]
    seats_total: int
    conditions: tuple[str, ...]
    channels: tuple[str, ...]
    reporting: Reporting
    signer: str
    signed_on: date
    nominate_until: date | None = None
    meeting_at: datetime | None = None
    meeting_place: str = ""
    paragraphs: tuple[str, ...] = ()

    def in_parts(self) -> Iterator["OpenLetter"]:
        """A large batch is rendered in parts and joined: one long document costs a gigabyte."""
        for start in range(0, len(self.addressees), PART):
            yield replace(self, addressees=self.addressees[start : start + PART])


KINDS = (Kind("open_letter", "致社区党员的一封信", "sheets/open_letter.html", OpenLetter, "community", "members"),)
