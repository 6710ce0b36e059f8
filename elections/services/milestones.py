from collections.abc import Mapping
from datetime import datetime

from elections.models import Account, Decision, Election, LateEntry, MilestoneRecord, StoredFile
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue

from .acting import ElectionAct, election_act

# Milestones that no other act brings about: a person records them by hand.
BY_HAND = frozenset({Milestone.PLAN_APPROVED})


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

    A milestone reached again (a second further election) supersedes the one before.
    """
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
            act.repeats()
            return standing
        act.refuse([] if evidence or decision else [Issue("evidence_missing", {"milestone": kind.value})])
        made = reach(act, kind, offline=True, evidence=evidence, decision=decision)
        act.record(made, milestone=kind.value)
        return made


def correct_milestone(record: MilestoneRecord, *, actor: Account, fact_at: datetime, reason: str) -> MilestoneRecord:
    """更正 of the date, with reason; the old version stays."""
    with election_act(Act.CORRECT_MILESTONE, record.election, actor) as act:
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        act.refuse([] if fact_at <= act.now else [Issue("fact_in_future", {"fact": str(fact_at), "now": str(act.now)})])
        made = reach(
            act,
            Milestone(record.kind),
            facts=record.facts,
            fact_at=fact_at,
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
