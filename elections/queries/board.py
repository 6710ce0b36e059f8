"""The street's board: communities by phases, with what is late, what is objected to and what waits. A fixed number of queries."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from elections.models import AuditChain, Election, LateEntry, MilestoneRecord, Notice, Objection, Request
from elections.rules.acts import Milestone
from elections.rules.issues import Issue
from elections.rules.phases import Phase, steps
from elections.rules.rule_set import RuleSet

from .clock import latest
from .timeline import PhaseStep, entered_dates, phase_steps

# The usual timetable in days before the meeting: whoever enters a step later than this has no room left for the notices after it.
USUALLY_ENTERED_BY: Mapping[Phase, int] = {
    Phase.OPEN_NOMINATION: 33,
    Phase.DIRECTED_RECOMMENDATION: 21,
    Phase.VETTING: 17,
    Phase.COMMITTEE_BALLOT: 8,
    Phase.CANDIDACY: 7,
    Phase.MEETING: 0,
}


@dataclass(frozen=True, slots=True)
class BoardRow:
    election: Election
    steps: Sequence[PhaseStep]
    now: datetime
    running: Sequence[Notice]
    objections: int
    requests: int
    late_entries: int
    late: Sequence[Issue]

    @property
    def current(self) -> PhaseStep:
        """The step it is in; the last one once it is sealed."""
        found = [step for step in self.steps if step.phase == self.election.phase]
        return found[0]

    @property
    def count_of_steps(self) -> int:
        return sum(step.state != "off" for step in self.steps)


@dataclass(frozen=True, slots=True)
class Coming:
    """One line of what comes next in the street: a notice that closes, or (without a notice) the day of a meeting."""

    on: datetime
    election: Election
    notice: Notice | None


def board_rows(elections: Sequence[Election]) -> list[BoardRow]:
    """One row for each election, in the order given."""
    clocks = _clocks(elections)
    entered = entered_dates(elections)
    notices = _running_notices(elections, clocks)
    objections = _counted(Objection.objects.filter(notice__election__in=elections, ruling=None).values_list("notice__election", flat=True))
    waiting = Request.objects.filter(election__in=elections, state=Request.State.SUBMITTED)
    requests = _counted(waiting.values_list("election", flat=True))
    late_entries = _counted(LateEntry.objects.filter(election__in=elections, confirmed_at=None).values_list("election", flat=True))
    results = MilestoneRecord.objects.standing().filter(election__in=elections, kind=Milestone.RESULT_CERTIFIED)
    certified = set(results.values_list("election", flat=True))
    rules = {election.cycle_id: election.cycle.rules for election in elections}
    return [
        BoardRow(
            election=election,
            steps=phase_steps(election, rules[election.cycle_id], entered),
            now=clocks[election.pk],
            running=notices.get(election.pk, []),
            objections=objections[election.pk],
            requests=requests[election.pk],
            late_entries=late_entries[election.pk],
            late=list(_late_issues(election, rules[election.cycle_id], timezone.localdate(clocks[election.pk]), election.pk in certified)),
        )
        for election in elections
    ]


def coming_up(rows: Iterable[BoardRow], most: int = 8) -> list[Coming]:
    """Notices that close and meetings that are held, the next one first."""
    found = [Coming(notice.closes_at, row.election, notice) for row in rows for notice in row.running]
    for row in rows:
        day = row.election.meeting_on
        if day is not None and day >= timezone.localdate(row.now) and _is_before(row.election.phase, Phase.REPORTING):
            found.append(Coming(_start_of(day), row.election, None))
    return sorted(found, key=lambda item: item.on)[:most]


def _late_issues(election: Election, rules: RuleSet, today: date, certified: bool) -> Iterator[Issue]:
    """Why an election is late: the day of the meeting or the end of the term has passed without a result, or a step was due by the
    usual timetable."""
    if certified or election.annulled_at or election.sealed_at or not _is_before(election.phase, Phase.REPORTING):
        return
    if election.term_ends_on is not None and today > election.term_ends_on:
        yield Issue("term_ended", {"on": election.term_ends_on.isoformat()})
    day = election.meeting_on
    if day is not None and today > day:
        yield Issue("meeting_day_passed", {"on": day.isoformat()})
    elif day is not None:
        yield from _behind_timetable(election, rules, day, today)


def _behind_timetable(election: Election, rules: RuleSet, meeting_on: date, today: date) -> Iterator[Issue]:
    for step in steps(rules):
        days = USUALLY_ENTERED_BY.get(step.phase)
        if days is None or not _is_before(election.phase, step.phase):
            continue
        due = meeting_on - timedelta(days=days)
        if today > due:
            yield Issue("behind_timetable", {"phase": step.phase.value, "due": due.isoformat(), "days": (today - due).days})
        return


def _is_before(phase: str, other: Phase) -> bool:
    order = list(Phase)
    return order.index(Phase(phase)) < order.index(other)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here


def _clocks(elections: Sequence[Election]) -> dict[int, datetime]:
    """`election_now` for many elections at once."""
    offices = {election.cycle.office_id: election.cycle.office for election in elections}
    last: dict[tuple[int, int | None], datetime | None] = {}
    for office_id, election_id, at in AuditChain.objects.filter(office__in=offices).values_list("office", "election", "last_at"):
        last[office_id, election_id] = at
    found = {}
    for election in elections:
        office = election.cycle.office
        found[election.pk] = latest(office, [last.get((office.pk, None)), last.get((office.pk, election.pk))])
    return found


def _running_notices(elections: Sequence[Election], clocks: Mapping[int, datetime]) -> dict[int, list[Notice]]:
    if not elections:
        return {}
    found: dict[int, list[Notice]] = {}
    over_soonest = min(clocks.values())
    for notice in Notice.objects.standing().filter(election__in=elections, closes_at__gt=over_soonest):
        if notice.opens_at <= clocks[notice.election_id] < notice.closes_at:
            found.setdefault(notice.election_id, []).append(notice)
    return found


def _counted(ids: Iterable[int | None]) -> Counter[int | None]:
    return Counter(ids)
