"""酝酿: the branches talk over the list that goes to the meeting; once all have, the milestone is reached."""

from collections.abc import Iterator
from datetime import datetime

from elections.models import Account, Election, Organisation, StoredFile
from elections.queries.organisations import branches_of
from elections.queries.readiness import reached_milestones
from elections.rules.acts import Act, Milestone
from elections.rules.issues import Issue, RuleViolation
from elections.services import milestones
from elections.services.acting import ElectionAct, election_act
from nominations.models import Deliberation, NomineeList
from nominations.queries.deliberations import branches_waiting, members_to_deliberate
from nominations.queries.lists import final_list, finalists


def record_deliberation(
    election: Election,
    *,
    actor: Account,
    branch: Organisation | None = None,
    attended: int,
    opinions: str = "",
    sheet: StoredFile | None = None,
    held_at: datetime | None = None,
    late_reason: str = "",
) -> Deliberation:
    """One branch; without branches of its own the community deliberates as a whole. The last one reaches the milestone."""
    with election_act(Act.RECORD_DELIBERATION, election, actor, fact_at=held_at, late_reason=late_reason) as act:
        listed = _list(act)
        standing = listed.deliberations.filter(branch=branch).first()
        if standing is not None:
            act.repeats(standing, attended=attended, opinions=opinions, sheet=sheet, held_at=held_at)
            return standing
        act.refuse(deliberation_issues(act, branch, attended))
        made = Deliberation.objects.create(
            list=listed,
            branch=branch,
            attended=attended,
            opinions=opinions,
            sheet=sheet,
            held_at=act.fact_at,
            entered_at=act.now,
            entered_by=act.officer,
        )
        waiting = len(branches_waiting(listed))
        if not waiting:
            milestones.reach(act, Milestone.CANDIDATES_DELIBERATED, facts=deliberated_facts(listed))
        act.record(made, branch=branch.pk if branch else None, attended=attended, waiting=waiting, detail={"opinions": opinions})
        return made


def _list(act: ElectionAct) -> NomineeList:
    """The list in force, approved: by the street committee's ballot and the reply, or by vetting and reply alone."""
    listed = final_list(act.election)
    wanted = [Milestone.RESERVE_APPROVED] if act.election.rules.committee_ballot else [Milestone.PRELIMINARY_APPROVED]
    wanted += [Milestone.VETTING_CERTIFIED]
    missing = [kind for kind in wanted if kind not in reached_milestones(act.election)]
    act.refuse(Issue("milestone_missing", {"milestone": kind.value}) for kind in missing)
    if listed is None:
        raise RuleViolation([Issue("list_missing", {"list": "reserve" if act.election.rules.committee_ballot else "preliminary"})])
    return listed


def deliberation_issues(act: ElectionAct, branch: Organisation | None, attended: int) -> Iterator[Issue]:
    branches = branches_of(act.election.community)
    if branch is None and branches:
        yield Issue("branch_missing", {"branches": len(branches)})
    if branch is not None and branch not in branches:
        yield Issue("branch_of_another_community", {"branch": branch.name})
    if attended < 1:
        yield Issue("deliberation_without_people", {"attended": attended})
    members = members_to_deliberate(act.election, branch)
    if attended > members:
        yield Issue("deliberation_over_roll", {"attended": attended, "members": members})


def deliberated_facts(listed: NomineeList) -> dict[str, object]:
    held = list(listed.deliberations.all())
    return {
        "branches": len(held),
        "attended": sum(deliberation.attended for deliberation in held),
        "nominees": len(finalists(listed.election)),
    }
