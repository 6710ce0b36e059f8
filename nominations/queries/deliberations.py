"""酝酿: which branches have talked the list over, and which have not."""

from elections.models import Election, Organisation
from nominations.models import NomineeList


def branches_of(election: Election) -> list[Organisation]:
    return list(election.community.children.filter(kind=Organisation.Kind.BRANCH))


def branches_waiting(listed: NomineeList) -> list[Organisation | None]:
    """None stands for a community without branches of its own."""
    held = set(listed.deliberations.values_list("branch", flat=True))
    branches = branches_of(listed.election)
    if not branches:
        return [] if None in held else [None]
    return [branch for branch in branches if branch.pk not in held]
