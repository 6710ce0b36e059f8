"""更正: what was typed into a ledger is put right with a reason; what stood there before is kept and shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from elections.models import Account, Election, EntryCorrection, MilestoneRecord, StoredFile
from elections.queries.rights import account_issues, office_issues
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue, RuleViolation

from . import milestones
from .acting import ActUnderWay, ElectionAct, election_act, office_act, shown
from .files import foreign_issues


def keep(act: ActUnderWay, row: Any) -> None:
    """Nothing rests on it but what is read from the row."""
    row.save()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What one kind of entry needs: `issues` are asked of the row as it would stand, `write` carries it to what rests on it.

    Whoever may record an entry may correct it. `election` finds the row's election; a ledger of the office has none.
    """

    code: str
    recorded_by: Act
    issues: Callable[[Any, Any], Iterable[Issue]]
    write: Callable[[Any, Any], object] = keep
    election: Callable[[Any], Election] | None = attrgetter("election")


def correct_entry(ledger: Ledger, row: Any, typed: Mapping[str, object], *, actor: Account, reason: str) -> EntryCorrection:
    """Until the archive is sealed. Papers that were issued keep the figure of their day; they are corrected by themselves."""
    with _frame(ledger, row, actor) as act:
        row = _locked(row)
        act.refuse(_right_issues(act, ledger))
        before = standing_values(row, typed)
        after = {name: value for name, value in typed.items() if value != before[name]}
        if not after:
            standing = EntryCorrection.objects.filter(ledger=ledger.code, entry=_key(row), reason=reason).last()
            if standing is None:
                raise RuleViolation([Issue("nothing_to_correct", {})])
            act.repeats()
            return standing
        act.refuse([] if reason.strip() else [Issue("reason_missing", {})])
        act.refuse(foreign_issues(act, *(value for value in after.values() if isinstance(value, StoredFile))))
        _set(row, after)
        act.refuse(ledger.issues(act, row))
        ledger.write(act, row)
        made = EntryCorrection.objects.create(
            office=act.office,
            election=act.election if isinstance(act, ElectionAct) else None,
            ledger=ledger.code,
            entry=_key(row),
            before={name: shown(before[name]) for name in after},
            after={name: shown(value) for name, value in after.items()},
            reason=reason,
            corrected_at=act.now,
            corrected_by=act.officer,
        )
        said = {"before": made.before, "after": made.after, "reason": reason}
        act.record(made, ledger=ledger.code, entry=made.entry, fields=sorted(after), detail=said)
        return made


def standing_values(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """What stands there now. What a milestone says stands in its facts."""
    if isinstance(row, MilestoneRecord):
        return {name: row.facts.get(name) for name in names}
    return {name: getattr(row, name) for name in names}


def correct_facts(act: ElectionAct, record: MilestoneRecord, facts: Mapping[str, object]) -> MilestoneRecord:
    """Within the act: what the milestone says is put right and it takes the place of the one before, with the same day and paper."""
    return milestones.reach(
        act,
        Milestone(record.kind),
        facts=facts,
        fact_at=record.fact_at,
        offline=record.offline,
        decision=record.decision,
        evidence=record.evidence,
    )


def _locked(row: Any) -> Any:
    """Of a milestone the record that stands, whichever the reader had before the eyes."""
    found = type(row).objects.select_for_update(of=("self",))
    if not isinstance(row, MilestoneRecord):
        return found.get(pk=row.pk)
    standing = found.standing().filter(election=row.election, kind=row.kind).first()
    if standing is None:
        raise RuleViolation([Issue("already_superseded", {})])
    return standing


def _frame(ledger: Ledger, row: Any, actor: Account) -> AbstractContextManager[ActUnderWay]:
    if ledger.election is None:
        return office_act(Act.CORRECT_ENTRY, row.cycle.office, actor)
    return election_act(Act.CORRECT_ENTRY, ledger.election(row), actor)


def _right_issues(act: ActUnderWay, ledger: Ledger) -> Iterator[Issue]:
    if isinstance(act, ElectionAct):
        yield from account_issues(act.actor, ledger.recorded_by, act.election, act.now)
    else:
        yield from office_issues(act.actor, ledger.recorded_by, act.office, act.now)


def _set(row: Any, values: Mapping[str, object]) -> None:
    if isinstance(row, MilestoneRecord):
        row.facts = {**row.facts, **values}
        return
    for name, value in values.items():
        setattr(row, name, value)


def _key(row: Any) -> int:
    """Records of a milestone follow each other; an election has one that stands."""
    key: int = row.election_id if isinstance(row, MilestoneRecord) else row.pk
    return key
