"""Opening an election, and moving it from phase to phase."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from elections.models import Account, Cycle, Election, Meeting, MilestoneRecord, Organisation, PhaseChange, StoredFile
from elections.queries.meeting_dates import of_term_issues
from elections.queries.meetings import current_session
from elections.queries.readiness import issues_before
from elections.rules.acts import Act, Milestone
from elections.rules.codes import code_issues
from elections.rules.issues import Issue, RuleViolation
from elections.rules.phases import Phase, act_issues, late_steps, milestones_until, next_step, step_before, steps
from elections.rules.terms import term_end_issues

from . import audit, milestones
from .acting import ElectionAct, differences, election_act, minute_of, office_act
from .contests import adopt_on_paper
from .files import foreign_issues
from .meetings import PARTY_MEETINGS, move_meeting
from .roll import facts_of, freeze


@dataclass(frozen=True, slots=True)
class Opening:
    community: Organisation
    code: str
    term_ends_on: date


def open_elections(cycle: Cycle, openings: Sequence[Opening], *, actor: Account) -> list[Election]:
    """Those of several communities, all or none."""
    with transaction.atomic():
        return [
            open_election(cycle, opening.community, actor=actor, code=opening.code, term_ends_on=opening.term_ends_on)
            for opening in openings
        ]


def open_election(cycle: Cycle, community: Organisation, *, actor: Account, code: str, term_ends_on: date) -> Election:
    """One community's election in the cycle, with its own chain; the first event names it. Opening it again returns it;
    in the place of one that was annulled another is opened, with a code of its own."""
    with office_act(Act.OPEN_ELECTION, cycle.office, actor) as act:
        existing = Election.objects.filter(cycle=cycle, community=community, annulled_at=None).first()
        if existing is not None:
            # The day can be put right where it stands, the code is for good.
            act.refuse(Issue("entry_otherwise", found) for found in differences(existing, {"term_ends_on": term_ends_on}))
            act.repeats(existing, code=code)
            return existing
        act.refuse([*_opening_issues(act.office, community, code), *term_end_issues(term_ends_on, timezone.localdate(act.now))])
        election = Election.objects.create(cycle=cycle, community=community, code=code, term_ends_on=term_ends_on, opened_at=act.now)
        PhaseChange.objects.create(election=election, kind=PhaseChange.Kind.OPENED, phase=election.phase, at=act.now, by=actor)
        act.chain = audit.open_chain(act.office, election)
        act.record(election, cycle=cycle.pk, community=community.pk)
        return election


def enter_election_late(
    election: Election,
    *,
    actor: Account,
    phase: Phase,
    done_on: Mapping[Milestone, datetime],
    reason: str,
    papers: Mapping[Milestone, StoredFile] | None = None,
) -> Election:
    """Start at a later phase: every milestone that the phases before it need is entered as 已线下办理, with date and scanned paper.

    Every later step works with the posts and the roll: they are typed first, and are in force and closed with this.
    """
    papers = papers or {}
    with election_act(Act.ENTER_ELECTION_LATE, election, actor) as act:
        act.refuse([*_late_start_issues(act, phase, done_on, reason), *foreign_issues(act, *papers.values())])
        facts = _facts_typed(act)
        for kind in milestones_until(phase, act.election.rules):
            milestones.reach(act, kind, facts=facts.get(kind), fact_at=done_on[kind], offline=True, evidence=papers.get(kind))
        _move(act, PhaseChange.Kind.ENTERED_LATE, phase, reason)
        act.record(act.election, phase=phase.value, milestones=sorted(done_on), papers=len(papers), detail={"reason": reason})
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


def reopen_phase(election: Election, *, actor: Account, to: Phase, reason: str) -> Election:
    """Back into the step before, which is `to`; milestones stay and can be corrected there. Asked twice it goes back once."""
    with election_act(Act.REOPEN_PHASE, election, actor) as act:
        if act.election.phase == to:
            act.repeats()
            return act.election
        before = step_before(Phase(act.election.phase), act.election.rules)
        if before is None:
            raise RuleViolation([Issue("phase_is_first", {})])
        act.refuse([] if before.phase is to else [Issue("phase_not_before", {"phase": to.value, "now": act.election.phase})])
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        _move(act, PhaseChange.Kind.REOPENED, before.phase, reason)
        act.record(act.election, phase=before.phase.value, detail={"reason": reason})
        return act.election


def postpone_election(election: Election, *, actor: Account, until: date, reason: str) -> Election:
    """To a later day: beyond the term only with the superior's reply, and never by more than one year (art. 3). A meeting that is called
    moves with it, at its hour."""
    with election_act(Act.POSTPONE_ELECTION, election, actor) as act:
        standing = act.election.phase_changes.filter(kind=PhaseChange.Kind.POSTPONED).last()
        if standing is not None and (standing.until, standing.reason) == (until, reason):
            act.repeats()
            return act.election
        act.refuse(_postponement_issues(act, until, reason))
        act.election.meeting_on = until
        act.election.save(update_fields=["meeting_on"])
        meeting = _meeting_to_move(act)
        if meeting is not None:
            move_meeting(act, meeting, _same_hour(meeting, until), reason)
        _note(act, PhaseChange.Kind.POSTPONED, reason, until)
        act.record(act.election, until=until.isoformat(), detail={"reason": reason})
        return act.election


def annul_election(election: Election, *, actor: Account, number: str, reason: str) -> Election:
    """宣布选举无效, by the superior's document after an investigation, a sealed election too; nothing is erased, nothing more can be done
    in it."""
    with election_act(Act.ANNUL_ELECTION, election, actor) as act:
        act.refuse([] if number.strip() else [Issue("annulment_without_number", {})])
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        act.election.annulled_at = act.now
        act.election.save(update_fields=["annulled_at"])
        _note(act, PhaseChange.Kind.ANNULLED, reason, number=number)
        act.record(act.election, detail={"number": number, "reason": reason})
        return act.election


def _meeting_to_move(act: ElectionAct) -> Meeting | None:
    """The members' or delegates' meeting, while its date may be changed at all."""
    if any(act_issues(Act.CHANGE_MEETING_DATE, Phase(act.election.phase), act.election.rules)):
        return None
    return Meeting.objects.select_for_update().filter(election=act.election, kind__in=PARTY_MEETINGS).first()


def _same_hour(meeting: Meeting, day: date) -> datetime:
    at = timezone.localtime(meeting.starts_at)
    return at.replace(year=day.year, month=day.month, day=day.day)


def _move(act: ElectionAct, kind: PhaseChange.Kind, phase: Phase, reason: str = "") -> None:
    act.election.phase = phase
    act.election.save(update_fields=["phase"])
    _note(act, kind, reason)


def _note(act: ElectionAct, kind: PhaseChange.Kind, reason: str = "", until: date | None = None, number: str = "") -> None:
    PhaseChange.objects.create(
        election=act.election, kind=kind, phase=act.election.phase, at=act.now, by=act.officer, reason=reason, number=number, until=until
    )


def _opening_issues(office: Organisation, community: Organisation, code: str) -> Iterator[Issue]:
    if community.office != office:
        yield Issue("organisation_elsewhere", {"name": community.name})
    elif community.kind != Organisation.Kind.COMMUNITY:
        yield Issue("not_a_community", {"name": community.name})
    yield from code_issues(code)
    if Election.objects.filter(code=code).exists():
        yield Issue("election_code_taken", {"code": code})


def _facts_typed(act: ElectionAct) -> Mapping[str, Mapping[str, object]]:
    """What was adopted or closed here stays as it was; else the posts and the roll are read as they are typed."""
    facts = dict(MilestoneRecord.objects.standing().filter(election=act.election).values_list("kind", "facts"))
    plan, roll = Milestone.PLAN_APPROVED, Milestone.ROLL_CLOSED
    return {**facts, plan: facts.get(plan) or adopt_on_paper(act), roll: facts.get(roll) or facts_of(act.election, freeze(act))}


def _late_start_issues(act: ElectionAct, phase: Phase, done_on: Mapping[Milestone, datetime], reason: str) -> list[Issue]:
    if phase not in [step.phase for step in steps(act.election.rules)]:
        return [Issue("phase_not_in_rules", {"phase": phase.value})]
    if phase not in late_steps(act.election.rules):
        return [Issue("late_start_not_here", {"phase": phase.value})]
    needed = milestones_until(phase, act.election.rules)
    missing = [Issue("milestone_missing", {"milestone": need.value}) for need in needed if need not in done_on]
    beyond = [Issue("milestone_too_early", {"milestone": kind.value, "phase": phase.value}) for kind in done_on if kind not in needed]
    later = [Issue("fact_in_future", {"fact": minute_of(at), "now": minute_of(act.now)}) for at in done_on.values() if at > act.now]
    return missing + beyond + later + ([] if reason.strip() else [Issue("reason_missing", {})])


def _postponement_issues(act: ElectionAct, until: date, reason: str) -> Iterator[Issue]:
    today, term_ends_on = timezone.localdate(act.now), act.election.term_ends_on
    earliest = max([today, *([act.election.meeting_on] if act.election.meeting_on else [])])
    if until <= earliest:
        yield Issue("postponed_not_later", {"until": until.isoformat(), "before": earliest.isoformat()})
    yield from of_term_issues(act.election, max(until, term_ends_on or until))  # a later day of an early election is no earlier one
    meeting = _meeting_to_move(act)
    if meeting is not None and current_session(meeting) is not None:
        yield Issue("session_sits", {})
    if not reason.strip():
        yield Issue("reason_missing", {})
