import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

import pytest
from celery import current_app
from django.db import connection
from django.utils import timezone

from elections.models import Job
from elections.permissions import Role
from elections.rules.acts import Act
from elections.rules.issues import Issue, RuleViolation
from elections.services import jobs
from elections.services.acting import election_act
from elections.services.jobs import LEASE, MOST_ATTEMPTS, queue, report_progress, run_job, work
from tests.factories.office import office_with_election

pytestmark = pytest.mark.django_db

Doing = Callable[[Job], Mapping[str, object]]


@pytest.fixture
def do() -> Iterator[list[Doing]]:
    """What a job of the kind `trial` does: the function that stands in the list."""
    doing: list[Doing] = [lambda _job: {}]
    work("trial")(lambda job: doing[0](job))
    yield doing
    del jobs._work["trial"]


@pytest.fixture
def office():
    return office_with_election()


@pytest.fixture
def broker() -> Iterator[Callable[..., None]]:
    """Points the sender at another broker for one test."""
    conf = current_app.conf
    before = {name: conf[name] for name in ("broker_url", "broker_transport", "broker_transport_options")}
    yield lambda **options: conf.update(options)
    conf.update(before)


def queued(office, **params: object) -> Job:
    with election_act(Act.STORE_FILE, office.election, office[Role.COMMUNITY_CLERK]) as act:
        job = queue(act, "trial", **params)
        act.record(office.election)
    return job


def let_the_lease_run_out(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def state_of(job: Job) -> tuple[str, int]:
    job.refresh_from_db()
    return job.state, job.attempts


def test_a_job_is_done_once_and_keeps_its_result(office, do):
    calls = []
    do[0] = lambda job: calls.append(job.params) or {"pages": 3}
    job = queued(office, document=7)
    assert (job.office, job.election, job.queued_by) == (office.street, office.election, office[Role.COMMUNITY_CLERK])
    finished = run_job(job.pk)
    assert (finished.state, finished.result, finished.error, finished.lease_until) == ("done", {"pages": 3}, [], None)
    assert finished.finished_at is not None
    assert run_job(job.pk) is None
    assert calls == [{"document": 7}]


def test_a_job_that_is_not_there_is_no_job(office):
    assert run_job(4711) is None


def test_what_the_rules_refuse_ends_in_words_and_is_not_tried_again(office, do):
    def refuse(_job: Job) -> Mapping[str, object]:
        raise RuleViolation([Issue("file_changed", {"name": "x.pdf"})])

    do[0] = refuse
    finished = run_job(queued(office).pk)
    assert (finished.state, finished.error, finished.attempts) == ("failed", [["file_changed", {"name": "x.pdf"}]], 1)
    assert run_job(finished.pk) is None


def test_a_fault_of_ours_is_raised_goes_back_into_the_queue_and_ends_in_words(office, do):
    def fall(_job: Job) -> Mapping[str, object]:
        raise ZeroDivisionError("ours")

    do[0] = fall
    job = queued(office)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with pytest.raises(ZeroDivisionError, match="ours"):
            run_job(job.pk)
        assert state_of(job) == ("queued" if attempt < MOST_ATTEMPTS else "failed", attempt)
    assert job.error == [["job_gave_up", {"attempts": MOST_ATTEMPTS}]]
    assert run_job(job.pk) is None


def test_a_kind_that_no_worker_knows_is_raised_too(office):
    job = queued(office)
    with pytest.raises(KeyError, match="trial"):
        run_job(job.pk)
    assert state_of(job) == ("queued", 1)


def test_work_that_a_dead_worker_held_is_taken_up_when_its_lease_ran_out(office, do):
    class Killed(BaseException):
        """What a worker that is killed leaves behind: nothing."""

    def die(_job: Job) -> Mapping[str, object]:
        raise Killed

    do[0] = die
    job = queued(office)
    with pytest.raises(Killed):
        run_job(job.pk)
    assert state_of(job) == ("running", 1)
    do[0] = lambda _job: {"by": "second"}
    assert run_job(job.pk) is None
    let_the_lease_run_out(job)
    assert job in Job.objects.waiting(timezone.now())
    assert run_job(job.pk).result == {"by": "second"}
    assert state_of(job) == ("done", 2)


def test_a_job_on_which_every_worker_dies_is_given_up(office, do):
    job = queued(office)
    Job.objects.filter(pk=job.pk).update(state="running", attempts=MOST_ATTEMPTS)
    let_the_lease_run_out(job)
    assert run_job(job.pk) is None
    assert state_of(job) == ("failed", MOST_ATTEMPTS)
    assert job.error == [["job_gave_up", {"attempts": MOST_ATTEMPTS}]]
    assert job not in Job.objects.waiting(timezone.now() + LEASE * 2)


def test_a_worker_that_comes_home_after_its_lease_changes_nothing(office, do):
    def slow(job: Job) -> Mapping[str, object]:
        let_the_lease_run_out(job)
        do[0] = lambda _job: {"by": "second"}
        run_job(job.pk)
        report_progress(job, 1, 2)
        return {"by": "first"}

    do[0] = slow
    job = queued(office)
    run_job(job.pk)
    assert state_of(job) == ("done", 2)
    assert (job.result, job.done, job.total) == ({"by": "second"}, 0, 0)


def test_progress_is_shown_and_holds_the_lease(office, do):
    def step(job: Job) -> Mapping[str, object]:
        let_the_lease_run_out(job)
        report_progress(job, 3, 10)
        job.refresh_from_db()
        return {"left": int((job.lease_until - timezone.now()).total_seconds())}

    do[0] = step
    finished = run_job(queued(office).pk)
    assert (finished.done, finished.total) == (3, 10)
    assert finished.result["left"] >= LEASE.total_seconds() - 2


@pytest.mark.django_db(transaction=True)
class TestHints:
    @pytest.mark.parametrize(
        ("address", "transport", "options"),
        [
            ("redis://127.0.0.1:1/0", None, {}),
            ("filesystem://localhost", "election_admin.broker:Transport", {"folder": "/proc/nowhere"}),
        ],
    )
    def test_the_act_stands_at_once_when_the_broker_is_away(self, office, broker, caplog, address, transport, options):
        broker(broker_url=address, broker_transport=transport, broker_transport_options=options)
        begun = time.monotonic()
        job = queued(office)
        assert time.monotonic() - begun < 3
        assert state_of(job) == ("queued", 0)
        assert f"no hint for job {job.pk}" in caplog.text

    def test_an_act_that_was_refused_leaves_no_job(self, office):
        with pytest.raises(RuleViolation), election_act(Act.STORE_FILE, office.election, office[Role.COMMUNITY_CLERK]) as act:
            queue(act, "trial")
            act.refuse([Issue("reason_missing")])
        assert not Job.objects.exists()

    def test_a_hint_delivered_to_two_workers_at_once_is_done_by_one(self, office, do):
        """Really at once: two connections, both let go in the same moment."""
        job, together, done = queued(office), threading.Barrier(2), []
        do[0] = lambda _job: done.append(threading.get_ident()) or {}
        answers: list[Job | None] = []

        def worker() -> None:
            try:
                together.wait(timeout=20)
                answers.append(run_job(job.pk))
            finally:
                connection.close()

        threads = [threading.Thread(target=worker) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        assert len(done) == 1
        assert sorted(answer is None for answer in answers) == [False, True]
        assert state_of(job) == ("done", 1)
