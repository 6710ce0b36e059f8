"""An election that has gone further on paper is entered at each step that is offered, in each preset, and goes on to the next one."""

from datetime import timedelta

import pytest

from elections.models import Contest, Election, MilestoneRecord, RollEntry
from elections.permissions import Role
from elections.queries.clock import election_now
from elections.rules.acts import Milestone
from elections.rules.phases import Phase, late_steps, milestones_until, next_step
from elections.rules.rule_set import PRESETS
from elections.services.elections import advance_phase, enter_election_late
from elections.services.result_parts import milestone_facts
from nominations.models import NomineeList
from nominations.queries.late_lists import IN_FORCE, kinds_on_paper
from nominations.rehearsal import hall, nominating
from nominations.rehearsal.before import a_scan
from nominations.rehearsal.script import moment, play, script
from nominations.services.late_lists import enter_list_late
from tests.factories.course import Course, played

pytestmark = pytest.mark.django_db
# The other presets differ in single steps: make trials goes through all of theirs.
STEPS = [
    pytest.param(name, phase, marks=() if name == "street-community" else pytest.mark.trial)
    for name, rules in PRESETS.items()
    for phase in late_steps(rules)
]


def entered(preset: str, phase: Phase) -> Course:
    """Posts adopted and roll closed; everything else until `phase` was done on paper, a week before its own first line."""
    course = played(preset, Phase.MOBILISATION)
    at, rules = course.at, course.at.election.rules
    first = next(line for line in script(rules) if line.phase is phase)
    course.office.move_to(first.at - timedelta(days=7 if phase is Phase.CANDIDACY else 0, minutes=1))
    done_on = dict.fromkeys(milestones_until(phase, rules), moment(3, 13, 12, 0))
    officer = course.office.by(Role.STREET_OFFICER)
    enter_election_late(at.election, actor=officer, phase=phase, done_on=done_on, reason="四月起改用本系统")
    at.election = Election.objects.get(pk=at.election.pk)
    return course


def enter_list(course: Course, kind: str) -> NomineeList:
    """As many names as the rehearsal lets stand, from the roll."""
    at = course.at
    entries = {entry.name: entry for entry in RollEntry.objects.filter(election=at.election)}
    contests = Contest.objects.filter(election=at.election, stage=Contest.Stage.MEETING)
    names = {contest.code: [entries[name] for name in at.cast.standing[contest.code]] for contest in contests}
    officer = course.office.by(Role.STREET_OFFICER)
    return enter_list_late(at.election, kind, names, actor=officer, reason="纸质名单", scan=a_scan(at, "list"))


@pytest.mark.parametrize(("preset", "phase"), STEPS)
def test_it_goes_on_to_the_next_step(preset: str, phase: Phase) -> None:
    course = entered(preset, phase)
    office, at, rules = course.office, course.at, course.at.election.rules
    on_paper = [enter_list(course, kind) for kind in kinds_on_paper(at.election)]
    for listed in on_paper:
        if listed.approved_at and listed.kind != NomineeList.Kind.NOMINATED:
            facts = milestone_facts(at.election, IN_FORCE[listed.kind])
            assert facts["people"] == listed.names.values("nominee").distinct().count()
    if phase is Phase.CANDIDACY and rules.committee_ballot:
        nominating.post_notice(office, at, 3)
        nominating.approve_reserve(office, at)
    if phase is Phase.MEETING:
        nominating.hand_over(office, at)
        hall.convene(office, at, moment(5, 16, 9, 0))
        hall.prepare(office, at)
    for line in script(rules):
        if line.phase is phase:
            office.move_to(max(line.at, election_now(at.election)))
            play(office, at, line)
    following = next_step(phase, rules)
    assert following is not None
    office.move_to(next(line.at for line in script(rules) if line.phase is following.phase))
    advance_phase(at.election, actor=at.clerk, to=following.phase)
    assert Election.objects.get(pk=at.election.pk).phase == following.phase


@pytest.mark.parametrize(
    ("preset", "phase", "kinds"),
    [
        ("street-community", Phase.OPEN_NOMINATION, []),
        ("street-community", Phase.DIRECTED_RECOMMENDATION, ["nominated"]),
        ("street-community", Phase.VETTING, ["preliminary"]),
        ("street-community", Phase.CANDIDACY, ["preliminary", "reserve"]),
        ("village", Phase.VETTING, ["nominated"]),
        ("village", Phase.CANDIDACY, ["preliminary"]),
    ],
)
def test_the_lists_that_the_step_begins_with_are_asked_for(preset: str, phase: Phase, kinds: list[str]) -> None:
    assert kinds_on_paper(entered(preset, phase).at.election) == kinds


def test_what_was_adopted_and_closed_here_keeps_its_facts() -> None:
    course = entered("street-community", Phase.VETTING)
    records = {row.kind: row for row in MilestoneRecord.objects.standing().filter(election=course.at.election)}
    assert records[Milestone.PLAN_APPROVED].facts["reply"]["number"] == "文委〔2026〕12号"
    assert records[Milestone.ROLL_CLOSED].facts["with_vote"] > 0
    assert all(row.offline for row in records.values())
