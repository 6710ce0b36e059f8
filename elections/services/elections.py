"""Opening an election, and moving it from phase to phase."""

from datetime import date, datetime

from elections.models import Account, Cycle, Election, Organisation, PhaseChange
from elections.queries.readiness import issues_before
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue, RuleViolation
from elections.rules.phases import Phase, next_step, step_before, steps

from . import audit, milestones
from .acting import ElectionAct, election_act, office_act


def open_election(cycle: Cycle, community: Organisation, *, actor: Account, code: str, term_ends_on: date | None = None) -> Election:
    """One community's election in the cycle, with its own chain; the first event names it. Opening it again returns it."""
    with office_act(Act.OPEN_ELECTION, cycle.office, actor) as act:
        existing = Election.objects.filter(cycle=cycle, community=community).first()
        if existing is not None:
            act.repeats()
            return existing
        act.refuse([Issue("election_code_taken", {"code": code})] if Election.objects.filter(code=code).exists() else [])
        election = Election.objects.create(cycle=cycle, community=community, code=code, term_ends_on=term_ends_on, opened_at=act.now)
        PhaseChange.objects.create(election=election, kind=PhaseChange.Kind.OPENED, phase=election.phase, at=act.now, by=actor)
        act.chain = audit.open_chain(act.office, election)
        act.record(election, cycle=cycle.pk, community=community.pk)
        return election


def enter_election_late(election: Election, *, actor: Account, phase: Phase, done_on: dict[Milestone, datetime], reason: str) -> Election:
    """Start at a later phase: every milestone that the phases before it need is entered as 已线下办理 with its date."""
    with election_act(Act.ENTER_ELECTION_LATE, election, actor) as act:
        act.refuse(_late_start_issues(act, phase, done_on, reason))
        for kind, fact_at in done_on.items():
            milestones.reach(act, kind, fact_at=fact_at, offline=True)
        _move(act, PhaseChange.Kind.ENTERED_LATE, phase, reason)
        act.record(act.election, phase=phase.value, milestones=sorted(done_on), detail={"reason": reason})
        return act.election


def advance_phase(election: Election, *, actor: Account, to: Phase) -> Election:
    """Into the next step, once nothing is missing. Asking for the phase it is in returns it: somebody else was faster."""
    with election_act(Act.ADVANCE_PHASE, election, actor) as act:
        if act.election.phase == to:
            act.repeats()
            return act.election
        step = next_step(Phase(act.election.phase), act.election.rules)
        if step is None or step.phase is not to:
            act.refuse([Issue("phase_not_next", {"phase": to.value, "now": act.election.phase})])
        act.refuse(issues_before(act.election, to, act.now))
        _move(act, PhaseChange.Kind.ADVANCED, to)
        act.record(act.election, phase=to.value)
        return act.election


def reopen_phase(election: Election, *, actor: Account, reason: str) -> Election:
    """Back into the step before; milestones stay and can be corrected there."""
    with election_act(Act.REOPEN_PHASE, election, actor) as act:
        before = step_before(Phase(act.election.phase), act.election.rules)
        if before is None:
            raise RuleViolation([Issue("phase_is_first", {})])
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        _move(act, PhaseChange.Kind.REOPENED, before.phase, reason)
        act.record(act.election, phase=before.phase.value, detail={"reason": reason})
        return act.election


def postpone_election(election: Election, *, actor: Account, until: date, reason: str) -> Election:
    """The term may be extended by no more than one year (art. 3)."""
    with election_act(Act.POSTPONE_ELECTION, election, actor) as act:
        term_end = act.election.term_ends_on
        too_late = term_end is not None and until > _a_year_after(term_end)
        act.refuse([Issue("postponed_too_far", {"until": until.isoformat(), "term_end": str(term_end)})] if too_late else [])
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        act.election.meeting_on = until
        act.election.save(update_fields=["meeting_on"])
        _note(act, PhaseChange.Kind.POSTPONED, reason, until)
        act.record(act.election, until=until.isoformat(), detail={"reason": reason})
        return act.election


def annul_election(election: Election, *, actor: Account, reason: str) -> Election:
    """宣布选举无效, by the superior after an investigation; nothing is erased, nothing more can be done in it."""
    with election_act(Act.ANNUL_ELECTION, election, actor) as act:
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        act.election.annulled_at = act.now
        act.election.save(update_fields=["annulled_at"])
        _note(act, PhaseChange.Kind.ANNULLED, reason)
        act.record(act.election, detail={"reason": reason})
        return act.election


def _move(act: ElectionAct, kind: PhaseChange.Kind, phase: Phase, reason: str = "") -> None:
    act.election.phase = phase
    act.election.save(update_fields=["phase"])
    _note(act, kind, reason)


def _note(act: ElectionAct, kind: PhaseChange.Kind, reason: str = "", until: date | None = None) -> None:
    PhaseChange.objects.create(
        election=act.election, kind=kind, phase=act.election.phase, at=act.now, by=act.officer, reason=reason, until=until
    )


def _late_start_issues(act: ElectionAct, phase: Phase, done_on: dict[Milestone, datetime], reason: str) -> list[Issue]:
    order = [step.phase for step in steps(act.election.rules)]
    if phase not in order:
        return [Issue("phase_not_in_rules", {"phase": phase.value})]
    needed = [need for step in steps(act.election.rules)[: order.index(phase) + 1] for need in step.needs]
    missing = [Issue("milestone_missing", {"milestone": need.value}) for need in dict.fromkeys(needed) if need not in done_on]
    later = [Issue("fact_in_future", {"fact": str(at), "now": str(act.now)}) for at in done_on.values() if at > act.now]
    return missing + later + ([] if reason.strip() else [Issue("reason_missing", {})])


def _a_year_after(day: date) -> date:
    """29 February is followed by 28 February."""
    return day.replace(year=day.year + 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)
