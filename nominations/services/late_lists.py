"""已线下办理: a list that was approved on paper, for an election that begins at a later step."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from elections.models import Account, Contest, Election, RollEntry, StoredFile
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue
from elections.services import milestones
from elections.services.acting import ElectionAct, election_act
from nominations.models import Nominee, NomineeList
from nominations.queries.late_lists import IN_FORCE, MADE, done_on_paper
from nominations.queries.lists import names_on, standing_list
from nominations.rules.nominee_steps import NomineeStep as Step

from .lists import RESERVE, Names, list_counts, list_facts, stage_issues, write_list
from .nominees import nominee_of, take_step
from .slips import recorded

NOMINATED = NomineeList.Kind.NOMINATED


def enter_list_late(
    election: Election, kind: str, names: Mapping[str, Sequence[RollEntry]], *, actor: Account, reason: str, scan: StoredFile
) -> NomineeList:
    """已线下办理: a list that was made on paper, for an election that begins at a later step. The paper is the evidence.

    Reserve candidates whom the superior has not approved yet wait for the reply as if they had been voted on here.
    """
    with election_act(Act.ENTER_LIST_LATE, election, actor) as act:
        standing = standing_list(act.election, kind)
        if standing is not None:
            act.refuse([] if standing.offline else [Issue("list_made_here", {"version": standing.version})])
            on_record = {code: [nominee.entry for nominee in nominees] for code, nominees in names_on(standing).items()}
            act.repeats(_by_post(on_record), **_by_post(names))
            return standing
        act.refuse(_late_list_issues(act, kind, names, reason))
        on_paper = done_on_paper(act.election)
        steps = _steps(kind, on_paper)
        nominees = {code: [_nominee_from_paper(act, entry, steps) for entry in entries] for code, entries in names.items()}
        act.refuse(stage_issues(act, nominees, "reserve") if kind != NOMINATED else [])
        approved = {"approved_at": act.now, "approved_by": act.officer} if IN_FORCE[kind] in on_paper else {}
        made = write_list(act, kind, nominees, reason=reason, offline=True, **approved)
        if approved and kind != NOMINATED:
            _tell_of(act, IN_FORCE[kind], nominees)
        act.record(made, kind=kind, names=list_counts(nominees), scan=scan.sha256, detail={"reason": reason})
        return made


def _tell_of(act: ElectionAct, kind: Milestone, names: Names) -> None:
    """The approval that was entered without its list has the figures from here on, for the report and the street's summary."""
    before = recorded(act, kind)
    facts = before.facts | list_facts(names)
    milestones.reach(act, kind, facts=facts, fact_at=before.fact_at, offline=True, decision=before.decision, evidence=before.evidence)


def _by_post(names: Mapping[str, Sequence[RollEntry]]) -> dict[str, str]:
    return {code: "、".join(sorted(entry.name for entry in entries)) for code, entries in names.items()}


def _late_list_issues(act: ElectionAct, kind: str, names: Mapping[str, Sequence[RollEntry]], reason: str) -> Iterator[Issue]:
    if kind not in MADE:
        yield Issue("kind_unknown", {"kind": kind})
    elif MADE[kind] not in done_on_paper(act.election):
        yield Issue("list_not_on_paper", {"milestone": MADE[kind].value})
    if not reason.strip():
        yield Issue("reason_missing", {})
    known = set(Contest.objects.filter(election=act.election).values_list("code", flat=True))
    yield from (Issue("contest_of_another_election", {"post": code}) for code in names if code not in known)
    strangers = [entry for entries in names.values() for entry in entries if entry.election_id != act.election.pk or entry.removed_at]
    yield from (Issue("nominee_not_on_roll", {"name": entry.name}) for entry in strangers)


def _steps(kind: str, on_paper: Collection[str]) -> list[Step]:
    """What the paper stands for, so that withdrawal, pledges and the slate work as for everybody else."""
    taken = [Step.CONSENTED] if kind == NOMINATED else [Step.CONSENTED, Step.PROPOSED, Step.PRELIMINARY]
    return taken + ([Step.VETTING_PASSED] if kind == RESERVE or Milestone.VETTING_CERTIFIED in on_paper else [])


def _nominee_from_paper(act: ElectionAct, entry: RollEntry, steps: Sequence[Step]) -> Nominee:
    nominee = nominee_of(act, entry)
    for step in steps:
        if step not in nominee.steps_taken:
            take_step(act, nominee, step)
    return nominee
