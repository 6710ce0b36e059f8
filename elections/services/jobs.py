"""Work that takes long: a row with a lease. A broker message is only a hint; the sweep queues again what nobody finished."""

import importlib
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from celery import current_app
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError

from elections.models import Job
from elections.rules.issues import Issue, RuleViolation

from .acting import ActUnderWay, ElectionAct

logger = logging.getLogger(__name__)

HINT_SECONDS = 25
# kombu would look for a broker that is away for seconds, and the officer would wait with it.
AT_ONCE = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0, "socket_connect_timeout": 2}
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 5

Work = Callable[[Job], Mapping[str, object]]
_work: dict[str, Work] = {}
# Where `work` is declared: read when the first job is done, so that a page is served without WeasyPrint in memory.
WORKSHOPS = ("elections.services.archive", "elections.services.rendering")


def work(kind: str) -> Callable[[Work], Work]:
    """Declares the function that does a kind of job. It may run twice and must come to the same end."""

    def declare(function: Work) -> Work:
        _work[kind] = function
        return function

    return declare


def _work_of(kind: str) -> Work:
    for name in WORKSHOPS:
        importlib.import_module(name)
    return _work[kind]


def queue(act: ActUnderWay, kind: str, **params: object) -> Job:
    """Within an act: something to be done after it is committed."""
    job = Job.objects.create(
        office=act.office,
        election=act.election if isinstance(act, ElectionAct) else None,
        kind=kind,
        params=params,
        queued_by=act.actor,
        queued_at=timezone.now(),
    )
    transaction.on_commit(lambda: hint(job.pk))
    return job


def hint(job_id: int) -> None:
    """Tell the workers. A broker that is away is no fault of the officer's act: the sweep finds the row."""
    try:
        with current_app.connection_for_write(transport_options=AT_ONCE) as connection:
            current_app.send_task(
                "elections.tasks.run_job", kwargs={"job_id": job_id}, expires=HINT_SECONDS, retry=False, connection=connection
            )
    except OperationalError:
        logger.warning("The broker took no hint for job %s; the next sweep will.", job_id)


def run_job(job_id: int) -> Job | None:
    """Take the lease, do the work outside any transaction, write the end. None where somebody else holds the lease.

    A fault of ours goes back into the queue until it was tried often enough, and is raised: it belongs into the log.
    """
    job = _lease(job_id, timezone.now())
    if job is None:
        return None
    try:
        result = _work_of(job.kind)(job)
    except RuleViolation as refused:
        return _finish(job, Job.State.FAILED, error=refused.issues)
    except Exception:
        _release(job)
        raise
    return _finish(job, Job.State.DONE, result=result)


def report_progress(job: Job, done: int, total: int) -> None:
    """Also renews the lease of work that goes on."""
    _held(job).update(done=done, total=total, lease_until=timezone.now() + LEASE)


def _lease(job_id: int, at: datetime) -> Job | None:
    with transaction.atomic():
        job = Job.objects.select_for_update().waiting(at).filter(pk=job_id).first()
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            _give_up(job)
            return None
        job.state, job.lease_until, job.attempts = Job.State.RUNNING, at + LEASE, job.attempts + 1
        job.save(update_fields=["state", "lease_until", "attempts"])
        return job


def _held(job: Job) -> QuerySet[Job]:
    """The row while this worker still holds it: the number of the attempt tells its lease from a later one."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)


def _release(job: Job) -> None:
    if job.attempts >= MOST_ATTEMPTS:
        _give_up(job)
    else:
        _held(job).update(state=Job.State.QUEUED, lease_until=None)


def _give_up(job: Job) -> None:
    _finish(job, Job.State.FAILED, error=[Issue("job_gave_up", {"attempts": job.attempts})])


def _finish(job: Job, state: Job.State, *, result: Mapping[str, object] | None = None, error: Iterable[Issue] = ()) -> Job:
    """The end, written by whoever holds the lease; who came too late changes nothing."""
    plain = [[issue.code, dict(issue.params)] for issue in error]
    _held(job).update(state=state, finished_at=timezone.now(), lease_until=None, result=dict(result or {}), error=plain)
    job.refresh_from_db()
    return job
