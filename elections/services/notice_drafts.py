"""A notice before it is issued: the same rows and the same words that the act writes, so that what is read is what is posted."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from elections.documents import notices as papers
from elections.documents.parts import Reporting
from elections.models import Election, Notice
from elections.queries.calendar import office_calendar
from elections.rules.issues import Issue, RuleViolation
from elections.rules.notices import NoticePeriod, NoticeTerms, notice_period
from elections.rules.phases import NoticeRound, notice_rounds

from .notice_papers import Listed, Wording, changes, frozen, in_notice_order, notice_paper, usual_reporting, usual_title


def round_and_terms(election: Election, number: int) -> tuple[NoticeRound, NoticeTerms]:
    rules = election.rules
    item = next((item for item in notice_rounds(rules) if item.number == number), None)
    terms = NoticeTerms.of(rules, number) if item else None
    if item is None or terms is None:
        raise RuleViolation([Issue("notice_round_unknown", {"round": number})])
    return item, terms


def new_notice(
    election: Election, number: int, people: Sequence[Listed], reporting: Reporting, wording: Wording, *, posted_at: datetime
) -> Notice:
    """Not saved; open for the whole of its time from `posted_at` on."""
    item, terms = round_and_terms(election, number)
    term = election.rules.notice(number)
    period = notice_period(terms, posted_at, office_calendar(election.office))
    return Notice(
        election=election,
        round=number,
        issuer=item.issuer,
        title=wording.title or usual_title(election, number),
        people=frozen(in_notice_order(people, number)),
        text=wording.basis,
        length=terms.length,
        unit=terms.unit,
        waits=term is None or term.waits,
        posted_at=posted_at,
        opens_at=period.opens_at,
        closes_at=period.closes_at,
        report_to={field: getattr(reporting, field) for field in reporting.__dataclass_fields__},
    )


def with_period(notice: Notice, period: NoticePeriod) -> Notice:
    """A correction that is not material leaves the running time as it is."""
    notice.opens_at, notice.closes_at = period.opens_at, period.closes_at
    return notice


def draft(
    election: Election,
    number: int,
    people: Sequence[Listed],
    *,
    posted_at: datetime,
    reporting: Reporting | None = None,
    wording: Wording | None = None,
) -> papers.Notice:
    """The paper as it would be posted at that moment. RuleViolation where the period cannot be counted."""
    item, _terms = round_and_terms(election, number)
    said = wording or Wording()
    notice = new_notice(election, number, people, reporting or usual_reporting(election, item.issuer), said, posted_at=posted_at)
    return notice_paper(notice, said)


def drafted_changes(
    before: Notice, people: Sequence[Listed], reporting: Reporting, wording: Wording, *, posted_at: datetime, material: bool
) -> Iterator[papers.Change]:
    """What a correction would say: the place, as it stands and as it will stand."""
    after = new_notice(before.election, before.round, people, reporting, wording, posted_at=posted_at)
    if not material:
        with_period(after, NoticePeriod(before.opens_at, before.closes_at))
    return changes(before, after)
