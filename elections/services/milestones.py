from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.utils import timezone

from elections.models import Account, Decision, Election, LateEntry, MilestoneRecord, StoredFile
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue
from elections.rules.phases import Phase, early_issues, late_issues, milestones_until, next_step

from .acting import ElectionAct, election_act
from .files import foreign_issues

# What a paper alone proves, when it was done without the program. Every other milestone comes from its own act, which counts and checks.
BY_HAND = frozenset(
    {
        Milestone.ELECTION_ANNOUNCED,
        Milestone.MOBILISATION_MEETING_HELD,
        Milestone.CANDIDATES_DELIBERATED,
    }
)


def reach(
    act: ElectionAct,
    kind: Milestone,
    *,
    facts: Mapping[str, object] | None = None,
    fact_at: datetime | None = None,
    offline: bool = False,
    decision: Decision | None = None,
    evidence: StoredFile | None = None,
) -> MilestoneRecord:
    """Within another act: the milestone is reached. `facts` are plain JSON values and are frozen.

    A milestone reached again (a second further election) supersedes the one before. One dated before what it rests on is refused.
    """
    act.refuse(early_issues(kind, timezone.localdate(fact_at or act.fact_at), _dates(act), act.election.rules))
    before = MilestoneRecord.objects.standing().filter(election=act.election, kind=kind).first()
    if before is not None:
        MilestoneRecord.objects.filter(pk=before.pk).update(revoked_at=act.now)
    made = MilestoneRecord.objects.create(
        election=act.election,
        kind=kind,
        fact_at=fact_at or act.fact_at,
        entered_at=act.now,
        actor=act.officer,
        facts=dict(facts or {}),
        offline=offline,
        decision=decision,
        evidence=evidence,
    )
    if before is not None:
        MilestoneRecord.objects.filter(pk=before.pk).update(superseded_by=made)
    return made


def revoke(act: ElectionAct, kind: Milestone) -> None:
    """Within an act that takes away what the milestone rested on: it has to be reached anew. The record stays."""
    MilestoneRecord.objects.standing().filter(election=act.election, kind=kind).update(revoked_at=act.now)


def record_milestone(
    election: Election,
    kind: Milestone,
    *,
    actor: Account,
    fact_at: datetime | None = None,
    late_reason: str = "",
    evidence: StoredFile | None = None,
    decision: Decision | None = None,
) -> MilestoneRecord:
    """By hand: what was done on paper (已线下办理). The evidence is the paper; without it nothing is recorded."""
    with election_act(Act.RECORD_MILESTONE, election, actor, fact_at=fact_at, late_reason=late_reason) as act:
        standing = MilestoneRecord.objects.standing().filter(election=act.election, kind=kind).first()
        if standing is not None:
            act.repeats(standing, evidence=evidence, decision=decision, fact_at=fact_at)
            return standing
        act.refuse([*_by_hand_issues(act, kind, evidence, decision), *foreign_issues(act, evidence)])
        made = reach(act, kind, offline=True, evidence=evidence, decision=decision)
        act.record(made, milestone=kind.value)
        return made


def recordable(election: Election) -> list[Milestone]:
    """What may be recorded by hand where the election stands: the steps so far and the next one need it, and it is not there yet."""
    coming = next_step(Phase(election.phase), election.rules)
    standing = set(MilestoneRecord.objects.standing().filter(election=election).values_list("kind", flat=True))
    needed = milestones_until(coming.phase, election.rules) if coming else ()
    return [kind for kind in needed if kind in BY_HAND and kind not in standing]


def correct_milestone(record: MilestoneRecord, *, actor: Account, fact_at: datetime, reason: str) -> MilestoneRecord:
    """更正 of the date, with reason; the old version stays. An earlier day than today waits for the street like any late entry."""
    with election_act(Act.CORRECT_MILESTONE, record.election, actor, fact_at=fact_at, late_reason=reason) as act:
        record = MilestoneRecord.objects.select_for_update().get(pk=record.pk)
        act.refuse(_correction_issues(act, record, reason))
        made = reach(
            act,
            Milestone(record.kind),
            facts=record.facts,
            offline=record.offline,
            decision=record.decision,
            evidence=record.evidence,
        )
        made.correction_reason = reason
        made.save(update_fields=["correction_reason"])
        act.record(made, milestone=record.kind, replaces=record.pk, detail={"reason": reason})
        return made


def confirm_late_entry(entry: LateEntry, *, actor: Account) -> LateEntry:
    """The street confirms what was entered on a later day than it happened."""
    with election_act(Act.CONFIRM_LATE_ENTRY, entry.election, actor) as act:
        entry = LateEntry.objects.select_for_update().get(pk=entry.pk)
        if entry.confirmed_at is not None:
            act.repeats()
            return entry
        act.refuse([Issue("late_entry_own", {})] if entry.entered_by_id == actor.pk else [])
        entry.confirmed_at, entry.confirmed_by = act.now, actor
        entry.save(update_fields=["confirmed_at", "confirmed_by"])
        act.record(entry, act=entry.act)
        return entry


def _dates(act: ElectionAct) -> dict[Milestone, date]:
    standing = MilestoneRecord.objects.standing().filter(election=act.election).values_list("kind", "fact_at")
    return {Milestone(kind): timezone.localdate(at) for kind, at in standing}


def _by_hand_issues(act: ElectionAct, kind: Milestone, evidence: StoredFile | None, decision: Decision | None) -> Iterator[Issue]:
    coming = next_step(Phase(act.election.phase), act.election.rules)
    if kind not in BY_HAND:
        yield Issue("milestone_by_its_act", {"milestone": kind.value})
    elif coming is None or kind not in milestones_until(coming.phase, act.election.rules):
        yield Issue("milestone_too_early", {"milestone": kind.value, "phase": act.election.phase})
    elif not evidence and not decision:
        yield Issue("evidence_missing", {"milestone": kind.value})
    if decision is not None and decision.election_id != act.election.pk:
        yield Issue("decision_elsewhere", {})


def _correction_issues(act: ElectionAct, record: MilestoneRecord, reason: str) -> Iterator[Issue]:
    if record.revoked_at is not None:
        yield Issue("already_superseded", {})
    if not reason.strip():
        yield Issue("reason_missing", {})
    kind, others = Milestone(record.kind), _dates(act)
    others.pop(kind, None)
    yield from late_issues(kind, timezone.localdate(act.fact_at), others, act.election.rules)
