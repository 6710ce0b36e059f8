"""资格联审 and 考察: findings and inspections one by one, then who goes on and who does not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from elections.models import Account, MilestoneRecord, RollEntry, Ruling, StoredFile
from elections.models.cycles import Election
from elections.queries.notices import held_entries
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue, RuleViolation
from elections.services import audit, milestones
from elections.services.acting import ElectionAct, election_act
from elections.services.files import foreign_issues
from nominations.models import Inspection, Nominee, NomineeList, NomineeStep, VettingFinding
from nominations.queries.lists import names_on, people_on, standing_list
from nominations.queries.nominees import standing_nominees, stands
from nominations.queries.vetting import vetted
from nominations.rules.nominee_steps import NomineeStep as Step
from nominations.rules.nominee_steps import has_passed, is_vetted_first
from nominations.rules.vetting import Vetted, completeness_issues, finding_issues

from .lists import list_facts, stage_issues
from .nominees import lock_nominee, take_step
from .slips import recorded


def record_vetting(
    nominee: Nominee,
    *,
    actor: Account,
    department: str,
    item: str,
    passed: bool,
    reason: str = "",
    sheet: StoredFile | None = None,
    found_at: datetime | None = None,
    late_reason: str = "",
) -> VettingFinding:
    """One department on one item. A later finding of the same department and item takes its place; both are kept."""
    with election_act(Act.RECORD_VETTING, nominee.election, actor, fact_at=found_at, late_reason=late_reason) as act:
        nominee = lock_nominee(nominee)
        act.refuse(finding_issues(name=nominee.entry.name, department=department, item=item, passed=passed, reason=reason))
        newest = nominee.findings.filter(department=department, item=item).last()
        if newest is not None and (newest.passed, newest.reason) == (passed, reason) and sheet in (None, newest.sheet):
            act.repeats()
            return newest
        act.refuse(_on_list_issues(act, nominee))
        made = VettingFinding.objects.create(
            nominee=nominee,
            department=department,
            item=item,
            passed=passed,
            reason=reason,
            sheet=sheet,
            found_at=act.fact_at,
            entered_at=act.now,
            entered_by=act.officer,
        )
        milestones.revoke(act, Milestone.VETTING_CERTIFIED)
        act.record(made, nominee=nominee.pk, detail={"department": department, "item": item, "passed": passed, "reason": reason})
        return made


def record_inspection(
    nominee: Nominee,
    *,
    actor: Account,
    team: str,
    suitable: bool,
    talked_with: int = 0,
    material: str = "",
    sheet: StoredFile | None = None,
    inspected_at: datetime | None = None,
    late_reason: str = "",
) -> Inspection:
    with election_act(Act.RECORD_INSPECTION, nominee.election, actor, fact_at=inspected_at, late_reason=late_reason) as act:
        nominee = lock_nominee(nominee)
        newest = nominee.inspections.last()
        said = {"team": team, "talked_with": talked_with, "suitable": suitable, "material": material}
        if newest is not None and all(getattr(newest, name) == value for name, value in said.items()) and sheet in (None, newest.sheet):
            act.repeats()
            return newest
        act.refuse([] if team.strip() else [Issue("inspection_without_team", {})])
        act.refuse([] if suitable or material.strip() else [Issue("inspection_reason_missing", {"name": nominee.entry.name})])
        act.refuse(_on_list_issues(act, nominee))
        made = Inspection.objects.create(
            nominee=nominee,
            team=team,
            talked_with=talked_with,
            suitable=suitable,
            material=material,
            sheet=sheet,
            inspected_at=act.fact_at,
            entered_at=act.now,
            entered_by=act.officer,
        )
        milestones.revoke(act, Milestone.VETTING_CERTIFIED)
        act.record(made, nominee=nominee.pk, detail=said)
        return made


@dataclass(frozen=True, slots=True)
class Answer:
    """A department's word on one nominee: `failed` is the item that is not in order, empty where all are."""

    nominee: Nominee
    failed: str = ""
    reason: str = ""


def record_answers(
    election: Election,
    department: str,
    items: Sequence[str],
    answers: Sequence[Answer],
    *,
    actor: Account,
    sheet: StoredFile | None = None,
    found_at: datetime | None = None,
    late_reason: str = "",
) -> list[VettingFinding]:
    """The sheet of one department about several nominees: a finding for each of them and each item, all of them or none."""
    with transaction.atomic():
        audit.lock_chains(election.cycle.office, election)
        return [
            record_vetting(
                answer.nominee,
                actor=actor,
                department=department,
                item=item,
                passed=item != answer.failed,
                reason=answer.reason if item == answer.failed else "",
                sheet=sheet,
                found_at=found_at,
                late_reason=late_reason,
            )
            for answer in answers
            for item in items
        ]


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a team brought back of one nominee."""

    nominee: Nominee
    suitable: bool
    talked_with: int = 0
    material: str = ""


def record_inspections(
    election: Election,
    team: str,
    people: Sequence[Inspected],
    *,
    actor: Account,
    sheet: StoredFile | None = None,
    inspected_at: datetime | None = None,
    late_reason: str = "",
) -> list[Inspection]:
    """One team on several nominees: an inspection of each, all of them or none."""
    with transaction.atomic():
        audit.lock_chains(election.cycle.office, election)
        return [
            record_inspection(
                found.nominee,
                actor=actor,
                team=team,
                suitable=found.suitable,
                talked_with=found.talked_with,
                material=found.material,
                sheet=sheet,
                inspected_at=inspected_at,
                late_reason=late_reason,
            )
            for found in people
        ]


def certify_vetting(election: Election, *, actor: Account) -> MilestoneRecord:
    """Everybody on the list is vetted and inspected; who failed is out, and the margin holds without them.

    Where it does not hold, nothing is written: the list has to be proposed anew with others in the place of those who failed.
    """
    with election_act(Act.CERTIFY_VETTING, election, actor) as act:
        if MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.VETTING_CERTIFIED).exists():
            act.repeats()
            return recorded(act, Milestone.VETTING_CERTIFIED)
        listed = _list_to_vet(act)
        found = vetted(nominee for nominee in standing_nominees(act.election) if Step.PROPOSED in nominee.steps_taken)
        on_list = {nominee.pk for nominee in people_on(listed)}
        act.refuse(completeness_issues(result for nominee, result in found if nominee.pk in on_list))
        going_on = {nominee.pk for nominee, result in found if result.passed and nominee.pk in on_list}
        _refuse_short_list(act, listed, found, going_on)
        failed = [nominee for nominee, result in found if _has_failed(result)]
        for nominee in failed:
            _fail(act, nominee)
        for nominee, _ in found:
            if nominee.pk in going_on and not has_passed(nominee.steps_taken):
                take_step(act, nominee, Step.VETTING_PASSED)
        reached = milestones.reach(act, Milestone.VETTING_CERTIFIED, facts=_facts(listed, going_on, failed))
        act.record(reached, detail={"vetted": len(found), "passed": len(going_on), "failed": len(failed)})
        return reached


def reinstate_nominee(nominee: Nominee, *, actor: Account, reason: str, number: str, scan: StoredFile | None) -> NomineeStep:
    """Somebody failed by mistake, and the superior says so in writing. Another person than who completed the vetting records it; the
    findings are then put right and the vetting is completed anew. The step shows the reply's number; the reason stays in the record."""
    with election_act(Act.REINSTATE_NOMINEE, nominee.election, actor) as act:
        nominee = lock_nominee(nominee)
        newest = nominee.steps.last()
        if newest is not None and newest.step == Step.REINSTATED:
            act.repeats(newest, reason=number, sheet=scan)
            return newest
        act.refuse([*_reinstating_issues(act, nominee, newest, reason, number, scan), *foreign_issues(act, scan)])
        made = take_step(act, nominee, Step.REINSTATED, reason=number.strip(), sheet=scan)
        RollEntry.objects.filter(pk=nominee.entry_id).update(disqualified_at=None)
        milestones.revoke(act, Milestone.VETTING_CERTIFIED)
        act.record(made, nominee=nominee.pk, scan=scan.sha256 if scan else None, detail={"number": number, "reason": reason})
        return made


def _reinstating_issues(
    act: ElectionAct, nominee: Nominee, newest: NomineeStep | None, reason: str, number: str, scan: StoredFile | None
) -> Iterator[Issue]:
    name = {"name": nominee.entry.name}
    if newest is None or newest.step != Step.VETTING_FAILED:
        yield Issue("nominee_not_failed", name)
    elif newest.by_id == act.officer.pk:
        yield Issue("reinstated_by_who_failed", name)
    if Ruling.objects.filter(objection__entry=nominee.entry, affects_candidacy=True).exists():
        yield Issue("candidate_disqualified", name)
    if not reason.strip():
        yield Issue("reason_missing", {})
    if not number.strip() or scan is None:
        yield Issue("reinstated_without_reply", {})


def _on_list_issues(act: ElectionAct, nominee: Nominee) -> list[Issue]:
    on_list = {found.pk for found in people_on(standing_list(act.election, NomineeList.Kind.PRELIMINARY))}
    if nominee.pk not in on_list:
        return [Issue("nominee_not_on_list", {"name": nominee.entry.name})]
    return [] if stands(nominee) else [Issue("nominee_no_longer_stands", {"name": nominee.entry.name})]


def _list_to_vet(act: ElectionAct) -> NomineeList:
    """Approved before the vetting, or only proposed where the approval follows it."""
    listed = standing_list(act.election, NomineeList.Kind.PRELIMINARY)
    if listed is None:
        raise RuleViolation([Issue("list_missing", {"list": NomineeList.Kind.PRELIMINARY.value})])
    if listed.approved_at is None and not is_vetted_first(act.election.rules):
        raise RuleViolation([Issue("milestone_missing", {"milestone": Milestone.PRELIMINARY_APPROVED.value})])
    return listed


def _has_failed(result: Vetted) -> bool:
    return bool(result.failed_items) or result.suitable is False


def _refuse_short_list(act: ElectionAct, listed: NomineeList, found: list[tuple[Nominee, Vetted]], going_on: set[int]) -> None:
    held = held_entries(act.election)
    left = {
        code: [nominee for nominee in names if nominee.pk in going_on and nominee.entry_id not in held]
        for code, names in names_on(listed).items()
    }
    issues = stage_issues(act, left, "preliminary")
    if issues:
        out = [Issue("nominee_failed_vetting", {"name": result.name}) for _, result in found if _has_failed(result)]
        act.refuse([*out, *issues])


def _fail(act: ElectionAct, nominee: Nominee) -> None:
    """Without the reason: the community reads the step, and the reason stays in the vetting files."""
    take_step(act, nominee, Step.VETTING_FAILED)
    RollEntry.objects.filter(pk=nominee.entry_id).update(disqualified_at=act.now)


def _facts(listed: NomineeList, going_on: set[int], failed: list[Nominee]) -> dict[str, object]:
    """Without any reason: those stay in the vetting files."""
    names = {code: [nominee for nominee in found if nominee.pk in going_on] for code, found in names_on(listed).items()}
    return list_facts(names) | {"passed": len(going_on), "failed": len(failed)}
