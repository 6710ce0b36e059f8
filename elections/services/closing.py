"""收尾: division of work, hand-over, and the archive that nothing is added to any more."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from elections.models import (
    Account,
    Decision,
    Elected,
    Election,
    Handover,
    MilestoneRecord,
    RollEntry,
    StoredFile,
    WorkShare,
)
from elections.queries.closing import COMMITTEE, sealing_issues
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue

from . import documents, jobs, milestones
from .acting import ElectionAct, election_act
from .archive import index_of
from .decisions import Minutes, carried_issues, decide, same_minutes
from .files import foreign_issues


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverNote:
    """Who handed over to whom, before whom, and what (archives, seals, accounts, equipment)."""

    handed_by: str
    received_by: str
    witnessed_by: str
    items: str


def record_division_of_work(
    election: Election,
    shares: Mapping[RollEntry, str],
    minutes: Minutes,
    *,
    actor: Account,
    scan: StoredFile | None = None,
    held_at: datetime | None = None,
    late_reason: str = "",
) -> MilestoneRecord:
    """新班子成员会议, 明确分工: everybody on the new committee has a share of the work."""
    with election_act(Act.RECORD_DIVISION_OF_WORK, election, actor, fact_at=held_at, late_reason=late_reason) as act:
        standing = MilestoneRecord.objects.standing().filter(election=act.election, kind=Milestone.WORK_DIVIDED).first()
        if standing is not None and standing.facts.get("shares") == _share_facts(shares):
            same_minutes(act, standing.decision, **asdict(minutes), scan=scan)
            act.repeats()
            return standing
        act.refuse(_share_issues(act, shares))
        act.refuse(_body_issues(minutes))
        act.refuse(carried_issues(minutes))
        decision = decide(act, minutes, scan=scan)
        WorkShare.objects.bulk_create(
            WorkShare(election=act.election, decision=decision, entry=entry, work=work) for entry, work in shares.items()
        )
        reached = milestones.reach(act, Milestone.WORK_DIVIDED, facts={"shares": _share_facts(shares)}, decision=decision)
        act.record(reached, members=len(shares), decision=decision.pk)
        return reached


def record_handover(
    election: Election,
    note: HandoverNote,
    *,
    actor: Account,
    handed_over_at: datetime | None = None,
    late_reason: str = "",
    scan: StoredFile | None = None,
) -> Handover:
    """工作交接 from the outgoing committee to the new one."""
    with election_act(Act.RECORD_HANDOVER, election, actor, fact_at=handed_over_at, late_reason=late_reason) as act:
        standing = Handover.objects.filter(election=act.election).first()
        if standing is not None:
            act.repeats(standing, **asdict(note), scan=scan, handed_over_at=handed_over_at)
            return standing
        act.refuse([*note_issues(note), *foreign_issues(act, scan)])
        made = Handover.objects.create(
            election=act.election,
            handed_over_at=act.fact_at,
            handed_by=note.handed_by,
            received_by=note.received_by,
            witnessed_by=note.witnessed_by,
            items=note.items,
            scan=scan,
            recorded_at=act.now,
            recorded_by=act.officer,
        )
        act.record(made, scan=scan.sha256 if scan else None, detail={"items": note.items})
        return made


def seal_archive(election: Election, *, actor: Account) -> MilestoneRecord:
    """归档: the index is drawn up and the election is closed for good; the archive itself is packed by a job."""
    with election_act(Act.SEAL_ARCHIVE, election, actor) as act:
        act.refuse(sealing_issues(act.election))
        index = index_of(act.election, act.now, events=act.chain.count, head=act.chain.head, filed_by=act.officer.display_name)
        document = documents.attach(act, "archive_index", index, title=index.title)
        facts = {"papers": len(index.papers), "events": act.chain.count, "head": act.chain.head, "index": document.pk}
        reached = milestones.reach(act, Milestone.ARCHIVE_SEALED, facts=facts)
        act.election.sealed_at = act.now
        act.election.save(update_fields=["sealed_at"])
        act.record(reached, papers=len(index.papers))
        jobs.queue(act, "build_archive", election=act.election.pk)
        return reached


def _share_facts(shares: Mapping[RollEntry, str]) -> list[dict[str, object]]:
    return [{"entry": entry.pk, "name": entry.name, "work": work} for entry, work in shares.items()]


def _share_issues(act: ElectionAct, shares: Mapping[RollEntry, str]) -> Iterator[Issue]:
    elected = Elected.objects.standing().filter(contest__election=act.election, contest__post__in=COMMITTEE).select_related("entry")
    members = {found.entry for found in elected}
    yield from (Issue("work_share_missing", {"name": entry.name}) for entry in members if not shares.get(entry, "").strip())
    yield from (Issue("work_share_of_stranger", {"name": entry.name}) for entry in shares if members and entry not in members)
    if not shares:
        yield Issue("work_without_shares", {})


def _body_issues(minutes: Minutes) -> Iterator[Issue]:
    if minutes.body != Decision.Body.NEW_COMMITTEE:
        yield Issue("work_divided_by_another_body", {"body": minutes.body})


def note_issues(note: HandoverNote | Handover) -> Iterator[Issue]:
    for field in ("handed_by", "received_by", "witnessed_by", "items"):
        if not getattr(note, field).strip():
            yield Issue(f"handover_without_{field}", {})
