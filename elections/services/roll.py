"""选举人名册: drawn up, closed, and afterwards changed only by recorded revision."""

from collections.abc import Iterator
from typing import Any

from elections.models import Account, Election, MilestoneRecord, RollEntry, RollRevision
from elections.queries.roll import figures_of, first_capacities, is_closed, person_of
from elections.queries.roll_closing import closing_issues
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue
from elections.rules.roll_figures import RollFigures
from elections.rules.roll_person import RollPerson
from elections.rules.terms import branch_form

from . import milestones
from .acting import ElectionAct, election_act
from .exclusions import consent
from .imported_rolls import forget_imports
from .roll_entries import changed_fields, entry_issues, next_number, plain, refresh_rights, same_person, write_entry


def add_roll_entry(election: Election, person: RollPerson, *, actor: Account, identity_number: str = "") -> RollEntry:
    """One person typed in. The same person again returns the entry."""
    with election_act(Act.ADD_ROLL_ENTRY, election, actor) as act:
        act.refuse([*open_issues(act), *entry_issues(act, person, identity_number)])
        before = same_person(act, person, identity_number)
        if before is not None:
            act.refuse([Issue("roll_person_twice", {"name": person.name, "number": before.number})] if person_of(before) != person else [])
            act.repeats()
            return before
        entry = write_entry(act, RollEntry(election=act.election, number=next_number(act), added_at=act.now), person, identity_number)
        act.record(entry, number=entry.number, detail={"name": entry.name})
        return entry


def edit_roll_entry(entry: RollEntry, person: RollPerson, *, actor: Account, identity_number: str = "") -> RollEntry:
    """Freely, until the roll is closed. Without a number the one on record stays."""
    with election_act(Act.EDIT_ROLL_ENTRY, entry.election, actor) as act:
        entry = _locked(entry)
        act.refuse([*open_issues(act), *_out_issues(entry), *entry_issues(act, person, identity_number)])
        before = person_of(entry)
        if before == person and not identity_number:
            act.repeats()
            return entry
        write_entry(act, entry, person, identity_number)
        act.record(entry, changed=changed_fields(before, person), detail={"name": person.name, "name_before": before.name})
        return entry


def remove_roll_entry(entry: RollEntry, *, actor: Account, reason: str) -> RollEntry:
    """Somebody entered by mistake, before the roll is closed; the row stays and says so."""
    with election_act(Act.REMOVE_ROLL_ENTRY, entry.election, actor) as act:
        entry = _locked(entry)
        if entry.removed_at is not None:
            act.repeats()
            return entry
        act.refuse([*open_issues(act), *([] if reason.strip() else [Issue("reason_missing", {})])])
        entry.removed_at = act.now
        entry.save(update_fields=["removed_at"])
        act.record(entry, number=entry.number, detail={"name": entry.name, "reason": reason})
        return entry


def close_roll(election: Election, *, actor: Account) -> MilestoneRecord:
    """The figures are frozen with the milestone; exclusions need the superior's scanned reply first."""
    with election_act(Act.CLOSE_ROLL, election, actor) as act:
        closed = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.ROLL_CLOSED).first()
        if closed is not None:
            act.repeats()
            return closed
        figures = freeze(act)
        reached = milestones.reach(act, Milestone.ROLL_CLOSED, facts=facts_of(act.election, figures))
        act.record(reached, **flat(figures), detail={"excluded": figures.excluded_total})
        return reached


def freeze(act: ElectionAct) -> RollFigures:
    """Within the act that closes the roll, or enters it as closed on paper."""
    refresh_rights(act)
    act.refuse(closing_issues(act.election))
    consent(act)
    forget_imports(act)
    return figures_of(act.election)


def revise_roll(
    election: Election,
    *,
    actor: Account,
    reason: str,
    entry: RollEntry | None = None,
    person: RollPerson | None = None,
    identity_number: str = "",
) -> RollRevision:
    """A closed roll changes by this alone: `person` without `entry` is added, with it changed; `entry` alone is struck off.

    Both versions and the reason are kept, and the figures of the closed roll are reckoned anew.
    """
    with election_act(Act.REVISE_ROLL, election, actor) as act:
        entry = _locked(entry) if entry is not None else None
        repeated = _repeated_revision(entry, person)
        if repeated is not None:
            act.repeats()
            return repeated
        act.refuse(_revision_issues(act, entry, person, identity_number, reason))
        kind = "removed" if person is None else "changed" if entry is not None else "added"
        before = plain(person_of(entry)) if entry is not None else {}
        entry = entry or RollEntry(election=act.election, number=next_number(act), added_at=act.now)
        if person is None:
            entry.removed_at = act.now
            entry.save(update_fields=["removed_at"])
        else:
            write_entry(act, entry, person, identity_number)
        revision = RollRevision.objects.create(
            election=act.election,
            entry=entry,
            kind=kind,
            before=before,
            after=plain(person) if person is not None else {},
            reason=reason,
            at=act.now,
            by=act.officer,
        )
        figures = _reach_anew(act)
        detail = {"name": entry.name, "reason": reason, "excluded": figures.excluded_total}
        act.record(revision, entry=entry.pk, kind=kind, **flat(figures), detail=detail)
        return revision


def open_issues(act: ElectionAct) -> Iterator[Issue]:
    if is_closed(act.election):
        yield Issue("roll_is_closed", {})


def facts_of(election: Election, figures: RollFigures) -> dict[str, object]:
    """`excluded` are the cases with the superior's consent; `due` holds once the members' meeting agrees to them."""
    return {
        **flat(figures),
        "excluded_total": figures.excluded_total,
        "excluded": {category.value: count for category, count in figures.excluded.items()},
        "capacities": dict(first_capacities(election)),
        "branch_form": branch_form(figures.full),
        "preparatory": election.community.preparatory,
    }


def flat(figures: RollFigures) -> dict[str, Any]:
    return {
        "total": figures.total,
        "full": figures.full,
        "probationary": figures.probationary,
        "with_vote": figures.with_vote,
        "due": figures.due,
    }


def _locked(entry: RollEntry) -> RollEntry:
    return RollEntry.objects.select_for_update(of=("self",)).select_related("election__cycle__office").get(pk=entry.pk)


def _out_issues(entry: RollEntry) -> Iterator[Issue]:
    if entry.removed_at is not None:
        yield Issue("roll_person_out", {"name": entry.name})


def _revision_issues(
    act: ElectionAct, entry: RollEntry | None, person: RollPerson | None, identity_number: str, reason: str
) -> Iterator[Issue]:
    if not is_closed(act.election):
        yield Issue("roll_not_closed", {})
    if not reason.strip():
        yield Issue("reason_missing", {})
    if entry is not None:
        yield from _out_issues(entry)
    if entry is None and person is None:
        yield Issue("revision_of_nothing", {})
    if person is None:
        return
    yield from entry_issues(act, person, identity_number)
    double = same_person(act, person, identity_number)
    if double is not None and double != entry:
        yield Issue("roll_person_twice", {"name": person.name, "number": double.number})


def _repeated_revision(entry: RollEntry | None, person: RollPerson | None) -> RollRevision | None:
    if entry is None or (person is not None and person_of(entry) != person) or (person is None and entry.removed_at is None):
        return None
    return RollRevision.objects.filter(entry=entry).last()


def _reach_anew(act: ElectionAct) -> RollFigures:
    """The closed roll keeps its day; its figures are those of the revised roll."""
    closed = MilestoneRecord.objects.standing().get(election=act.election, kind=Milestone.ROLL_CLOSED)
    figures = figures_of(act.election)
    milestones.reach(act, Milestone.ROLL_CLOSED, facts=facts_of(act.election, figures), fact_at=closed.fact_at, offline=closed.offline)
    return figures
