"""还差什么: what is missing before an election may enter a step, and from when on it may where only time is missing."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from elections.models import Election, LateEntry, MilestoneRecord
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue
from elections.rules.phases import Phase, earliest_issues, new_acts, next_step, step_issues, step_of

from . import notices

Asked = Callable[[Election, Phase], Iterable[Issue]]


def reached_milestones(election: Election) -> frozenset[Milestone]:
    kinds = MilestoneRecord.objects.standing().filter(election=election).values_list("kind", flat=True)
    return frozenset(Milestone(kind) for kind in kinds)


def issues_before(election: Election, phase: Phase, now: datetime) -> Iterator[Issue]:
    """In the order in which the step table names them, then what another app asks, and late entries that the street has not confirmed."""
    step = step_of(phase, election.rules)
    yield from step_issues(step, reached_milestones(election), notices.ends_of_rounds(election), now)
    yield from notices.procedural_issues(election)
    asked: Sequence[Asked] = import_string(settings.ASKED_BEFORE_STEPS)
    for issues in asked:
        yield from issues(election, phase)
    waiting = LateEntry.objects.filter(election=election, confirmed_at=None).count()
    if waiting:
        yield Issue("late_entries_unconfirmed", {"count": waiting})


def missing(election: Election, now: datetime) -> list[Issue]:
    """What stands between the election and its next step; empty when it may advance or has none."""
    step = next_step(Phase(election.phase), election.rules)
    return list(issues_before(election, step.phase, now)) if step else []


def earliest(election: Election, issues: Collection[Issue]) -> Issue | None:
    """The moment at which the next step can begin, where of what is missing nothing waits for an act."""
    step = next_step(Phase(election.phase), election.rules)
    return next(earliest_issues(step, issues, notices.ends_of_rounds(election)), None) if step and issues else None


def earliest_of_acts(election: Election, acts: Collection[Act], now: datetime) -> Issue | None:
    """The same for what is done from the next step on; None where no such act is among these, and nothing is asked then."""
    if election.annulled_at or election.sealed_at or new_acts(Phase(election.phase), election.rules).isdisjoint(acts):
        return None
    return earliest(election, missing(election, now))
