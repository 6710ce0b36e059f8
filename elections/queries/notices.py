"""公示: which rounds are over, what stands against them, who is held, and what has become due. Always asked, never stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from elections.models import Election, Notice, Objection, Organisation, PhaseChange, Posting, Ruling
from elections.rules.issues import Issue
from elections.rules.notices import NoticeTerms, days_left
from elections.rules.phases import Phase, rounds_until
from elections.rules.rule_set import Unit
from elections.rules.stroke_order import sort_key

from .calendar import office_calendar

UPHELD = Q(ruling__finding__in=[Ruling.Finding.TRUE, Ruling.Finding.PARTLY_TRUE], ruling__affects_candidacy=True)
REMINDED_BEFORE = timedelta(days=1)

Condition = Literal["open", "closed", "interrupted", "superseded"]


def closed_rounds(election: Election, now: datetime) -> frozenset[int]:
    """Rounds whose standing notice is over. A notice that was taken down and not posted again is not."""
    return frozenset(number for number, closes_at in ends_of_rounds(election).items() if closes_at <= now)


def ends_of_rounds(election: Election) -> dict[int, datetime]:
    """Round -> when its standing notice is over, or was. Those before the step in which an election was entered late were over on paper."""
    late = PhaseChange.objects.filter(election=election, kind=PhaseChange.Kind.ENTERED_LATE).first()
    on_paper = dict.fromkeys(rounds_until(Phase(late.phase), election.rules), late.at) if late else {}
    return on_paper | dict(Notice.objects.standing().filter(election=election, round__gte=1).values_list("round", "closes_at"))


def procedural_issues(election: Election) -> Iterator[Issue]:
    """Objections to the procedure, of whichever notice and however late: open ones, and upheld ones after which the notice was not begun
    anew. No step is entered over them."""
    procedural = Objection.objects.filter(notice__election=election, entry=None)
    for number, count in _per_round(procedural.filter(ruling=None)):
        yield Issue("procedural_objection_open", {"round": number, "count": count})
    begun_anew = Notice.objects.standing().filter(
        election=election, round=OuterRef("notice__round"), restarts=True, issued_at__gt=OuterRef("ruling__ruled_at")
    )
    for number, count in _per_round(procedural.filter(UPHELD, ~Exists(begun_anew))):
        yield Issue("procedural_objection_upheld", {"round": number, "count": count})


def held_entries(election: Election) -> set[int]:
    """People who may not be on the next list: an open objection, or an upheld one that affects the post."""
    about_people = Objection.objects.filter(notice__election=election, entry__isnull=False)
    held = about_people.filter(Q(ruling=None) | UPHELD).values_list("entry_id", flat=True)
    return {entry for entry in held if entry is not None}


def open_matters(election: Election) -> list[str]:
    """Names of the people about whom an objection is open: until it is ruled on they are left out of every list and ballot."""
    found = Objection.objects.filter(notice__election=election, entry__isnull=False, ruling=None)
    return sorted(set(found.values_list("entry__name", flat=True)), key=sort_key)


def standing_announcement(election: Election) -> Notice | None:
    return Notice.objects.standing().filter(election=election, round=0).first()


def interrupted_notice(election: Election, number: int) -> Notice | None:
    """Taken down and not posted anew yet."""
    return Notice.objects.filter(election=election, round=number, superseded_at=None, interrupted_at__isnull=False).first()


def entries_on(notice: Notice | None) -> set[int]:
    return {row["entry"] for row in notice.people} if notice else set()


@dataclass(frozen=True, slots=True)
class DueNotices:
    closed: tuple[Notice, ...]
    to_remind: tuple[Notice, ...]


def due_notices(election: Election, now: datetime) -> DueNotices:
    """What the sweep has to record: notices that are over, and open ones in their last 24 hours that nobody was reminded of."""
    standing = Notice.objects.standing().filter(election=election)
    closed = standing.filter(closes_at__lte=now, closed_recorded_at=None)
    ending = standing.filter(closes_at__gt=now, closes_at__lte=now + REMINDED_BEFORE, opens_at__lte=now, reminded_at=None)
    return DueNotices(tuple(closed), tuple(ending))


@dataclass(frozen=True, slots=True)
class NoticeState:
    """`proven` of its places carry a photograph."""

    notice: Notice
    condition: Condition
    days_left: int
    postings: Sequence[Posting]

    @property
    def proven(self) -> int:
        return sum(posting.photo_id is not None for posting in self.postings)


def notice_states(election: Election, now: datetime) -> list[NoticeState]:
    """Every notice of the election, the superseded ones too, as they stand now."""
    notices = Notice.objects.filter(election=election).select_related("election__cycle__office", "document").prefetch_related("postings")
    return [NoticeState(notice, condition(notice, now), remaining(notice, now), list(notice.postings.all())) for notice in notices]


def condition(notice: Notice, now: datetime) -> Condition:
    if notice.superseded_at is not None:
        return "superseded"
    if notice.interrupted_at is not None:
        return "interrupted"
    return "open" if notice.closes_at > now else "closed"


def remaining(notice: Notice, now: datetime) -> int:
    """Days that still count, today included; 0 for what is no longer open."""
    if condition(notice, now) != "open":
        return 0
    return days_left(terms_of(notice), notice.closes_at, now, office_calendar(notice.election.office))


def terms_of(notice: Notice) -> NoticeTerms:
    unit: Unit = "working_day" if notice.unit == "working_day" else "day"
    return NoticeTerms(notice.length, unit)


def notices_in_force(office: Organisation, now: datetime) -> QuerySet[Notice]:
    """For the public page: open notices and announcements of all communities, the one that ends first on top."""
    found = Notice.objects.open_at(now).filter(election__cycle__office=office, election__annulled_at=None)
    return found.select_related("election__community", "document").order_by("closes_at", "pk")


@dataclass(frozen=True, slots=True)
class ObjectionCounts:
    round: int
    received: int
    open: int
    upheld: int


def objection_counts(election: Election) -> list[ObjectionCounts]:
    """Figures that everybody may see: never who reported, about whom, or what."""
    rows = Objection.objects.filter(notice__election=election).order_by().values(number=F("notice__round"))
    counted = rows.annotate(received=Count("pk"), open=Count("pk", filter=Q(ruling=None)), upheld=Count("pk", filter=UPHELD))
    return [ObjectionCounts(row["number"], row["received"], row["open"], row["upheld"]) for row in counted.order_by("number")]


def objections_to_rule_on(election: Election) -> QuerySet[Objection]:
    """The objection handler's inbox, the oldest first."""
    return Objection.objects.filter(notice__election=election, ruling=None).select_related("notice", "entry").order_by("received_at", "pk")


def _per_round(objections: QuerySet[Objection]) -> Iterator[tuple[int, int]]:
    counted = objections.order_by().values(number=F("notice__round")).annotate(count=Count("pk")).order_by("number")
    for row in counted:
        yield row["number"], row["count"]
