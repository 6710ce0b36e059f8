"""What has become due, recorded once, however often and by however many it is asked. Never called from a request."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone

from elections.models import Election, Job
from elections.queries.clock import election_now
from elections.queries.notices import due_notices

from . import held_uploads, jobs
from .ballot_box import remove_traces, rounds_with_traces
from .notices import record_notice_closed, send_reminder
from .sign_ins import forget_expired
from .submissions import forget_old

SWEPT_AT = "swept-at"


@dataclass(frozen=True, slots=True)
class Swept:
    closed: int
    reminded: int
    hinted: int


def sweep() -> Swept:
    """Notices that closed, reminders of those that soon will, jobs that nobody finished, traces of ballots that a reader held.

    What goes wrong in one election keeps no other one waiting; it is raised at the end.
    """
    cache.set(SWEPT_AT, timezone.now(), None)
    hinted = _hint_waiting_jobs()
    forget_old()
    held_uploads.forget_old()
    forget_expired()
    _remove_traces()
    closed = reminded = 0
    faults: list[Exception] = []
    for election in Election.objects.select_related("cycle__office").filter(sealed_at=None, annulled_at=None):
        try:
            due = due_notices(election, election_now(election))
            closed += len([record_notice_closed(notice) for notice in due.closed])
            reminded += len([send_reminder(notice) for notice in due.to_remind])
        except Exception as fault:
            faults.append(fault)
    if faults:
        raise ExceptionGroup("not everything that was due could be recorded", faults)
    return Swept(closed, reminded, hinted)


def last_sweep() -> datetime | None:
    """A sign of life of timer and workers, in the cache; None where it was emptied since, or nobody works."""
    found: datetime | None = cache.get(SWEPT_AT)
    return found


def _remove_traces() -> None:
    for round_id in rounds_with_traces():
        remove_traces(round_id)


def _hint_waiting_jobs() -> int:
    waiting = list(Job.objects.waiting(timezone.now()).values_list("pk", flat=True)[:200])
    for job_id in waiting:
        jobs.hint(job_id)
    return len(waiting)
