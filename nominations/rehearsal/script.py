"""The timetable: on which day of 2026 which act is rehearsed, and in which phase. The clock moves from line to line.

First day counted from 09:00; 4 to 6 April is 清明, so nothing falls there; the meeting is on a Saturday.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from elections.models import Election
from elections.rules.phases import Phase, is_on, next_step, steps
from elections.rules.rule_set import RuleSet
from elections.services.elections import advance_phase

from . import before, hall, nominating, reporting
from .office import SHANGHAI, CommunityOffice, RehearsalOffice

Run = Callable[[RehearsalOffice, CommunityOffice], None]


@dataclass(frozen=True, slots=True)
class Line:
    """`month`, `day`, `hour`, `minute` of 2026; the election is taken into `phase` before `run`, the papers are printed where it asks.
    `street` is done once, before the communities. `notice` is the number of the notice that `run` posts."""

    when: tuple[int, int, int, int]
    phase: Phase
    run: Run
    needs_papers: bool = False
    street: Callable[[RehearsalOffice], None] | None = None
    notice: int = 0

    @property
    def at(self) -> datetime:
        return moment(*self.when)


def moment(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def _open_round(office: RehearsalOffice, at: CommunityOffice) -> None:
    nominating.open_round(office, at, moment(3, 20, 14, 0) + at.later_by, moment(3, 27, 17, 30) + at.later_by)


def _convene(office: RehearsalOffice, at: CommunityOffice) -> None:
    hall.convene(office, at, moment(5, 16, 9, 0) + at.later_by)


def _notice(number: int) -> Run:
    def post(office: RehearsalOffice, at: CommunityOffice) -> None:
        nominating.post_notice(office, at, number)

    return post


BEGINNING = (
    Line((3, 5, 10, 0), Phase.PREPARATION, before.prepare_plan, street=before.set_up_street),
    Line((3, 12, 10, 0), Phase.PREPARATION, before.draw_up_roll),
    Line((3, 16, 9, 0), Phase.MOBILISATION, before.mobilise),
    Line((3, 20, 13, 30), Phase.OPEN_NOMINATION, _open_round),
    Line((3, 24, 10, 0), Phase.OPEN_NOMINATION, nominating.take_nominations),
    Line((3, 27, 17, 40), Phase.OPEN_NOMINATION, nominating.close_round),
    Line((3, 30, 8, 30), Phase.OPEN_NOMINATION, _notice(1), notice=1),
)
DIRECTED = (
    Line((4, 7, 9, 30), Phase.DIRECTED_RECOMMENDATION, nominating.recommend),
    Line((4, 7, 16, 0), Phase.DIRECTED_RECOMMENDATION, nominating.propose),
    Line((4, 8, 10, 0), Phase.DIRECTED_RECOMMENDATION, nominating.approve_preliminary),
    Line((4, 9, 8, 30), Phase.VETTING, _notice(2), notice=2),
    Line((4, 13, 10, 0), Phase.VETTING, nominating.vet),
)
VETTED_FIRST = (
    Line((4, 7, 9, 30), Phase.VETTING, nominating.propose),
    Line((4, 7, 16, 0), Phase.VETTING, nominating.vet),
    Line((4, 8, 10, 0), Phase.VETTING, nominating.approve_preliminary),
    Line((4, 9, 8, 30), Phase.VETTING, _notice(2), notice=2),
)
BALLOT = (
    Line((4, 17, 9, 0), Phase.COMMITTEE_BALLOT, nominating.hold_committee_ballot),
    Line((4, 20, 8, 30), Phase.COMMITTEE_BALLOT, _notice(3), notice=3),
    Line((4, 20, 15, 0), Phase.COMMITTEE_BALLOT, nominating.approve_reserve),
)
END = (
    Line((4, 22, 10, 0), Phase.CANDIDACY, nominating.visit_and_pledge),
    Line((4, 27, 15, 0), Phase.CANDIDACY, nominating.deliberate),
    Line((4, 28, 10, 0), Phase.CANDIDACY, nominating.hand_over),
    Line((4, 28, 15, 0), Phase.CANDIDACY, _convene),
    Line((5, 8, 9, 0), Phase.CANDIDACY, hall.prepare),
    Line((5, 16, 8, 30), Phase.MEETING, hall.hold),
    Line((5, 21, 10, 0), Phase.REPORTING, reporting.report),
    Line((5, 25, 10, 0), Phase.REPORTING, reporting.approve),
    Line((5, 27, 10, 0), Phase.CLOSED, reporting.close),
    Line((5, 29, 10, 0), Phase.CLOSED, reporting.seal, needs_papers=True),
)


def script(rules: RuleSet) -> tuple[Line, ...]:
    middle = DIRECTED if is_on(Phase.DIRECTED_RECOMMENDATION, rules) else VETTED_FIRST
    return BEGINNING + middle + (BALLOT if is_on(Phase.COMMITTEE_BALLOT, rules) else ()) + END


def play(office: RehearsalOffice, at: CommunityOffice, line: Line) -> None:
    """One line for one community, its election taken as far as the line needs it."""
    at.election = Election.objects.select_related("cycle__office", "community").get(pk=at.election.pk)
    for phase in _until(at.election, line.phase):
        advance_phase(at.election, actor=at.clerk, to=phase)
        at.election.refresh_from_db()
    line.run(office, at)


def _until(election: Election, phase: Phase) -> Iterator[Phase]:
    rules, now = election.rules, Phase(election.phase)
    order = [step.phase for step in steps(rules)]
    while order.index(now) < order.index(phase):
        step = next_step(now, rules)
        if step is None:
            return
        now = step.phase
        yield now
