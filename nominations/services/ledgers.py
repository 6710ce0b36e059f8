"""台账 of the nomination: which entries can be put right, what is asked of them, and what rests on them."""

from collections.abc import Iterable
from operator import attrgetter

from elections.models import MilestoneRecord
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue
from elections.services.acting import ElectionAct
from elections.services.corrections import Ledger, correct_facts
from nominations.models import Deliberation, NominationRound, Visit
from nominations.queries.rounds import closed_participation, endorsers_on_sheets
from nominations.rules.participation import participation_issues

from .deliberations import deliberated_facts, deliberation_issues
from .pledges import visit_issues
from .rounds import participation_facts


def _participation_issues(act: ElectionAct, closed: NominationRound) -> Iterable[Issue]:
    members, residents = endorsers_on_sheets(act.election)
    return participation_issues(closed_participation(closed), members_on_sheets=members, residents_on_sheets=residents)


def _write_participation(act: ElectionAct, closed: NominationRound) -> None:
    closed.save()
    _carry(act, Milestone.OPEN_NOMINATION_CLOSED, participation_facts(closed_participation(closed)))


def _deliberation_issues(act: ElectionAct, held: Deliberation) -> Iterable[Issue]:
    return deliberation_issues(act, held.branch, held.attended)


def _write_deliberation(act: ElectionAct, held: Deliberation) -> None:
    held.save()
    _carry(act, Milestone.CANDIDATES_DELIBERATED, deliberated_facts(held.list))


def _carry(act: ElectionAct, kind: Milestone, facts: dict[str, object]) -> None:
    """Into the milestone, where it is reached and stands: reports read nothing behind it."""
    reached = MilestoneRecord.objects.standing().filter(election=act.election, kind=kind, offline=False).first()
    if reached is not None:
        correct_facts(act, reached, reached.facts | facts)


def _visit_issues(act: ElectionAct, visit: Visit) -> Iterable[Issue]:
    return visit_issues(act, visit.place, visit.households, visit.nominee)


PARTICIPATION = Ledger(
    code="participation", recorded_by=Act.CLOSE_OPEN_NOMINATION, issues=_participation_issues, write=_write_participation
)
DELIBERATIONS = Ledger(
    code="deliberations",
    recorded_by=Act.RECORD_DELIBERATION,
    issues=_deliberation_issues,
    write=_write_deliberation,
    election=attrgetter("list.election"),
)
VISITS = Ledger(code="visits", recorded_by=Act.RECORD_VISIT, issues=_visit_issues)
