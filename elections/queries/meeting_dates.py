"""选举时间: whether the chosen day of the meeting agrees with the notices, the calendar and the term."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time

from elections.models import Contact, Election, Notice, Request
from elections.rules.issues import Issue, RuleViolation
from elections.rules.notices import SHANGHAI, NoticeTerms, fit_issues, in_words, notice_period
from elections.rules.phases import Phase, steps
from elections.rules.terms import term_end, term_issues

from .calendar import office_calendar
from .slate import reply_number


def date_issues(election: Election, day: date, now: datetime) -> list[Issue]:
    """Contradictions between the meeting day and the notices before it, with their figures. Empty where the dates agree."""
    try:
        return [*_standing_notice_issues(election, day), *_coming_notice_issues(election, day, now)]
    except RuleViolation as unknown:  # a year without a calendar is said, not guessed
        return list(unknown.issues)


def of_term_issues(election: Election, day: date) -> Iterator[Issue]:
    """提前或延期 (art. 3): only with the superior's reply, and never later than one year after the term."""
    ends = election.term_ends_on
    if ends is None:
        return
    yield from term_issues(ends, day, reply_number(election, Request.Kind.POSTPONEMENT))
    if day > term_end(ends, 1):
        yield Issue("postponed_too_far", {"until": day.isoformat(), "term_end": ends.isoformat()})


def is_rest_day(election: Election, day: date) -> bool:
    """RuleViolation where the year of `day` has no calendar."""
    return not office_calendar(election.office).is_working_day(day)


def is_known_rest_day(election: Election, day: date) -> bool | None:
    """None where nobody knows: the year has no calendar."""
    try:
        return is_rest_day(election, day)
    except RuleViolation:
        return None


def wishes(election: Election) -> Counter[str]:
    """How many members want which kind of day: the newest wish of each."""
    newest: dict[int, str] = {}
    said = Contact.objects.filter(entry__election=election, entry__removed_at=None).exclude(wish="")
    for entry, wish in said.order_by("contacted_at", "pk").values_list("entry_id", "wish"):
        newest[entry] = wish
    return Counter(newest.values())


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(0), SHANGHAI)


def _standing_notice_issues(election: Election, day: date) -> Iterator[Issue]:
    for notice in Notice.objects.standing().filter(election=election, round__gte=1, waits=True, closes_at__gt=_begins(day)):
        yield Issue("notice_after_meeting", {"round": notice.round, "closes": in_words(notice.closes_at), "meeting": day.isoformat()})


def _coming_notice_issues(election: Election, day: date, now: datetime) -> Iterator[Issue]:
    """Rounds still to come, one after the other, each posted at the earliest moment."""
    calendar = office_calendar(election.office)
    standing = Notice.objects.standing().filter(election=election, round__gte=1)
    posted_at = max([now, *standing.values_list("closes_at", flat=True)])
    for number, terms in _terms_to_come(election, set(standing.values_list("round", flat=True))):
        yield from fit_issues(number, terms, posted_at, _begins(day), calendar)
        posted_at = notice_period(terms, posted_at, calendar).closes_at


def _terms_to_come(election: Election, issued: set[int]) -> Iterator[tuple[int, NoticeTerms]]:
    """Of the rounds that a later step waits for and that nobody has issued yet."""
    order = steps(election.rules)
    place = [step.phase for step in order].index(Phase(election.phase))
    for number in [number for step in order[place + 1 :] for number in step.notices if number not in issued]:
        terms = NoticeTerms.of(election.rules, number)
        if terms is not None:
            yield number, terms
