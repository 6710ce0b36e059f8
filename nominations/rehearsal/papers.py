"""Renders the rehearsal's papers while the script goes on: a few processes take the queued jobs, as workers would."""

from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

import django

from elections.models import Job


class PaperOffice:
    """Hands out each queued job once and waits for all of them on demand."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self._given: dict[int, Future[None]] = {}

    def hand_out(self) -> None:
        """Everything queued since the last time."""
        for job_id in Job.objects.filter(state=Job.State.QUEUED).exclude(pk__in=self._given).values_list("pk", flat=True):
            self._given[job_id] = self._pool.submit(do_job, job_id)

    def wait(self) -> None:
        """Until no job is left. A job that failed stops the rehearsal with its reason."""
        self.hand_out()
        for future in self._given.values():
            future.result()
        failed = Job.objects.exclude(state=Job.State.DONE).first()
        if failed is not None:
            raise RuntimeError(f"job {failed.kind} {failed.params} ended as {failed.state}: {failed.error}")


@contextmanager
def paper_office(processes: int = 2) -> Iterator[PaperOffice]:
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        yield PaperOffice(pool)


def do_job(job_id: int) -> None:
    from elections.services import jobs  # only after django.setup in a fresh process

    jobs.run_job(job_id)
