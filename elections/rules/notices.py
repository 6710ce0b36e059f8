"""公示期: from when to when a notice stands open, and how many days are left.

The length and its unit come from the approved plan; 《党政领导干部选拔任用工作条例》 asks five working days for its own notices.
In practice the first day counts only if the notice is posted early enough on it (a real notice of five working days ran from Friday
2020-05-08 to Wednesday 2020-05-13: the Friday, the worked Saturday, then Monday to Wednesday). In doubt the longer count is safe.
Times are aware; days are days in Shanghai; the end is exclusive.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice, takewhile
from typing import Self
from zoneinfo import ZoneInfo

from elections.rules.calendar import Calendar, days_from
from elections.rules.issues import Issue, refuse_if
from elections.rules.rule_set import RuleSet, Unit

SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class NoticeTerms:
    """`first_day_counted_until` is None where the day of posting never counts."""

    length: int
    unit: Unit
    first_day_counted_until: time | None = time(9, 0)
    closes_at: time = time(17, 30)

    @classmethod
    def of(cls, rules: RuleSet, number: int) -> Self | None:
        """The terms of one notice round; None where the rule set has no such round."""
        term = rules.notice(number)
        return cls(term.length, term.unit, rules.first_day_until, rules.closes_at) if term else None


@dataclass(frozen=True, slots=True)
class NoticePeriod:
    opens_at: datetime
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        return is_open(self.opens_at, self.closes_at, now)


def is_open(opens_at: datetime, closes_at: datetime, now: datetime) -> bool:
    return opens_at <= now < closes_at


def terms_issues(terms: NoticeTerms) -> Iterator[Issue]:
    if terms.length < 1:
        yield Issue("notice_length_invalid", {"length": terms.length})
    until = terms.first_day_counted_until
    if until is not None and until >= terms.closes_at:
        yield Issue("notice_hours_contradict", {"until": f"{until:%H:%M}", "closes": f"{terms.closes_at:%H:%M}"})


def notice_period(terms: NoticeTerms, posted_at: datetime, calendar: Calendar) -> NoticePeriod:
    """RuleViolation for impossible terms, and for a year without a calendar where working days reach into it."""
    refuse_if(terms_issues(terms))
    last = counted_days(terms, posted_at, calendar)[-1]
    return NoticePeriod(posted_at, datetime.combine(last, terms.closes_at, SHANGHAI))


def counted_days(terms: NoticeTerms, posted_at: datetime, calendar: Calendar) -> list[date]:
    local = posted_at.astimezone(SHANGHAI)
    until = terms.first_day_counted_until
    skipped = 0 if until is not None and local.time() <= until else 1
    candidates = islice(days_from(local.date()), skipped, None)
    return list(islice(countable(terms.unit, candidates, calendar), terms.length))


def countable(unit: Unit, days: Iterator[date], calendar: Calendar) -> Iterator[date]:
    return filter(calendar.is_working_day, days) if unit == "working_day" else days


def days_left(terms: NoticeTerms, closes_at: datetime, now: datetime, calendar: Calendar) -> int:
    """Days that still count, today and the last one included, never more than the length; 0 once it is closed."""
    if now >= closes_at:
        return 0
    last = closes_at.astimezone(SHANGHAI).date()
    days = takewhile(lambda day: day <= last, days_from(now.astimezone(SHANGHAI).date()))
    return min(terms.length, sum(1 for _ in countable(terms.unit, days, calendar)))


def period_after_interruption(
    terms: NoticeTerms, period: NoticePeriod, removed_at: datetime, posted_again_at: datetime, calendar: Calendar
) -> NoticePeriod:
    """A notice that was taken down or had to be corrected while it was open starts anew; afterwards nothing changes."""
    if not period.opens_at <= removed_at <= posted_again_at:
        moments = {"posted": period.opens_at, "removed": removed_at, "again": posted_again_at}
        refuse_if([Issue("notice_interruption_order", {name: in_words(moment) for name, moment in moments.items()})])
    if removed_at >= period.closes_at:
        return period
    return notice_period(terms, posted_again_at, calendar)


def fit_issues(number: int, terms: NoticeTerms, posted_at: datetime, needed_by: datetime, calendar: Calendar) -> Iterator[Issue]:
    """Of the round `number`: a notice that cannot be over when the act that waits for it begins, a week's notice and its meeting on one
    day, say."""
    closes_at = notice_period(terms, posted_at, calendar).closes_at
    if closes_at > needed_by:
        figures = {
            "round": number,
            "length": terms.length,
            "posted": in_words(posted_at),
            "closes": in_words(closes_at),
            "needed_by": in_words(needed_by),
        }
        yield Issue(f"notice_does_not_fit_{terms.unit}", figures)


def in_words(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
