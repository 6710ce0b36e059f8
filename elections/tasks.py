"""What happens later: an id in, a service called, nothing else."""

from celery import shared_task

from .services import jobs
from .services import sweep as sweeping


@shared_task(ignore_result=True)
def run_job(*, job_id: int) -> None:
    jobs.run_job(job_id)


@shared_task(ignore_result=True)
def sweep() -> None:
    sweeping.sweep()
