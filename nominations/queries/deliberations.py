"""酝酿: which branches have talked the list over, and which have not."""

from dataclasses import dataclass

from elections.models import Election, Organisation, RollEntry
from elections.queries.organisations import branches_of
from nominations.models import Deliberation, NomineeList

from .lists import final_list

WHOLE = 0  # stands for a community without branches of its own in an address


def members_to_deliberate(election: Election, branch: Organisation | None) -> int:
    """Of the branch by the roll; of the whole community where the roll does not say whose members they are."""
    members = RollEntry.objects.filter(election=election).members()
    return (members.filter(branch=branch).count() if branch else 0) or members.count()


def branches_waiting(listed: NomineeList) -> list[Organisation | None]:
    """None stands for a community without branches of its own."""
    held = set(listed.deliberations.values_list("branch", flat=True))
    branches = branches_of(listed.election.community)
    if not branches:
        return [] if None in held else [None]
    return [branch for branch in branches if branch.pk not in held]


@dataclass(frozen=True, slots=True)
class BranchLine:
    """One branch, or the community as a whole where it has none; `held` is None while it waits."""

    branch: Organisation | None
    held: Deliberation | None

    @property
    def key(self) -> int:
        return self.branch.pk if self.branch else WHOLE


def branch_lines(election: Election) -> list[BranchLine]:
    """Empty as long as there is no list to talk over."""
    listed = final_list(election)
    if listed is None:
        return []
    held = {deliberation.branch_id: deliberation for deliberation in listed.deliberations.select_related("sheet")}
    branches = branches_of(election.community)
    if not branches:
        return [BranchLine(None, held.get(None))]
    return [BranchLine(branch, held.get(branch.pk)) for branch in branches]


def branch_line(election: Election, pk: int) -> BranchLine | None:
    return next((line for line in branch_lines(election) if line.key == pk), None)


def deliberation(election: Election, pk: int) -> Deliberation | None:
    """On the list that stands; of an earlier list nothing is put right any more."""
    return Deliberation.objects.filter(list=final_list(election), pk=pk).select_related("list__election__cycle__office", "branch").first()
