"""The rounds of an election's rule set as the desk sees them: what is due, what runs, what must come first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from elections.models import Election, MilestoneRecord, Notice, Objection, Posting
from elections.rules.calendar import Calendar
from elections.rules.issues import RuleViolation
from elections.rules.notices import NoticeTerms, days_left, notice_period
from elections.rules.phases import NoticeRound, Phase, notice_rounds, steps
from elections.rules.rule_set import NoticeTerm

from .calendar import office_calendar
from .notices import UPHELD, Condition, condition, terms_of


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """`proven` of its places carry a photograph; `open_objections` of those `received` wait for a ruling."""

    notice: Notice
    condition: Condition
    days_left: int
    postings: Sequence[Posting]
    received: int
    open_objections: int
    upheld: int

    @property
    def proven(self) -> int:
        return sum(posting.photo_id is not None for posting in self.postings)

    @property
    def stands(self) -> bool:
        return self.condition in ("open", "closed")


@dataclass(frozen=True, slots=True)
class RoundState:
    """`ends_if_posted_now` is None while it is not due, and where its end cannot be counted."""

    item: NoticeRound
    term: NoticeTerm
    standing: NoticeCard | None
    before: Sequence[NoticeCard]
    settled_at: datetime | None
    in_phase: bool
    is_past: bool
    ends_if_posted_now: datetime | None

    @property
    def is_due(self) -> bool:
        return self.standing is None and self.in_phase and self.settled_at is not None

    @property
    def to_be_posted_anew(self) -> bool:
        return self.standing is None and bool(self.before)


def notice_cards(election: Election, now: datetime) -> list[NoticeCard]:
    """Every notice and announcement, in the order of the rounds."""
    found = Notice.objects.filter(election=election).select_related("document").prefetch_related("postings")
    counted = _objections(election)
    calendar = office_calendar(election.office)
    return [_card(notice, now, calendar, *counted.get(notice.pk, (0, 0, 0))) for notice in found]


def notice_card(election: Election, pk: int, now: datetime) -> NoticeCard | None:
    return next((card for card in notice_cards(election, now) if card.notice.pk == pk), None)


def round_states(election: Election, cards: Sequence[NoticeCard], now: datetime) -> list[RoundState]:
    rules = election.rules
    reached = dict(MilestoneRecord.objects.standing().filter(election=election).values_list("kind", "fact_at"))
    calendar = office_calendar(election.office)
    return [
        _round(election, item, cards, reached.get(item.after), _ends(NoticeTerms.of(rules, item.number), now, calendar))
        for item in notice_rounds(rules)
    ]


def notice_round(election: Election, number: int) -> NoticeRound | None:
    """None where the rule set has no such round."""
    return next((item for item in notice_rounds(election.rules) if item.number == number), None)


def notice_of(election: Election, pk: int) -> Notice | None:
    found = Notice.objects.select_related("document", "election__cycle__office", "election__community")
    return found.filter(election=election, pk=pk).first()


def round_notice_of(election: Election, pk: int) -> Notice | None:
    """A 公示 of a round; the announcement (公告) has no objections and no period that could be interrupted, and is announced again."""
    found = notice_of(election, pk)
    return found if found is not None and found.round else None


def _objections(election: Election) -> dict[int, tuple[int, int, int]]:
    """Notice -> received, open, upheld: figures, never who reported what."""
    rows = Objection.objects.filter(notice__election=election).order_by().values("notice")
    counted = rows.annotate(received=Count("pk"), open=Count("pk", filter=Q(ruling=None)), upheld=Count("pk", filter=UPHELD))
    return {row["notice"]: (row["received"], row["open"], row["upheld"]) for row in counted}


def _card(notice: Notice, now: datetime, calendar: Calendar, received: int, still_open: int, upheld: int) -> NoticeCard:
    state = condition(notice, now)
    left = days_left(terms_of(notice), notice.closes_at, now, calendar) if state == "open" else 0
    return NoticeCard(notice, state, left, list(notice.postings.all()), received, still_open, upheld)


def _round(
    election: Election, item: NoticeRound, cards: Sequence[NoticeCard], settled_at: datetime | None, ends: datetime | None
) -> RoundState:
    own = [card for card in cards if card.notice.round == item.number]
    standing = next((card for card in own if card.stands), None)
    order = [step.phase for step in steps(election.rules)]
    here = order.index(Phase(election.phase))
    term = election.rules.notice(item.number)
    if term is None:
        raise ValueError(f"the rule set has no notice {item.number}")
    in_phase = Phase(election.phase) in item.phases
    return RoundState(
        item=item,
        term=term,
        standing=standing,
        before=[card for card in own if not card.stands],
        settled_at=settled_at,
        in_phase=in_phase,
        is_past=not in_phase and all(order.index(phase) < here for phase in item.phases if phase in order),
        ends_if_posted_now=ends if standing is None and in_phase and settled_at is not None else None,
    )


def _ends(terms: NoticeTerms | None, now: datetime, calendar: Calendar) -> datetime | None:
    try:
        return notice_period(terms, now, calendar).closes_at if terms else None
    except RuleViolation:  # a year without a calendar: issuing says so in words
        return None
