"""公示 (with a period and objections), 公告 and 更正: what is posted for everybody to read."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .kind import Kind
from .parts import Period, Person, Reporting
from .snapshot import Snapshot
from .words import POSTS

MEMBER = POSTS["committee"]
DISCIPLINE = "纪委"


@dataclass(frozen=True, kw_only=True)
class Notice(Snapshot):
    """One notice round. `basis` opens the text; `decided_on` is the day the list was settled; `ordered` how it is ordered, in words.

    Round 1 is the result of open nomination (community), 2 the preliminary nominees under inspection, 3 the reserve candidates (street).
    `vetted`: round 2 opens only after the eligibility check (the village's rules). Without `waits` it is posted and nothing waits for it.
    """

    title: str
    round: Literal[1, 2, 3]
    issuer: str
    election: str
    basis: str
    people: tuple[Person, ...]
    period: Period
    reporting: Reporting
    signer: str
    signed_on: date
    ordered: str = "以姓氏笔画为序"
    decided_by: str = ""
    decided_on: date | None = None
    waits: bool = True
    vetted: bool = False
    public_url: str = ""

    @property
    def named_as(self) -> str:
        return {1: "候选人推荐人选", 2: "候选人初步人选", 3: "候选人预备人选"}[self.round]

    def post_of(self, person: Person) -> str:
        """Who is recommended is not proposed for a post yet; empty where no post is named."""
        if not person.proposed_post:
            return ""
        return f"推荐职位：{person.proposed_post}" if self.round == 1 else f"拟任{person.proposed_post}"

    @property
    def verb(self) -> str:
        """公示 has a period and objections that hold a person; 公布 only makes known."""
        return "公示" if self.waits else "公布"

    @property
    def with_channels(self) -> bool:
        return any(person.channels for person in self.people)

    @property
    def with_note(self) -> bool:
        return any(person.note for person in self.people)


@dataclass(frozen=True, kw_only=True)
class NoticePoster(Notice):
    """The same notice on a large sheet, with a QR code where a public address is set."""


@dataclass(frozen=True, kw_only=True)
class AnnouncedPost:
    """`names_wanted`: how many candidates the plan asks for; 0 where it says nothing."""

    post: str
    seats: int
    names_wanted: int = 0


@dataclass(frozen=True, kw_only=True)
class WithPosts:
    """Part of a paper: how many are to be elected. `seats_total` is the committee's own; the discipline committee is a body beside it."""

    posts: tuple[AnnouncedPost, ...] = ()
    seats_total: int = 0

    @property
    def committee_posts(self) -> tuple[AnnouncedPost, ...]:
        return tuple(item for item in self.posts if not item.post.startswith(DISCIPLINE))

    @property
    def discipline_posts(self) -> tuple[AnnouncedPost, ...]:
        return tuple(item for item in self.posts if item.post.startswith(DISCIPLINE))

    @property
    def leaders_from_committee(self) -> tuple[AnnouncedPost, ...]:
        """Who is elected out of the committee, and so is counted in its seats already."""
        if sum(item.seats for item in self.committee_posts) == self.seats_total:
            return ()
        return tuple(item for item in self.committee_posts if item.post != MEMBER)


@dataclass(frozen=True, kw_only=True)
class Announcement(WithPosts, Snapshot):
    """公推直选公告: posts, conditions, scope, how to apply. Conditions and composition are the plan's own sentences."""

    title: str
    organisation: str
    basis: str
    scope: str
    conditions: tuple[str, ...]
    not_eligible: tuple[str, ...]
    composition: tuple[str, ...]
    channels: tuple[str, ...]
    period: Period
    reporting: Reporting
    signer: str
    signed_on: date
    steps: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Correction(Snapshot):
    """更正: names the paper it corrects, what stood there, what stands now, and whether the period starts again."""

    title: str
    corrected_title: str
    corrected_on: date
    reason: str
    changes: tuple["Change", ...]
    signer: str
    signed_on: date
    period: Period | None = None
    corrected_head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    place: str
    before: str
    after: str


KINDS = (
    Kind("notice", "公示", "sheets/notice.html", Notice, "community", "public"),
    Kind("notice_poster", "公示（张贴大样）", "sheets/notice_poster.html", NoticePoster, "community", "public", "A3"),
    Kind("announcement", "公推直选公告", "sheets/announcement.html", Announcement, "community", "public"),
    Kind("correction", "更正", "sheets/correction.html", Correction, "community", "public"),
)
