"""Long walks of random acts in random order. After each step the house must still stand:

the chain verifies, its events are as many as the acts that neither were refused nor repeated something, whoever was refused changed
nothing, no act out of phase went through, 还差什么 never lies, and no event holds a name or a text.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction

from elections.models import Appointment, Job
from elections.permissions import Role
from elections.rules.phases import Phase
from elections.services.jobs import run_job
from nominations.rehearsal.office import RehearsalOffice, open_office
from nominations.rehearsal.run import plans_for
from nominations.rehearsal.script import play, script
from tests.factories.hall import hall
from tests.factories.office import Office, add_contest, add_members, another_community, office_with_election

from .random_officer import RandomOfficer
from .walk import Walk

pytestmark = [pytest.mark.trial, pytest.mark.django_db]

STEPS = int(os.environ.get("TRIAL_STEPS", "250"))
SEEDS = range(int(os.environ.get("TRIAL_SEEDS", "2")))


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def office_in(phase: Phase) -> Office:
    office = office_with_election(phase=phase)
    add_members(office.election, 14)
    for post, seats in (("secretary", 1), ("deputy", 1), ("committee", 3)):
        add_contest(office.election, post, seats)
    add_members(another_community(office), 3)
    return office


def office_in_the_hall() -> Office:
    made = hall(members=14)
    made.open()
    return made.office


def office_of(rehearsal: RehearsalOffice) -> Office:
    """The same people, by role, as the walk wants them."""
    at = rehearsal.communities[0]
    held = Appointment.objects.filter(organisation__in=[rehearsal.street, at.organisation]).select_related("account")
    return Office(rehearsal.street, at.organisation, at.election, {Role(item.role): item.account for item in held})


SCENES: dict[str, Callable[[], Office]] = {phase.value: (lambda phase=phase: office_in(phase)) for phase in Phase} | {  # type: ignore[misc]
    "hall": office_in_the_hall
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("scene", SCENES)
def test_a_random_walk(scene: str, seed: int) -> None:
    office = SCENES[scene]()
    walk = Walk(office, RandomOfficer(office, seed))
    for number in range(STEPS):
        if walk.officer.chance.random() < 0.1:
            office.street.refresh_from_db()
            office.pass_time(hours=walk.officer.chance.choice([1, 9, 30]))
        walk.step(may_end=number > 0.9 * STEPS)
        if number % 10 == 0:
            walk.chains_verify()
            walk.readiness_does_not_lie()
    walk.chains_verify()
    print(f"\n{scene} {seed}: {walk.told()}")
    walk.nothing_broke()


@pytest.mark.parametrize("preset", ["street-community", "regulation-2020", "village"])
def test_somebody_does_anything_at_every_line_of_a_rehearsal(preset: str) -> None:
    """Real states, from the plan to the sealed archive. Each try is taken back, so that the rehearsal goes on as if nothing had been."""
    rehearsal = open_office(plans_for(preset, 1, 120, 40), preset=preset, code="yanlian", name="文晖街道")
    at = rehearsal.communities[0]
    walk = Walk(office_of(rehearsal), RandomOfficer(office_of(rehearsal), seed=len(preset)))
    for line in script(at.election.rules):
        for job in Job.objects.filter(state=Job.State.QUEUED) if line.needs_papers else ():
            run_job(job.pk)
        rehearsal.move_to(line.at)
        play(rehearsal, at, line)
        walk.readiness_does_not_lie()
        for _ in range(STEPS // 5):
            with transaction.atomic():
                walk.step(may_end=True)
                transaction.set_rollback(True)
        walk.chains_verify()
    print(f"\n{preset}: {walk.told()}")
    walk.nothing_broke()
