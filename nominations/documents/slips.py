"""Slips of the second round: directed recommendation, trust vote, and the committee's ballot. Nothing tells one paper from another."""

from dataclasses import dataclass
from datetime import date

from elections.documents.kind import Kind
from elections.documents.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPost:
    """`seats` names may be recommended at most; `nominees` stand printed, `blanks` are free lines."""

    post: str
    seats: int
    nominees: tuple[str, ...] = ()
    blanks: int = 0


@dataclass(frozen=True, kw_only=True)
class RecommendationSlip(Snapshot):
    """定向推荐票. One print run for each category of the electorate: the category stands on the paper, the person does not."""

    title: str
    organisation: str
    held_on: date
    category: str
    posts: tuple[SlipPost, ...]


@dataclass(frozen=True, kw_only=True)
class TrustSlip(Snapshot):
    """民主推荐信任投票: members and residents on papers of their own (`category`), counted apart."""

    title: str
    organisation: str
    held_on: date
    category: str
    posts: tuple[SlipPost, ...]


@dataclass(frozen=True, kw_only=True)
class CommitteeBallot(Snapshot):
    """党工委差额票决票: more names than places, marked with ○ or × by each member of the street committee."""

    title: str
    organisation: str
    held_on: date
    posts: tuple[SlipPost, ...]


KINDS = (
    Kind(
        "recommendation_slip",
        "定向推荐票",
        "nominations/recommendation_slip.html",
        RecommendationSlip,
        "community",
        "community_office",
        in_numbers=True,
    ),
    Kind("trust_slip", "信任投票票", "nominations/trust_slip.html", TrustSlip, "community", "community_office", in_numbers=True),
    Kind("committee_ballot", "党工委差额票决票", "nominations/committee_ballot.html", CommitteeBallot, "street", "street", in_numbers=True),
)
