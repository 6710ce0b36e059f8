"""An election that has come as far as a phase, through the services, by the script of the rehearsal in a small community."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.contrib.auth.hashers import make_password

from elections.models import Account, Organisation
from elections.rules.phases import Phase
from nominations.rehearsal.office import CommunityOffice, RehearsalOffice, open_office
from nominations.rehearsal.plans import Speciality, street_plan, village_plan
from nominations.rehearsal.script import Line, play, script
from tests.factories.kept import once
from tests.factories.office import PASSWORD

MEMBERS, RESIDENTS = 24, 40


def rehearsed_office(
    preset: str = "street-community", code: str = "yanlian", *, communities: int = 1
) -> tuple[RehearsalOffice, CommunityOffice]:
    """Its first community at the start of preparation; every account has the password of the tests. `code` tells two offices apart."""
    plan = village_plan(MEMBERS, RESIDENTS) if preset == "village" else street_plan(1, MEMBERS, RESIDENTS)
    plan += tuple(replace(plan[0], code=f"{plan[0].code}-{number}", name=f"第{number}社区") for number in range(2, communities + 1))
    plan = tuple(replace(item, delegates=0, speciality=Speciality.NONE if item.delegates else item.speciality) for item in plan)
    plan = plan if code == "yanlian" else tuple(replace(item, code=f"{code}-{item.code}") for item in plan)
    office = open_office(plan, preset=preset, code=code, name="东沙镇" if preset == "village" else "文晖街道")
    Account.objects.filter(office=office.street).update(password=make_password(PASSWORD), first_sign_in_code="")
    return office, office.communities[0]


@dataclass
class Course:
    """An election that was played up to somewhere, with its office."""

    office: RehearsalOffice

    @property
    def street(self) -> Organisation:
        return self.office.street

    @property
    def at(self) -> CommunityOffice:
        return self.office.communities[0]


def played(preset: str = "street-community", phase: Phase | None = None, *, notice: int = 0) -> Course:
    """`play_until` in an office of its own; the second time it comes back as it was."""
    return once(_played, preset, phase, notice)


def _played(preset: str, phase: Phase | None, notice: int) -> Course:
    office, at = rehearsed_office(preset)
    play_until(office, at, phase, notice=notice)
    return Course(office)


def play_until(office: RehearsalOffice, at: CommunityOffice, phase: Phase | None, *, notice: int = 0) -> Line | None:
    """Plays every line before `phase` and stops before its first one, the clock a minute before it. Returns that line.

    All communities of the office are played together. Without a phase, everything but the sealing, which waits for the printed papers.
    With `notice`, until that one is due.
    """
    for line in script(at.election.rules):
        is_there = phase and list(Phase).index(line.phase) >= list(Phase).index(phase)
        if line.needs_papers or is_there or (notice and line.notice == notice):
            office.move_to(line.at - timedelta(minutes=1))
            return line
        office.move_to(line.at)
        if line.street is not None:
            line.street(office)
        for each in office.communities:
            play(office, each, line)
            each.election.refresh_from_db()
    return None
