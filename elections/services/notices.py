"""公示: issued once its step is reached, posted with proof, taken down, corrected, closed. Posted facts are superseded, never edited."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from elections.documents.parts import Reporting
from elections.models import Account, Contest, Document, Election, MilestoneRecord, Notice
from elections.permissions import STREET, STREET_ROLES
from elections.queries.calendar import office_calendar
from elections.queries.notices import entries_on, held_entries, interrupted_notice
from elections.queries.rights import roles_in_election
from elections.rules.acts import Act
from elections.rules.issues import Issue
from elections.rules.notices import NoticePeriod, NoticeTerms, in_words, notice_period
from elections.rules.phases import NoticeRound, Phase

from . import documents
from .acting import ElectionAct, election_act
from .notice_drafts import new_notice, round_and_terms, with_period
from .notice_papers import Listed, Wording, correction_paper, notice_paper, reporting_issues, usual_reporting, wording_of


def issue_notice(
    election: Election,
    number: int,
    people: Sequence[Listed],
    *,
    actor: Account,
    posted_at: datetime | None = None,
    late_reason: str = "",
    reporting: Reporting | None = None,
    wording: Wording | None = None,
) -> Notice:
    """Post notice `number` with these people, by the issuer and in the phases that the table of rounds names.

    It opens when it is posted and closes by the cycle's terms. After an interruption the same act posts it anew: the clock restarts.
    """
    with election_act(Act.ISSUE_NOTICE, election, actor, fact_at=posted_at, late_reason=late_reason) as act:
        standing = Notice.objects.standing().filter(election=act.election, round=number).first()
        if standing is not None:
            act.refuse([] if _same_people(standing, people) else [Issue("notice_stands", {"round": number})])
            act.repeats()
            return standing
        item, terms = round_and_terms(act.election, number)
        reporting = reporting or usual_reporting(act.election, item.issuer)
        before = interrupted_notice(act.election, number)
        act.refuse([*_round_issues(act, item), *_people_issues(act, people, posted=before), *reporting_issues(reporting)])
        _ask_whether_it_wins_a_day(act, terms)
        notice = _write(act, new_notice(act.election, number, people, reporting, wording or Wording(), posted_at=act.fact_at), wording)
        if before is not None:
            Notice.objects.filter(pk=before.pk).update(superseded_at=act.now, superseded_by=notice)
        _record(act, notice)
        return notice


def interrupt_notice(notice: Notice, *, actor: Account, reason: str, removed_at: datetime | None = None, late_reason: str = "") -> Notice:
    """It was taken down, torn off or covered while it was open: its time does not count, it is posted anew by `issue_notice`."""
    with election_act(Act.INTERRUPT_NOTICE, notice.election, actor, fact_at=removed_at, late_reason=late_reason) as act:
        notice = _locked(notice)
        if notice.interrupted_at is not None:
            act.repeats(notice, interruption_reason=reason, interrupted_at=removed_at)
            return notice
        act.refuse([*_issuer_issues(act, notice.issuer), *_interruption_issues(act, notice, reason)])
        notice.interrupted_at, notice.interruption_reason = act.fact_at, reason
        notice.save(update_fields=["interrupted_at", "interruption_reason"])
        act.record(notice, round=notice.round, detail={"reason": reason})
        return notice


def correct_notice(
    notice: Notice,
    people: Sequence[Listed],
    *,
    actor: Account,
    reason: str,
    material: bool,
    posted_at: datetime | None = None,
    late_reason: str = "",
    reporting: Reporting | None = None,
    wording: Wording | None = None,
) -> Notice:
    """更正: a new notice takes the place of this one, with a paper that says what changed.

    A `material` correction is a notice of its own and runs its whole time. Any other leaves the time as it is; it may not change who is
    listed or for which post.
    """
    with election_act(Act.CORRECT_NOTICE, notice.election, actor, fact_at=posted_at, late_reason=late_reason) as act:
        notice = _locked(notice)
        act.refuse(_correction_issues(act, notice, people, reason, material))
        _item, terms = round_and_terms(act.election, notice.round)
        reporting, wording = reporting or Reporting(**notice.report_to), wording or wording_of(notice)
        act.refuse([*_people_issues(act, people, posted=notice), *reporting_issues(reporting)])
        after = new_notice(act.election, notice.round, people, reporting, wording, posted_at=act.fact_at)
        after.correction_reason, after.restarts = reason, material
        if material:
            _ask_whether_it_wins_a_day(act, terms)
        else:
            with_period(after, NoticePeriod(notice.opens_at, notice.closes_at))
        notice.superseded_at = act.now
        notice.save(update_fields=["superseded_at"])
        made = _write(act, after, wording)
        notice.superseded_by = made
        notice.save(update_fields=["superseded_by"])
        _supersede_document(act, notice, made)
        _record(act, made, replaces=notice.pk, material=int(material), detail={"reason": reason})
        return made


def _ask_whether_it_wins_a_day(act: ElectionAct, terms: NoticeTerms) -> None:
    """An hour of posting typed afterwards that ends the notice a day earlier is back-dating."""
    calendar = office_calendar(act.office)
    if act.fact_at < act.now:
        closes = [notice_period(terms, posted_at, calendar).closes_at for posted_at in (act.fact_at, act.now)]
        if closes[0] < closes[1]:
            act.backdates()


def record_notice_closed(notice: Notice) -> Notice:
    """By the sweep, once. Nothing waits for it: whether a notice is over is asked of its times."""
    with election_act(Act.RECORD_NOTICE_CLOSED, notice.election, None) as act:
        notice = _locked(notice)
        if notice.closed_recorded_at is not None:
            act.repeats()
            return notice
        act.refuse(_closing_issues(act, notice))
        notice.closed_recorded_at = act.now
        notice.save(update_fields=["closed_recorded_at"])
        act.record(notice, round=notice.round, closed=notice.closes_at.isoformat(timespec="minutes"), objections=notice.objections.count())
        return notice


def send_reminder(notice: Notice) -> Notice:
    """By the sweep, once: the notice is about to end, so the desk looks for objections and prepares what comes next."""
    with election_act(Act.SEND_REMINDER, notice.election, None) as act:
        notice = _locked(notice)
        if notice.reminded_at is not None:
            act.repeats()
            return notice
        act.refuse(_standing_issues(notice))
        notice.reminded_at = act.now
        notice.save(update_fields=["reminded_at"])
        act.record(notice, round=notice.round, closes=notice.closes_at.isoformat(timespec="minutes"))
        return notice


def _locked(notice: Notice) -> Notice:
    found = Notice.objects.select_for_update(of=("self",)).select_related("election__cycle__office", "election__community", "document")
    return found.get(pk=notice.pk)


def _round_issues(act: ElectionAct, item: NoticeRound) -> Iterator[Issue]:
    yield from _issuer_issues(act, item.issuer)
    if Phase(act.election.phase) not in item.phases:
        yield Issue("notice_out_of_phase", {"round": item.number, "phase": act.election.phase})
    reached = MilestoneRecord.objects.standing().filter(election=act.election, kind=item.after).first()
    if reached is None:
        yield Issue("milestone_missing", {"milestone": item.after.value})
    elif act.fact_at < reached.fact_at:
        yield Issue("notice_before_its_matter", {"posted": in_words(act.fact_at), "settled": in_words(reached.fact_at)})


def _issuer_issues(act: ElectionAct, issuer: str) -> Iterator[Issue]:
    """What the street issues, only the street handles; it may also help a community out."""
    if issuer == "street" and not roles_in_election(act.officer, act.election, act.now) & STREET & STREET_ROLES:
        yield Issue("notice_of_street", {})


def _people_issues(act: ElectionAct, people: Sequence[Listed], posted: Notice | None = None) -> Iterator[Issue]:
    """Whoever stood on `posted` already stays, an open objection or not: it is the same list once more, not the next one."""
    if not people:
        yield Issue("notice_without_people", {})
    held, seen = held_entries(act.election) - entries_on(posted), set()
    for person in people:
        entry = person.entry
        if entry.election_id != act.election.pk:
            yield Issue("notice_person_elsewhere", {"name": entry.name})
        if entry.pk in seen:
            yield Issue("notice_person_twice", {"name": entry.name})
        if entry.removed_at is not None or entry.disqualified_at is not None:
            yield Issue("notice_person_out", {"name": entry.name})
        elif entry.pk in held:
            yield Issue("notice_person_held", {"name": entry.name})
        if not person.posts or not set(person.posts) <= set(Contest.Post.values):
            yield Issue("notice_post_unknown", {"name": entry.name, "post": ",".join(person.posts)})
        seen.add(entry.pk)


def _interruption_issues(act: ElectionAct, notice: Notice, reason: str) -> Iterator[Issue]:
    yield from [] if reason.strip() else [Issue("reason_missing", {})]
    if notice.superseded_at is not None:
        yield Issue("already_superseded", {})
    if not notice.opens_at <= act.fact_at < notice.closes_at:
        figures = {"removed": in_words(act.fact_at), "opens": in_words(notice.opens_at), "closes": in_words(notice.closes_at)}
        yield Issue("notice_not_open_then", figures)


def _correction_issues(act: ElectionAct, notice: Notice, people: Sequence[Listed], reason: str, material: bool) -> Iterator[Issue]:
    yield from _issuer_issues(act, notice.issuer)
    yield from [] if reason.strip() else [Issue("reason_missing", {})]
    yield from _standing_issues(notice)
    if act.fact_at < notice.posted_at:
        yield Issue("correction_before_notice", {"posted": in_words(notice.posted_at), "corrected": in_words(act.fact_at)})
    if not material and not _same_people(notice, people):
        yield Issue("correction_is_material", {})


def _standing_issues(notice: Notice) -> Iterator[Issue]:
    if notice.superseded_at is not None:
        yield Issue("already_superseded", {})
    elif notice.interrupted_at is not None:
        yield Issue("notice_interrupted", {"removed": in_words(notice.interrupted_at)})


def _closing_issues(act: ElectionAct, notice: Notice) -> Iterator[Issue]:
    yield from _standing_issues(notice)
    if act.now < notice.closes_at:
        yield Issue("notice_still_open", {"closes": in_words(notice.closes_at)})


def _same_people(notice: Notice, people: Sequence[Listed]) -> bool:
    stored = {(row["entry"], tuple(row["posts"])) for row in notice.people}
    return stored == {(person.entry.pk, person.posts) for person in people}


def _write(act: ElectionAct, notice: Notice, wording: Wording | None) -> Notice:
    notice.issued_by, notice.issued_at = act.officer, act.now
    notice.save()
    notice.document = documents.attach(act, "notice", notice_paper(notice, wording or Wording()), title=notice.title)
    notice.save(update_fields=["document"])
    return notice


def _supersede_document(act: ElectionAct, before: Notice, after: Notice) -> None:
    documents.attach(act, "correction", correction_paper(before, after), title=f"更正：{before.title}"[:160])
    if before.document is not None:
        Document.objects.filter(pk=before.document.pk).update(superseded_by=after.document)


def _record(act: ElectionAct, notice: Notice, detail: dict[str, object] | None = None, **figures: object) -> None:
    act.record(
        notice,
        round=notice.round,
        people=len(notice.people),
        length=notice.length,
        unit=notice.unit,
        opens=notice.opens_at.isoformat(timespec="minutes"),
        closes=notice.closes_at.isoformat(timespec="minutes"),
        detail={"title": notice.title, "names": [row["name"] for row in notice.people], **(detail or {})},
        **figures,
    )
